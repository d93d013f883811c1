import type { AlertSubject, AlertType, Severity } from "../../model/alert_event.ts";

/** What silences are matched with. */
export interface MutableAlert {
  readonly type: AlertType;
  readonly cluster: string;
  readonly subject: AlertSubject;
  readonly severity: Severity;
}

/** How alerts are published in one step. */
export interface AlertPolicy {
  /** How often an alert that goes on firing is published again, in milliseconds. */
  readonly repeatMs: number;
  /** More alerts of one type and cluster than this at once are published as one. */
  readonly stormLimit: number;
  /** Whether a silence or a maintenance window mutes the alert now. */
  isMuted(alert: MutableAlert): boolean;
}
