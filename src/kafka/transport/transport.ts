import { Kafka, type KafkaConfig, logLevel } from "kafkajs";
import type { Logger } from "../../runtime/logger.ts";
import { BrokerUnavailableError, describePeer, messageOf, type Peer } from "../errors.ts";
import { BrokerConnection } from "./broker_connection.ts";
import type { Connection, Dialler, VersionRange } from "./connection.ts";
import {
  createCluster,
  firstConnection,
  type RawBroker,
  type RawCluster,
} from "./kafkajs_internals.ts";
import { openSocket } from "./open_socket.ts";
import { repairRequestQueue } from "./repair_request_queue.ts";

/** What every connection of one cluster has in common. */
export interface TransportOptions {
  /** Shown in the brokers' logs, metrics and quotas. */
  readonly clientId: string;
  /** Longest time for TCP, TLS, ApiVersions and SASL together, in milliseconds. */
  readonly connectTimeoutMs: number;
  readonly logger: Logger;
  /** As kafkajs takes them. */
  readonly ssl?: KafkaConfig["ssl"];
  readonly sasl?: KafkaConfig["sasl"];
}

/** Opens connections through kafkajs. Nothing outside this folder knows that. */
export class Transport implements Dialler {
  readonly #options: TransportOptions;
  readonly #kafka: Kafka;
  readonly #cluster: RawCluster;

  /** Throws if kafkajs is not the version that this was written for. */
  constructor(options: TransportOptions) {
    this.#options = options;
    this.#kafka = new Kafka({
      brokers: ["not-used:1"],
      clientId: options.clientId,
      ...(options.ssl === undefined ? {} : { ssl: options.ssl }),
      ...(options.sasl === undefined ? {} : { sasl: options.sasl }),
      // Deadlines are kept here: kafkajs' own leave the socket open and cost a timer a connection.
      connectionTimeout: 2 * options.connectTimeoutMs,
      enforceRequestTimeout: false,
      retry: { retries: 0 },
      logLevel: logLevel.INFO,
      logCreator: () => ({ log: { message, broker } }) => {
        options.logger.debug(`kafkajs: ${message}`, { broker });
      },
    });
    this.#cluster = createCluster(this.#kafka);
  }

  async connect(peer: Peer, signal: AbortSignal): Promise<Connection> {
    signal.throwIfAborted();
    const { host, port } = peer;
    const pool = await this.#cluster.connectionPoolBuilder.build({ host, port });
    const raw = firstConnection(pool);
    repairRequestQueue(raw.requestQueue);
    const connection = new BrokerConnection(peer, raw, openSocket);
    const broker = this.#cluster.brokerPool.createBroker({
      connectionPool: pool,
      logger: this.#kafka.logger(),
    });
    const startedMs = performance.now();
    try {
      await this.#handshake(connection, broker, signal);
    } catch (error) {
      // Whichever of kafkajs and the socket is heard first, the socket knows the reason.
      const cause = connection.failure ?? error;
      connection.close();
      signal.throwIfAborted();
      const elapsedMs = Math.round(performance.now() - startedMs);
      throw new BrokerUnavailableError(
        `Cannot connect to ${describePeer(peer)}, after ${elapsedMs} ms: ${messageOf(cause)}`,
        { cause },
      );
    }
    connection.setApiVersions(toVersionRanges(broker.versions ?? {}));
    return connection;
  }

  async #handshake(
    connection: BrokerConnection,
    broker: RawBroker,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    const { connectTimeoutMs } = this.#options;
    const timer = setTimeout(() => {
      connection.fail(new Error(`no connection or no answer within ${connectTimeoutMs} ms`));
    }, connectTimeoutMs);
    const abort = () => connection.close();
    signal.addEventListener("abort", abort, { once: true });
    try {
      const lost = connection.closed.then((reason) => Promise.reject(reason));
      await Promise.race([lost, broker.connect()]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    }
  }
}

function toVersionRanges(
  versions: NonNullable<RawBroker["versions"]>,
): ReadonlyMap<number, VersionRange> {
  return new Map(
    Object.entries(versions).map(([apiKey, { minVersion, maxVersion }]) => [
      Number(apiKey),
      { min: minVersion, max: maxVersion },
    ]),
  );
}
