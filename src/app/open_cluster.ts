import type { AnomalySettings } from "../anomaly/settings.ts";
import type { RequestObserver } from "../kafka/cluster_client.ts";
import { ConnectedCluster } from "../kafka/connected_cluster.ts";
import { nameFilter } from "../kafka/name_filter.ts";
import type { KafkaSettings } from "../kafka/settings.ts";
import { Transport } from "../kafka/transport/transport.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { ClusterLine } from "./cluster_line.ts";
import { type PageStore, RateStage } from "./rate_stage.ts";

/** What the line of a cluster needs besides the cluster's own settings. */
export interface ClusterSurroundings {
  readonly anomaly: AnomalySettings;
  readonly pages: PageStore;
  readonly observer: RequestObserver;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens the line of one cluster: it begins to connect, but nothing waits for that. */
export function openCluster(
  settings: KafkaSettings,
  { anomaly, pages, observer, clock, logger }: ClusterSurroundings,
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
    rates: new RateStage(anomaly, pages, ofCluster),
    clock,
    logger: ofCluster,
  });
}
