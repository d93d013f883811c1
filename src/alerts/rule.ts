import type { AlertDetails, AlertSubject, AlertType, Severity } from "../model/alert_event.ts";
import type { ClusterChanges } from "../model/cluster_changes.ts";
import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { JvmReading } from "../model/jvm_reading.ts";
import type { LagReport } from "../model/lag_report.ts";
import type { RateReport } from "../model/rate_report.ts";

/** What rules see of one cluster after a cycle. */
export interface AlertReadings {
  readonly nowMs: number;
  /** Configured name of the cluster, else its id; "" until the id is known. */
  readonly cluster: string;
  readonly intervalMs: number;
  /** The newest snapshot, however old it is; undefined before the first. */
  readonly snapshot: ClusterSnapshot | undefined;
  /** What happened since the cycle before; undefined if this cycle gave no snapshot. */
  readonly changes: ClusterChanges | undefined;
  /** undefined if this cycle gave none. */
  readonly lag: LagReport | undefined;
  readonly rates: RateReport | undefined;
  /** Of this cluster's JVMs. */
  readonly jvms: readonly JvmReading[];
  /** Why the newest cycle failed; undefined if it did not. */
  readonly lastError: string | undefined;
}

/**
 * Where a subject stands: `between` is below the level at which an alert begins and above the one
 * at which it ends, so it keeps what is. `unknown` freezes: nothing begins, and nothing ends.
 */
export type Level = "firing" | "between" | "clear" | "unknown";

/** What a rule says of one subject now. */
export interface Finding extends AlertDetails {
  readonly subject: AlertSubject;
  readonly level: Level;
  readonly severity: Severity;
  /** How long it must hold before the alert fires, in milliseconds; 0 for what is an event. */
  readonly forMs: number;
  /** How long an event is shown as firing, in milliseconds; undefined for what holds until it ends. */
  readonly lastsMs?: number;
}

/** Plain JSON that a rule keeps from one evaluation to the next; small, stored with the alerts. */
export type RuleMemory =
  | string
  | number
  | boolean
  | null
  | readonly RuleMemory[]
  | { readonly [name: string]: RuleMemory };

/** What a rule says after a cycle. */
export interface RuleResult {
  /** Every subject that is firing or in between; each at most once. */
  readonly findings: readonly Finding[];
  /** What holds of a subject that is not among the findings; asked for those that have an alert. */
  readonly others: (subject: AlertSubject) => "clear" | "unknown";
  /** What the next evaluation is to be given; undefined for rules that need nothing. */
  readonly memory?: RuleMemory | undefined;
}

/** Judges one type of alert: a pure function of readings, thresholds and what it remembers. */
export interface Rule {
  readonly type: AlertType;
  /** `memory` is what the evaluation before gave, perhaps by an older program; undefined at first. */
  evaluate(
    readings: AlertReadings,
    memory: RuleMemory | undefined,
  ): Generator<void, RuleResult, void>;
}
