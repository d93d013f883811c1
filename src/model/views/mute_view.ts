import type { AlertType } from "../alert_event.ts";

/** A silence or a maintenance window, ready for JSON. Texts of the match are RE2 patterns. */
export interface MuteView {
  readonly id: string;
  /** Whether it mutes now. */
  readonly active: boolean;
  /** Whether it is of the settings, which the API cannot change. */
  readonly configured: boolean;
  readonly match: {
    readonly types?: readonly AlertType[];
    readonly cluster?: string;
    readonly topic?: string;
    readonly group?: string;
    readonly brokers?: readonly number[];
    readonly dir?: string;
    readonly instance?: string;
  };
  /** null: from the beginning, or every week. */
  readonly from: string | null;
  /** null: without an end, or every week. */
  readonly to: string | null;
  /** null for what is not weekly. */
  readonly weekly: {
    readonly days: readonly string[];
    readonly start: string;
    readonly end: string;
    readonly timezone: string;
  } | null;
  readonly comment: string;
  readonly created_by: string;
}
