import type { ClusterClient, RequestObserver } from "../kafka/cluster_client.ts";
import { ConnectedCluster } from "../kafka/connected_cluster.ts";
import { CONTROLLER_TIMEOUT_MS } from "../kafka/controller_link.ts";
import type { KafkaSettings } from "../kafka/settings.ts";
import { Transport } from "../kafka/transport/transport.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";

/** Begins to connect to a cluster, as its settings say; nothing waits for that. */
export function connectCluster(
  settings: KafkaSettings,
  observer: RequestObserver,
  clock: Clock,
  logger: Logger,
): ClusterClient {
  const { clientId, connectTimeoutMs, requestTimeoutMs, bootstrapServers, tls, sasl } = settings;
  const dialler = new Transport({ clientId, connectTimeoutMs, logger, security: { tls, sasl } });
  return new ConnectedCluster({
    bootstrapServers,
    dialler,
    observer,
    logger,
    clock,
    requestTimeoutMs,
    // Where cycles are short, what else was read must not become too old meanwhile.
    controllerTimeoutMs: Math.min(CONTROLLER_TIMEOUT_MS, settings.intervalMs),
  });
}
