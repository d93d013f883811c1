import { Buffer } from "node:buffer";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { WireReader } from "../../src/kafka/wire/wire_reader.ts";
import {
  apiVersionsBody,
  type FakeRequest,
  frame,
  takeRequests,
} from "../../tests/wire_fakes/frames.ts";
import { AnswerWriter } from "./answer_writer.ts";
import { HOST } from "./answers/answer_encoder.ts";
import { answerEncoders } from "./answers/answer_encoders.ts";
import type { BrokerFaults } from "./broker_faults.ts";
import type { SimulatedState } from "./simulated_state.ts";

const API_VERSIONS_KEY = 18;
const encoderOf = new Map(answerEncoders.map((encoder) => [encoder.apiKey, encoder]));
const apiVersions = apiVersionsBody(
  new Map(answerEncoders.map(({ apiKey, version }) => [apiKey, [version, version]] as const)),
);

/** One broker: a TCP server that answers from the state, request after request, as Kafka does. */
export class SimulatedBroker {
  readonly id: number;
  readonly #state: SimulatedState;
  readonly #ports: ReadonlyMap<number, number>;
  readonly #sockets = new Set<Socket>();
  /** Requests answered, by API name. */
  readonly answered = new Map<string, number>();
  /** Bytes of all answers. */
  sentBytes = 0;
  #server: Server | undefined;
  #port = 0;
  #faults: BrokerFaults = {};
  #thawed = Promise.withResolvers<void>();

  /** `ports` may be filled later, when all brokers listen. */
  constructor(id: number, state: SimulatedState, ports: ReadonlyMap<number, number>) {
    this.id = id;
    this.#state = state;
    this.#ports = ports;
    this.#thawed.resolve();
  }

  /** Listens, on the same port as before if it did; returns the port. */
  async listen(): Promise<number> {
    const server = createServer((socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, HOST, resolve);
    });
    this.#server = server;
    return this.#port = (server.address() as AddressInfo).port;
  }

  /** Replaces what it does wrong. */
  async set(faults: BrokerFaults): Promise<void> {
    const before = this.#faults;
    this.#faults = faults;
    if (faults.frozen && !before.frozen) this.#thawed = Promise.withResolvers<void>();
    if (!faults.frozen) this.#thawed.resolve();
    if (faults.down && !before.down) await this.close();
    if (!faults.down && before.down) await this.listen();
  }

  /** Destroys every connection and listens no more. */
  async close(): Promise<void> {
    this.#thawed.resolve();
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    let received = Buffer.alloc(0);
    let busy = Promise.resolve();
    socket.on("error", () => {});
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("data", (chunk: Buffer) => {
      const { requests, rest } = takeRequests(Buffer.concat([received, chunk]));
      received = Buffer.from(rest);
      for (const request of requests) busy = busy.then(() => this.#serve(request, socket));
    });
  }

  async #serve(request: FakeRequest, socket: Socket): Promise<void> {
    await this.#thawed.promise;
    const { latencyMs = 0, throttleMs = 0, half } = this.#faults;
    if (latencyMs > 0) await pause(latencyMs, socket);
    if (socket.destroyed) return;
    const answer = this.#answer(request);
    socket.write(half === undefined ? answer : answer.subarray(0, answer.length >> 1));
    if (half === "hang up") socket.end();
    if (half === "stall") await new Promise((resolve) => socket.once("close", resolve));
    if (throttleMs > 0) await pause(throttleMs, socket);
  }

  #answer({ apiKey, apiVersion, correlationId, body }: FakeRequest): Uint8Array {
    if (apiKey === API_VERSIONS_KEY) return frame(correlationId, apiVersions);
    const encoder = encoderOf.get(apiKey);
    if (encoder === undefined || encoder.version !== apiVersion) {
      throw new RangeError(`API key ${apiKey} version ${apiVersion} was never offered`);
    }
    const reader = new WireReader(body, true);
    reader.tags(); // of the header
    const writer = new AnswerWriter();
    writer.tags();
    encoder.write(writer, reader, {
      state: this.#state,
      brokerId: this.id,
      ports: this.#ports,
      throttleMs: this.#faults.throttleMs ?? 0,
      errorCode: this.#faults.errors?.[encoder.api] ?? 0,
    });
    this.answered.set(encoder.api, (this.answered.get(encoder.api) ?? 0) + 1);
    const answer = writer.frame(correlationId);
    this.sentBytes += answer.length;
    return answer;
  }
}

/** A pause that belongs to what is simulated; it ends with the connection. */
function pause(ms: number, socket: Socket): Promise<void> {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      socket.off("close", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    socket.on("close", end);
  });
}
