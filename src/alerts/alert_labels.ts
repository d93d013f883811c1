import type { AlertEvent } from "../model/alert_event.ts";
import { alertNameOf } from "./alert_names.ts";

/** The label by which the program knows its own alerts again. */
export const SOURCE_LABEL = "source";
export const OWN_SOURCE = "kafka-sentinel";

/**
 * The labels that identify an alert in Alertmanager, those that Prometheus' rules have: name,
 * severity, cluster, topic, group, broker, dir, instance. Empty ones are left out, as there.
 */
export function alertLabels(event: AlertEvent): Record<string, string> {
  const { topic, group, broker, dir, instance } = event.subject;
  const labels = {
    ...event.labels,
    alertname: alertNameOf(event.type),
    severity: event.severity,
    cluster: event.cluster,
    topic,
    group,
    broker: broker === undefined ? undefined : String(broker),
    dir,
    instance,
    [SOURCE_LABEL]: OWN_SOURCE,
  };
  return Object.fromEntries(
    Object.entries(labels).filter((pair): pair is [string, string] => (pair[1] ?? "") !== ""),
  );
}
