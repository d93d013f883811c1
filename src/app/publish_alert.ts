import { toOutsideEvent } from "../alerts/intake/outside_alert.ts";
import { toAlertRecord } from "../alerts/sinks/alert_record.ts";
import { topicsOf } from "../alerts/sinks/topic_names.ts";
import type { Severity } from "../model/alert_event.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { AppSettings } from "../settings/app_settings.ts";
import { alertHolder } from "./alert_holder.ts";
import { topicWriter } from "./alert_sinks.ts";

/** Longest time until the alert is written, in milliseconds. */
const PUBLISH_MS = 30_000;

/** An alert that somebody publishes by hand. */
export interface AlertWish {
  readonly name: string;
  readonly severity: Severity;
  readonly status: "firing" | "resolved";
  readonly summary: string;
  readonly description: string;
  /** What the alert is told from others by, beside its name. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Writes an alert to its topic; gives its id. Rejects with an error that says what hinders it. */
export async function publishAlert(
  settings: AppSettings,
  wish: AlertWish,
  logger: Logger,
  clock: Clock = systemClock,
): Promise<string> {
  const { cluster, kafka } = alertHolder(settings);
  const { name, severity, status, summary, description } = wish;
  const labels = {
    ...cluster.name === undefined ? {} : { cluster: cluster.name },
    ...wish.labels,
    alertname: name,
  };
  const atMs = clock.nowMs();
  const alert = {
    status,
    labels,
    annotations: { summary, description },
    startsAtMs: atMs,
    endsAtMs: status === "resolved" ? atMs : undefined,
  };
  const reason = status === "firing" ? "started" : "resolved";
  const occasion = { sequence: 1, reason, atMs, source: "cli", severity } as const;
  const event = toOutsideEvent(alert, occasion);
  const observerOf = () => ({ requestDone: () => {}, throttled: () => {} });
  const writer = topicWriter(cluster, { observerOf, clock, logger });
  const signal = AbortSignal.timeout(PUBLISH_MS);
  try {
    const topics = topicsOf(kafka.topic, event);
    if (kafka.create !== undefined) await writer.createTopics(topics, kafka.create, signal);
    await writer.send(topics.map((topic) => toAlertRecord(event, topic)), signal);
    return event.id;
  } finally {
    writer.close();
  }
}
