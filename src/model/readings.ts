import type { AlertEventCount, AlertState } from "./alert_event.ts";
import type { ClusterSnapshot } from "./cluster_snapshot.ts";
import type { JvmReading } from "./jvm_reading.ts";
import type { LagReport } from "./lag_report.ts";
import type { RateReport } from "./rate_report.ts";
import type { TopicChangeCounts } from "./topic_changes.ts";

/** What the program currently knows of one cluster, for pages and metrics. */
export interface ClusterReading {
  /** The configured name; undefined for a single unnamed cluster. */
  readonly name: string | undefined;
  readonly bootstrapServers: readonly string[];
  readonly intervalMs: number;
  /** The newest snapshot, however old it is; undefined before the first. */
  readonly snapshot: ClusterSnapshot | undefined;
  /** Why the newest cycle failed; undefined if it did not. */
  readonly lastError: string | undefined;
  /** By topic name, for every topic of the snapshot. */
  readonly topicChanges: ReadonlyMap<string, TopicChangeCounts>;
  /** What the newest snapshot means for consumers, by its slots; undefined before the first. */
  readonly lag: LagReport | undefined;
  /** undefined before the first. */
  readonly rates: RateReport | undefined;
  /** Empty where no endpoints are configured. */
  readonly jvms: readonly JvmReading[];
  /** Those of this program, however they stand. */
  readonly alerts: readonly AlertState[];
  /** Of every type and status. */
  readonly alertEvents: readonly AlertEventCount[];
}

/** The read side of the program: pages, APIs and metrics see the clusters only through it. */
export interface Readings {
  clusters(): readonly ClusterReading[];
}
