import { Kafka, logLevel } from "kafkajs";
import type { Logger } from "../../runtime/logger.ts";
import { createCluster, type RawCluster } from "./kafkajs_internals.ts";
import type { KafkajsSecurity } from "./security.ts";

/** What kafkajs is told about every connection. */
export interface KafkajsClusterOptions {
  readonly clientId: string;
  readonly connectTimeoutMs: number;
  readonly security: KafkajsSecurity;
  readonly logger: Logger;
}

/** What opens kafkajs' connections. Throws if it is not the version that this was written for. */
export function kafkajsCluster(
  { clientId, connectTimeoutMs, security, logger }: KafkajsClusterOptions,
): { readonly kafka: Kafka; readonly cluster: RawCluster } {
  const kafka = new Kafka({
    brokers: ["not-used:1"],
    clientId,
    ...security,
    // Deadlines are kept here: kafkajs' own leave the socket open and cost a timer a connection.
    connectionTimeout: 2 * connectTimeoutMs,
    enforceRequestTimeout: false,
    retry: { retries: 0 },
    logLevel: logLevel.INFO,
    logCreator: () => ({ log: { message, broker } }) => {
      logger.debug(`kafkajs: ${message}`, { broker });
    },
  });
  return { kafka, cluster: createCluster(kafka) };
}
