import { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import { release } from "../../runtime/release.ts";
import { inTurn, runSliced } from "../../runtime/slices.ts";
import { BrokerUnavailableError, describePeer, type Peer, RequestTimeoutError } from "../errors.ts";
import { decodeAnswer, encodeRequest } from "../messages/codec.ts";
import type { Message, Throttled } from "../messages/message.ts";
import { DecodeError } from "../wire/decode_error.ts";
import type { Connection, SendOptions, VersionRange } from "./connection.ts";
import { explainSocketError } from "./explain_socket_error.ts";
import { guardAnswers } from "./guard_answers.ts";
import type { RawConnection, RawDecoded, SocketFactory } from "./kafkajs_internals.ts";
import { type CallHost, PendingCall } from "./pending_call.ts";

/** The most that a socket gives at once: what is larger was put together by kafkajs. */
const READ_BYTES = 64 * 1024;
/** Size and correlation id. */
const FRAME_HEADER_BYTES = 8;

/** Brokers throttle for a second or some; what claims more is not let to pile up requests. */
const LONGEST_THROTTLE_MS = 60_000;

/** A connection of kafkajs with deadlines of its own, closed at the first sign of trouble. */
export class BrokerConnection implements Connection, CallHost {
  readonly peer: Peer;
  readonly closed: Promise<Error>;
  readonly #raw: RawConnection;
  readonly #calls = new Set<PendingCall>();
  readonly #resolveClosed: (reason: Error) => void;
  #apiVersions: ReadonlyMap<number, VersionRange> = new Map();
  #socket: Socket | undefined;
  #reason: Error | undefined;
  #throttledUntilMs = 0;
  readonly #loggedIn: boolean;
  #answers = 0;

  /** `openSocket` is called by kafkajs when the connection is dialled. */
  constructor(peer: Peer, raw: RawConnection, openSocket: SocketFactory, loggedIn: boolean) {
    this.peer = peer;
    this.#raw = raw;
    this.#loggedIn = loggedIn;
    const { promise, resolve } = Promise.withResolvers<Error>();
    this.closed = promise;
    this.#resolveClosed = resolve;
    guardAnswers(raw, (reason) => this.fail(reason));
    raw.socketFactory = (target) => this.#watch(openSocket(target));
  }

  get apiVersions(): ReadonlyMap<number, VersionRange> {
    return this.#apiVersions;
  }

  /** Why it is of no more use; undefined while it is. */
  get failure(): Error | undefined {
    return this.#reason;
  }

  get inFlight(): number {
    return this.#calls.size;
  }

  get throttledUntilMs(): number {
    return this.#throttledUntilMs;
  }

  /** Called once, when ApiVersions and authentication are done. */
  setApiVersions(versions: ReadonlyMap<number, VersionRange>): void {
    this.#apiVersions = versions;
    // kafkajs may have been told to wait by the answers to its own requests.
    this.#throttle(this.#raw.requestQueue.throttledUntil - Date.now());
  }

  async send<Q, A extends Throttled>(
    message: Message<Q, A>,
    request: Q,
    version: number,
    { timeoutMs, signal }: SendOptions,
  ): Promise<A> {
    const encoded = await inTurn(() => encodeRequest(message, request, version));
    signal.throwIfAborted();
    if (this.#reason !== undefined) throw this.#lost(message.name, 0, this.#reason);
    const body = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.length);
    const { promise, resolve, reject } = Promise.withResolvers<A>();
    const call = new PendingCall(message.name, timeoutMs, this, reject);
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    this.#calls.add(call);
    const decode = async (payload: Buffer): Promise<RawDecoded<A>> => {
      this.#finish(call);
      this.#answers++;
      const bytes = new Uint8Array(payload.buffer, payload.byteOffset, payload.length);
      release(encoded);
      signal.throwIfAborted();
      const answer = await runSliced(decodeAnswer(message, bytes, version), signal);
      if (isWholeFrame(bytes)) release(bytes);
      return { answer, clientSideThrottleTime: this.#throttle(answer.throttleTimeMs) };
    };
    this.#raw.send({
      request: {
        apiKey: message.apiKey,
        apiVersion: version,
        apiName: message.name,
        encode: () => Promise.resolve({ buf: body, buffer: body }),
      },
      response: { decode, parse: ({ answer }) => Promise.resolve(answer) },
      logResponseError: false,
    }).then(resolve, (error) => this.#sendFailed(call, error));
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  close(): void {
    this.fail(new Error("this program closed the connection"));
  }

  /** Destroys the socket at once and rejects every call that waits. The first reason counts. */
  fail(reason: Error): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#socket?.destroy(reason);
    for (const call of this.#calls) {
      call.finish();
      call.reject(this.#lost(call.api, call.elapsedMs, reason));
    }
    this.#calls.clear();
    this.#raw.requestQueue.rejectAll(reason);
    this.#raw.requestQueue.destroy();
    this.#resolveClosed(reason);
  }

  /** A request timeout is a sign of a dead connection: everything on it is given up. */
  timedOut(call: PendingCall): void {
    const error = new RequestTimeoutError(
      `No answer to ${call.api} from ${describePeer(this.peer)} after ${call.elapsedMs} ms`,
    );
    this.#finish(call);
    call.reject(error);
    this.fail(error);
  }

  #watch(socket: Socket): Socket {
    this.#socket = socket;
    const ended = () => this.fail(new Error(this.#whyClosed()));
    socket.once("error", (cause: Error) => {
      this.fail(new Error(explainSocketError(cause), { cause }));
    });
    socket.once("end", ended);
    socket.once("close", ended);
    if (this.#reason !== undefined) socket.destroy(this.#reason);
    return socket;
  }

  /** A listener that wants a login answers ApiVersions to anybody, and hangs up at anything else. */
  #whyClosed(): string {
    const atFirst = this.#apiVersions.size > 0 && this.#answers === 0 && !this.#loggedIn;
    return "the broker closed the connection" +
      (atFirst ? " at the first request: it may want a login, set sasl" : "");
  }

  #finish(call: PendingCall): void {
    call.finish();
    this.#calls.delete(call);
  }

  /** Extends deadlines; gives for how many milliseconds nothing should be sent. */
  #throttle(throttleTimeMs: number): number {
    if (throttleTimeMs <= 0) return 0;
    const waitMs = Math.min(throttleTimeMs, LONGEST_THROTTLE_MS);
    this.#throttledUntilMs = Math.max(this.#throttledUntilMs, performance.now() + waitMs);
    return waitMs;
  }

  /** kafkajs gave a request back: not sendable (the connection is useless) or not decodable. */
  #sendFailed(call: PendingCall, error: unknown): void {
    if (this.#calls.has(call)) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    } else if (error instanceof DecodeError) {
      call.reject(
        new DecodeError(
          error.what,
          error.offset,
          `the answer to ${call.api} of ${describePeer(this.peer)} after ${call.elapsedMs} ms`,
          { cause: error },
        ),
      );
    } else call.reject(error);
  }

  #lost(api: string, elapsedMs: number, cause: Error): BrokerUnavailableError {
    return new BrokerUnavailableError(
      `Lost the connection to ${describePeer(this.peer)} while it was asked for ${api}, ` +
        `after ${elapsedMs} ms: ${cause.message}`,
      { cause },
    );
  }
}

/** Whether nothing but the answer is in its buffer, which kafkajs made for it and needs no more. */
function isWholeFrame({ buffer, byteLength }: Uint8Array): boolean {
  return buffer.byteLength > READ_BYTES && buffer.byteLength === FRAME_HEADER_BYTES + byteLength;
}
