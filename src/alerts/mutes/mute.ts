import type { AlertType } from "../../model/alert_event.ts";
import type { WeeklyTimes } from "./weekly_times.ts";

/**
 * Which alerts are muted: those that match everything that is given. Texts are RE2 patterns that
 * may match anywhere; one about a part that the alert's subject does not have does not match.
 */
export interface MuteMatch {
  readonly types?: readonly AlertType[] | undefined;
  readonly cluster?: string | undefined;
  readonly topic?: string | undefined;
  readonly group?: string | undefined;
  readonly brokers?: readonly number[] | undefined;
  readonly dir?: string | undefined;
  readonly instance?: string | undefined;
}

/** A span of time, milliseconds since the epoch; undefined: without a begin, without an end. */
export interface MuteSpan {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

/** Silences are for what is known to be wrong, maintenance windows for what is planned. */
export const MUTE_KINDS = ["silence", "maintenance"] as const;
export type MuteKind = typeof MUTE_KINDS[number];

/** Keeps alerts from being published for a time. */
export interface Mute {
  /** Unique; those of the settings are named after their place there. */
  readonly id: string;
  readonly kind: MuteKind;
  readonly match: MuteMatch;
  readonly when: MuteSpan | WeeklyTimes;
  readonly comment: string;
  readonly createdBy: string;
}

/** Whether it has passed for good. */
export function isExpired({ when }: Mute, nowMs: number): boolean {
  return "toMs" in when && when.toMs !== undefined && when.toMs <= nowMs;
}
