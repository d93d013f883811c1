import type { ClusterClient, RequestObserver } from "../kafka/cluster_client.ts";
import { ConnectedCluster } from "../kafka/connected_cluster.ts";
import type { KafkaSettings } from "../kafka/settings.ts";
import { SIDE_TIMEOUT_MS } from "../kafka/side_link.ts";
import type { Dialler } from "../kafka/transport/connection.ts";
import { Transport } from "../kafka/transport/transport.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";

/** A broker that is away is dialled this often at least, in milliseconds. */
const LONGEST_RETRY_MS = 10_000;

/** Begins to connect to a cluster, as its settings say, from `mayBegin` on; nothing waits for that. */
export function connectCluster(
  settings: KafkaSettings,
  observer: RequestObserver,
  clock: Clock,
  logger: Logger,
  mayBegin?: Promise<void>,
): ClusterClient {
  const { clientId, connectTimeoutMs, requestTimeoutMs, bootstrapServers, tls, sasl } = settings;
  const transport = new Transport({ clientId, connectTimeoutMs, logger, security: { tls, sasl } });
  const dialler: Dialler = {
    connect: async (peer, signal) => {
      await mayBegin;
      return await transport.connect(peer, signal);
    },
  };
  return new ConnectedCluster({
    bootstrapServers,
    dialler,
    observer,
    logger,
    clock,
    requestTimeoutMs,
    // What came back is read in the second cycle after that at the latest.
    longestRetryMs: Math.min(LONGEST_RETRY_MS, settings.intervalMs),
    // A cycle that waits for so long must end before the next one is due: one that came late would have
    // what else was read become too old.
    sideTimeoutMs: Math.min(SIDE_TIMEOUT_MS, settings.intervalMs / 2),
  });
}
