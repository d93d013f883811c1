import { Kafka, logLevel } from "kafkajs";
import { type Address, formatAddress, parseServerAddress } from "../../runtime/address.ts";
import type { Logger } from "../../runtime/logger.ts";
import { createCluster, firstConnection } from "./kafkajs_internals.ts";
import { openSocket } from "./open_socket.ts";
import { repairRequestQueue } from "./repair_request_queue.ts";
import { Security, type SecuritySettings } from "./security.ts";

/** How to reach a cluster with kafkajs' own client. */
export interface KafkajsClientOptions {
  /** `host:port`, at least one. */
  readonly bootstrapServers: readonly string[];
  readonly clientId: string;
  readonly connectTimeoutMs: number;
  readonly security: SecuritySettings;
  readonly logger: Logger;
}

/** A client of kafkajs that is repaired as far as commands need it, and takes IPv6 addresses. */
export async function kafkajsClient(options: KafkajsClientOptions): Promise<Kafka> {
  const { bootstrapServers, clientId, connectTimeoutMs, logger } = options;
  // kafkajs splits addresses at every colon: it is given names instead, which lead to them.
  const seeds = new Map<string, Address>(
    bootstrapServers.map((server, index) => [`seed-${index}`, parseServerAddress(server)]),
  );
  const kafka = new Kafka({
    brokers: [...seeds].map(([name, { port }]) => formatAddress({ host: name, port })),
    clientId,
    connectionTimeout: connectTimeoutMs,
    ...await new Security(options.security).load(),
    socketFactory: ({ host, port, ssl, onConnect }) =>
      openSocket({ host: seeds.get(host)?.host ?? host, port, ssl: ssl && { ...ssl }, onConnect }),
    retry: { retries: 5 },
    logLevel: logLevel.ERROR,
    logCreator: () => ({ log: { message, broker } }) => {
      logger.debug(`kafkajs: ${message}`, { broker });
    },
  });
  const pool = await createCluster(kafka).connectionPoolBuilder.build({ host: "-", port: 1 });
  repairRequestQueue(firstConnection(pool).requestQueue);
  return kafka;
}
