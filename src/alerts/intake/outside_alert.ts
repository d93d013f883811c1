import type { AlertEvent, AlertSubject, Severity } from "../../model/alert_event.ts";
import { SEVERITIES } from "../../model/alert_event.ts";
import { fingerprintOfLabels } from "../fingerprint.ts";

/** An alert that somebody else raised, as Alertmanager's webhook has it. */
export interface OutsideAlert {
  readonly status: "firing" | "resolved";
  /** With a name (`alertname`). */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAtMs: number;
  /** undefined while it fires. */
  readonly endsAtMs: number | undefined;
}

/** Which event of its incident it is, and why it is published. */
export interface OutsideOccasion {
  readonly sequence: number;
  readonly reason: AlertEvent["reason"];
  readonly atMs: number;
  readonly source: Exclude<AlertEvent["source"], "kafka-sentinel">;
  /** By default what the labels say. */
  readonly severity?: Severity;
}

/** The event of an alert from elsewhere: what its labels and annotations tell in the usual names. */
export function toOutsideEvent(
  { status, labels, annotations, startsAtMs, endsAtMs }: OutsideAlert,
  { sequence, reason, atMs, source, severity: given }: OutsideOccasion,
): AlertEvent {
  const fingerprint = fingerprintOfLabels(labels);
  const type = labels["alertname"] ?? "";
  const severity = given ?? severityOf(labels["severity"]);
  return {
    id: `${fingerprint}-${startsAtMs}-${sequence}`,
    fingerprint,
    sequence,
    type,
    severity,
    severities: [severity],
    status,
    reason,
    cluster: labels["cluster"] ?? labels["cluster_name"] ?? "",
    subject: subjectOf(labels),
    summary: annotations["summary"] ?? annotations["message"] ?? type,
    description: annotations["description"] ?? "",
    value: NaN,
    threshold: NaN,
    worst: [],
    total: 1,
    startsAtMs,
    endsAtMs: status === "resolved" ? endsAtMs ?? atMs : undefined,
    occurredAtMs: atMs,
    unobservedSinceMs: undefined,
    coalesced: 0,
    source,
    labels,
    runbookUrl: annotations["runbook_url"],
  };
}

/** A severity of other words counts as a warning: it must not be lost, nor wake somebody up. */
function severityOf(label: string | undefined): Severity {
  return SEVERITIES.find((severity) => severity === label) ?? "warning";
}

function subjectOf(labels: OutsideAlert["labels"]): AlertSubject {
  const { topic, dir, instance } = labels;
  const group = labels["group"] ?? labels["consumergroup"];
  const broker = labels["broker"] ?? "";
  return {
    ...topic === undefined ? {} : { topic },
    ...group === undefined ? {} : { group },
    ...!/^\d{1,9}$/.test(broker) ? {} : { broker: Number(broker) },
    ...dir === undefined ? {} : { dir },
    ...instance === undefined ? {} : { instance },
  };
}
