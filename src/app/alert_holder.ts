import type { KafkaSettings } from "../kafka/settings.ts";
import type { AlertsSettings } from "../alerts/settings.ts";
import type { AppSettings } from "../settings/app_settings.ts";

/** The cluster whose topics of alerts a command is about, and what they are called. */
export interface AlertHolder {
  readonly cluster: KafkaSettings;
  readonly kafka: NonNullable<AlertsSettings["kafka"]>;
}

/** No topic of alerts is set, or it is not clear which one is meant; the message says what to set. */
export class NoAlertTopicError extends Error {
  override readonly name = "NoAlertTopicError";
}

/** Throws a NoAlertTopicError. */
export function alertHolder({ alerts, clusters }: AppSettings): AlertHolder {
  const { kafka } = alerts;
  if (kafka === undefined) {
    throw new NoAlertTopicError(
      "No topic of alerts is set: set alerts.kafka, or --alerts.kafka-topic",
    );
  }
  const holders = clusters.filter(({ name }) =>
    kafka.cluster === undefined || name === kafka.cluster
  );
  const [cluster] = holders;
  if (cluster === undefined || holders.length > 1) {
    throw new NoAlertTopicError(
      "There are several clusters, each with a topic of its alerts: set alerts.kafka.cluster",
    );
  }
  return { cluster, kafka };
}
