/** What alerts are about. The first six are the ones that every Kafka operator needs. */
export const ALERT_TYPES = [
  "under_replicated_partitions",
  "offline_partitions",
  "consumer_lag",
  "partition_count_change",
  "message_rate_anomaly",
  "jvm_memory",
  "under_min_isr",
  "broker_down",
  "consumer_group_stalled",
  "retention_loss",
  "hanging_transaction",
  "reassignment_stuck",
  "log_dir",
  "quorum_unhealthy",
  "monitor_blind",
] as const;
export type AlertType = typeof ALERT_TYPES[number];

/** From harmless to grave. */
export const SEVERITIES = ["info", "warning", "critical"] as const;
export type Severity = typeof SEVERITIES[number];

/** What an alert is about, beside its cluster. Names come from the cluster: they are hostile. */
export interface AlertSubject {
  readonly topic?: string;
  readonly group?: string;
  readonly broker?: number;
  readonly dir?: string;
  /** A JVM. */
  readonly instance?: string;
}

/** One of the things that an alert is made of, such as a partition, with its value. */
export interface AlertPart {
  readonly name: string;
  readonly value: number;
}

/** What can be said of an alert in words and numbers. */
export interface AlertDetails {
  /** One sentence. */
  readonly summary: string;
  /** What it means, and what to look at. */
  readonly description: string;
  /** NaN where there is none. */
  readonly value: number;
  readonly threshold: number;
  /** The gravest parts, at most 20. */
  readonly worst: readonly AlertPart[];
  /** How many parts there are in all. */
  readonly total: number;
}

/** Something that happened to an alert and is published. Times are milliseconds since the epoch. */
export interface AlertEvent extends AlertDetails {
  /** Unique: fingerprint, start of the incident, sequence. */
  readonly id: string;
  /** The same for the same type, cluster and subject, for ever: 16 hexadecimal digits. */
  readonly fingerprint: string;
  /** Counts the events of one incident from 1. */
  readonly sequence: number;
  /** Of alerts from elsewhere their `alertname`. */
  readonly type: AlertType | (string & Record<never, never>);
  readonly severity: Severity;
  /** Every severity that the incident has had, in the order of SEVERITIES: whom it concerned. */
  readonly severities: readonly Severity[];
  readonly status: "firing" | "resolved";
  /** Why there is an event now. */
  readonly reason: "started" | "severity" | "repeat" | "unobserved" | "observed" | "resolved";
  /** Configured name of the cluster, else its id. */
  readonly cluster: string;
  readonly subject: AlertSubject;
  readonly startsAtMs: number;
  readonly endsAtMs: number | undefined;
  readonly occurredAtMs: number;
  /** Since when it cannot be observed whether it still holds. */
  readonly unobservedSinceMs: number | undefined;
  /** Events of this incident that were merged into this one, since sinks could not take them. */
  readonly coalesced: number;
  readonly source: "kafka-sentinel" | "alertmanager" | "cli";
  /** Further labels: of alerts from elsewhere, and `storm` of one that stands for many. */
  readonly labels: Readonly<Record<string, string>>;
  readonly runbookUrl: string | undefined;
}

/** `pending` waits for its time; `unobserved` fires, but cannot be seen now. */
export const ALERT_STATES = ["pending", "firing", "unobserved", "silenced"] as const;
export type AlertStateName = typeof ALERT_STATES[number];

/** How many events of a type and status there were; of alerts from elsewhere none. */
export interface AlertEventCount {
  readonly type: AlertType;
  readonly status: AlertEvent["status"];
  readonly count: number;
}

/** An alert as it stands now. */
export interface AlertState {
  readonly details: AlertDetails;
  readonly fingerprint: string;
  readonly type: AlertType;
  readonly severity: Severity;
  readonly state: AlertStateName;
  readonly cluster: string;
  readonly subject: AlertSubject;
  /** When the condition began to hold. */
  readonly sinceMs: number;
  /** When it began to fire; undefined while it is pending. */
  readonly startsAtMs: number | undefined;
  readonly unobservedSinceMs: number | undefined;
}
