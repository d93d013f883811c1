import type { RequestObserver } from "../kafka/cluster_client.ts";
import { ConnectedCluster } from "../kafka/connected_cluster.ts";
import { nameFilter } from "../kafka/name_filter.ts";
import type { KafkaSettings } from "../kafka/settings.ts";
import { Transport } from "../kafka/transport/transport.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { ClusterLine } from "./cluster_line.ts";
import type { RateStage } from "./rate_stage.ts";

/**
 * Opens the line of one cluster: it begins to connect, but nothing waits for that. Without a stage
 * message rates are not judged.
 */
export function openCluster(
  settings: KafkaSettings,
  observer: RequestObserver,
  clock: Clock,
  logger: Logger,
  rates?: RateStage,
): ClusterLine {
  const ofCluster = settings.name === undefined ? logger : logger.with({ cluster: settings.name });
  const { clientId, connectTimeoutMs, requestTimeoutMs, bootstrapServers, tls, sasl } = settings;
  const dialler = new Transport({
    clientId,
    connectTimeoutMs,
    logger: ofCluster,
    security: { tls, sasl },
  });
  return new ClusterLine({
    name: settings.name,
    bootstrapServers,
    intervalMs: settings.intervalMs,
    requestTimeoutMs,
    client: new ConnectedCluster({
      bootstrapServers,
      dialler,
      observer,
      logger: ofCluster,
      clock,
      requestTimeoutMs,
    }),
    topicFilter: nameFilter(settings.topicFilter, settings.topicExclude),
    groupFilter: nameFilter(settings.groupFilter, settings.groupExclude),
    rates,
    clock,
    logger: ofCluster,
  });
}
