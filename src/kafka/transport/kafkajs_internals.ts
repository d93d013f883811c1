import type { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import type { Kafka, Logger } from "kafkajs";

/**
 * The parts of kafkajs 2.2.4 that it does not publish and this program uses. kafkajs is pinned and
 * no longer changes; the functions below fail loudly if it did.
 */
export interface RawCluster {
  readonly connectionPoolBuilder: {
    build(target: { host: string; port: number }): Promise<RawPool>;
  };
  readonly brokerPool: {
    createBroker(options: { connectionPool: RawPool; logger: Logger }): RawBroker;
  };
}

/** Runs ApiVersions and SASL on a pool's first connection. */
export interface RawBroker {
  connect(): Promise<void>;
  readonly versions: Readonly<Record<string, { minVersion: number; maxVersion: number }>> | null;
}

export interface RawPool {
  readonly pool: readonly RawConnection[];
}

export interface RawConnection {
  socketFactory: SocketFactory;
  processData(data: Buffer): void;
  /** Size of the frame that is being received, its length field included. */
  readonly bytesNeeded: number;
  /** What was received of answers that are not complete. */
  chunks: Buffer[];
  readonly bytesBuffered: number;
  readonly requestQueue: RawRequestQueue;
  send<T>(exchange: RawExchange<T>): Promise<T>;
}

export interface RawRequestQueue {
  readonly pending: readonly unknown[];
  readonly inflight: ReadonlyMap<number, unknown>;
  /** Until when the broker wants no more requests, milliseconds since the epoch. */
  readonly throttledUntil: number;
  scheduleCheckPendingRequests(): void;
  fulfillRequest(answer: { correlationId: number; payload: Buffer; size: number }): void;
  rejectAll(error: Error): void;
  /** Clears its timers. */
  destroy(): void;
}

/** A request and how its answer is read. kafkajs writes request header version 1 before the body. */
export interface RawExchange<T> {
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    encode(): Promise<{ buf: Buffer; buffer: Buffer }>;
  };
  readonly response: {
    decode(payload: Buffer): Promise<RawDecoded<T>>;
    parse(decoded: RawDecoded<T>): Promise<T>;
  };
  readonly logResponseError: boolean;
}

/** kafkajs holds back further requests for the throttle time, in milliseconds. */
export interface RawDecoded<T> {
  readonly clientSideThrottleTime: number;
  readonly answer: T;
}

export type SocketFactory = (target: {
  host: string;
  port: number;
  ssl: Record<string, unknown> | null | undefined;
  onConnect: () => void;
}) => Socket;

type CreateCluster = (options: { metadataMaxAge: number }) => RawCluster;

/** kafkajs' cluster object with the settings of a client; it connects nowhere by itself. */
export function createCluster(kafka: Kafka): RawCluster {
  const symbol = Object.getOwnPropertySymbols(kafka)
    .find(({ description }) => description === "private:Kafka:createCluster");
  const create = symbol && (kafka as unknown as Record<symbol, CreateCluster>)[symbol];
  if (typeof create !== "function") throw notAsExpected("Kafka has no createCluster");
  const cluster = create({ metadataMaxAge: 0 });
  if (typeof cluster.connectionPoolBuilder?.build !== "function") {
    throw notAsExpected("Cluster has no connectionPoolBuilder");
  }
  if (typeof cluster.brokerPool?.createBroker !== "function") {
    throw notAsExpected("BrokerPool has no createBroker");
  }
  return cluster;
}

/** The pool's first connection, the one that is used, after a look at what it must have. */
export function firstConnection(pool: RawPool): RawConnection {
  const connection = pool.pool?.[0];
  if (connection === undefined) throw notAsExpected("ConnectionPool is empty");
  const queue = connection.requestQueue;
  const methods: readonly [string, unknown][] = [
    ["Connection.send", connection.send],
    ["Connection.processData", connection.processData],
    ["Connection.socketFactory", connection.socketFactory],
    ["RequestQueue.fulfillRequest", queue?.fulfillRequest],
    ["RequestQueue.scheduleCheckPendingRequests", queue?.scheduleCheckPendingRequests],
    ["RequestQueue.rejectAll", queue?.rejectAll],
    ["RequestQueue.destroy", queue?.destroy],
  ];
  for (const [name, method] of methods) {
    if (typeof method !== "function") throw notAsExpected(`${name} is not a function`);
  }
  if (!(queue.inflight instanceof Map)) throw notAsExpected("RequestQueue.inflight is no Map");
  if (typeof queue.throttledUntil !== "number") {
    throw notAsExpected("RequestQueue.throttledUntil is no number");
  }
  if (!Array.isArray(connection.chunks)) throw notAsExpected("Connection.chunks is no array");
  if (!Array.isArray(queue.pending)) throw notAsExpected("RequestQueue.pending is no array");
  return connection;
}

function notAsExpected(what: string): Error {
  return new Error(`kafkajs is not the version that this program was written for: ${what}`);
}
