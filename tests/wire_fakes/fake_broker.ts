import { Buffer } from "node:buffer";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { apiVersionsBody, type FakeRequest, frame, takeRequests } from "./frames.ts";
import { PING_KEY, pong } from "./ping.ts";

const API_VERSIONS_KEY = 18;

/** What a fake does with a request; ApiVersions comes here only without `versions`. */
export type Behaviour = (request: FakeRequest, socket: Socket) => void;

export interface FakeBrokerOptions {
  /** Ranges that ApiVersions tells; undefined leaves ApiVersions to the behaviour. */
  readonly versions?: ReadonlyMap<number, readonly [number, number]> | undefined;
  /** How long ApiVersions tells to wait. */
  readonly throttleTimeMs?: number;
  /** Default: any free port. */
  readonly port?: number;
  readonly host?: string;
}

/** Answers every ping with its own text. */
export const echo: Behaviour = ({ correlationId, body }, socket) => {
  socket.write(frame(correlationId, pong(Buffer.from(body.subarray(2)).toString())));
};

/** A TCP server that speaks ApiVersions as a broker does, and then misbehaves as it is told. */
export class FakeBroker {
  readonly port: number;
  /** Sockets that were ever accepted. */
  accepted = 0;
  readonly sockets = new Set<Socket>();
  /** All requests except ApiVersions. */
  readonly requests: FakeRequest[] = [];
  behaviour: Behaviour;
  readonly #server: Server;

  private constructor(server: Server, behaviour: Behaviour, options: FakeBrokerOptions) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    this.behaviour = behaviour;
    const versions = "versions" in options ? options.versions : new Map([[PING_KEY, [0, 12]]]);
    const told = versions && apiVersionsBody(
      versions as NonNullable<typeof options.versions>,
      options.throttleTimeMs,
    );
    server.on("connection", (socket) => this.#accept(socket, told));
  }

  static async listen(behaviour: Behaviour, options: FakeBrokerOptions = {}): Promise<FakeBroker> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(options.port ?? 0, options.host ?? "127.0.0.1", resolve);
    });
    return new FakeBroker(server, behaviour, options);
  }

  /** Destroys every socket and stops listening. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  #accept(socket: Socket, told: Buffer | undefined): void {
    this.accepted++;
    this.sockets.add(socket);
    socket.setNoDelay(true);
    let received = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("close", () => this.sockets.delete(socket));
    socket.on("data", (chunk: Buffer) => {
      const { requests, rest } = takeRequests(Buffer.concat([received, chunk]));
      received = Buffer.from(rest);
      for (const request of requests) {
        if (request.apiKey === API_VERSIONS_KEY && told !== undefined) {
          socket.write(frame(request.correlationId, told));
          continue;
        }
        if (request.apiKey !== API_VERSIONS_KEY) this.requests.push(request);
        this.behaviour(request, socket);
      }
    });
  }
}
