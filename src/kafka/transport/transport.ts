import type { Logger } from "../../runtime/logger.ts";
import { BrokerUnavailableError, describePeer, messageOf, type Peer } from "../errors.ts";
import { BrokerConnection } from "./broker_connection.ts";
import type { Connection, Dialler, VersionRange } from "./connection.ts";
import { firstConnection, type RawBroker } from "./kafkajs_internals.ts";
import { explainHandshake } from "./explain_handshake.ts";
import { openSocket } from "./open_socket.ts";
import { repairRequestQueue } from "./repair_request_queue.ts";
import { Security, type SecuritySettings } from "./security.ts";

/** What every connection of one cluster has in common. */
export interface TransportOptions {
  /** Shown in the brokers' logs, metrics and quotas. */
  readonly clientId: string;
  /** Longest time for TCP, TLS, ApiVersions and SASL together, in milliseconds. */
  readonly connectTimeoutMs: number;
  readonly logger: Logger;
  /** Without it, connections are plain and without login. */
  readonly security?: SecuritySettings;
}

/** Opens connections through kafkajs. Nothing outside this folder knows that. */
export class Transport implements Dialler {
  readonly #options: TransportOptions;
  readonly #security: Security;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#security = new Security(options.security ?? {});
  }

  async connect(peer: Peer, signal: AbortSignal): Promise<Connection> {
    signal.throwIfAborted();
    const startedMs = performance.now();
    const failed = (reason: string, cause: unknown) => {
      const elapsedMs = Math.round(performance.now() - startedMs);
      return new BrokerUnavailableError(
        `Cannot connect to ${describePeer(peer)}, after ${elapsedMs} ms: ${reason}`,
        { cause },
      );
    };
    const security = await this.#security.load().catch((error) => {
      throw failed(messageOf(error), error);
    });
    const { host, port } = peer;
    // Loaded here, so that the program answers before it.
    const { kafkajsCluster } = await import("./kafkajs_cluster.ts");
    const { clientId, connectTimeoutMs, logger } = this.#options;
    const { kafka, cluster } = kafkajsCluster({ clientId, connectTimeoutMs, security, logger });
    const pool = await cluster.connectionPoolBuilder.build({ host, port });
    const raw = firstConnection(pool);
    repairRequestQueue(raw.requestQueue);
    const connection = new BrokerConnection(peer, raw, openSocket, this.#security.usesSasl);
    const broker = cluster.brokerPool.createBroker({
      connectionPool: pool,
      logger: kafka.logger(),
    });
    try {
      await this.#handshake(connection, broker, signal);
    } catch (error) {
      // Whichever of kafkajs and the socket is heard first, the socket knows the reason.
      const cause = connection.failure ?? error;
      connection.close();
      signal.throwIfAborted();
      throw failed(await explainHandshake(cause, peer, this.#security), cause);
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
