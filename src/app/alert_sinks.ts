import type { Sink } from "../alerts/outbox/sink.ts";
import type { AlertsSettings } from "../alerts/settings.ts";
import { AlertmanagerSink } from "../alerts/sinks/alertmanager_sink.ts";
import { HttpPoster } from "../alerts/sinks/http_poster.ts";
import { KafkaSink } from "../alerts/sinks/kafka_sink.ts";
import { LogSink } from "../alerts/sinks/log_sink.ts";
import type { RequestObserver } from "../kafka/cluster_client.ts";
import type { KafkaSettings } from "../kafka/settings.ts";
import { TopicWriter } from "../kafka/topic_writer.ts";
import type { AlertEvent } from "../model/alert_event.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { quietLogger } from "../runtime/quiet_logger.ts";
import { connectCluster } from "./connect_cluster.ts";

/** What sinks are made from. */
export interface SinkParts {
  readonly clusters: readonly KafkaSettings[];
  readonly observerOf: (clusterName: string | undefined) => RequestObserver;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The sinks that the settings name; they connect when there is something to publish. */
export function alertSinks(settings: AlertsSettings, parts: SinkParts): readonly Sink[] {
  const { log, kafka, alertmanager } = settings;
  const { clock, logger } = parts;
  return [
    ...log ? [new LogSink(logger)] : [],
    ...kafka === undefined ? [] : kafkaSinks(kafka, parts),
    ...(alertmanager?.urls ?? []).map((url) => {
      const poster = new HttpPoster(alertmanager?.login ?? {});
      const resendMs = alertmanager?.resendMs ?? 0;
      return new AlertmanagerSink({ url, poster, resendMs, clock });
    }),
  ];
}

/** One for the cluster that holds all alerts, or one for each watched cluster. */
function kafkaSinks(
  { topic, cluster, create }: NonNullable<AlertsSettings["kafka"]>,
  parts: SinkParts,
): Sink[] {
  const { clusters } = parts;
  const holders = cluster === undefined
    ? clusters
    : clusters.filter(({ name }) => name === cluster);
  return holders.map((holder, index) => {
    const isOnly = holders.length === 1;
    // What belongs to none of the clusters is the first one's.
    const takes = ({ cluster: of }: AlertEvent) =>
      isOnly || of === holder.name || (index === 0 && !holders.some(({ name }) => name === of));
    const name = holder.name === undefined ? "kafka" : `kafka:${holder.name}`;
    return new KafkaSink({ name, topic, create, takes, producer: topicWriter(holder, parts) });
  });
}

/** Writes to a cluster, over connections of its own. */
export function topicWriter(
  cluster: KafkaSettings,
  { observerOf, clock, logger }: Omit<SinkParts, "clusters">,
): TopicWriter {
  const quiet = quietLogger(logger);
  const open = () => connectCluster(cluster, observerOf(cluster.name), clock, quiet);
  return new TopicWriter(open, logger);
}
