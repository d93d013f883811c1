import type { OffsetHistory, WrittenBracket } from "../history/offset_history.ts";
import { TIME_LAG_METHODS, type TimeLagMethod } from "../model/lag_report.ts";
import { EXACT_MS, widthMs } from "./bisection.ts";
import type { KnownTimes } from "./known_times.ts";

/** Two cycles may be a little further apart than the interval. */
const INTERVALS = 1.5;
/** Part of the age that the bounds of a time may be apart. */
const PART_OF_AGE = 0.1;

/** Age of the oldest unread record of a commit. */
export interface TimeLag {
  /** NaN where not known. */
  seconds: number;
  method: TimeLagMethod;
  /** At least so many seconds, however it was found. */
  leastSeconds: number;
  /** Whether an answer of the broker would tell it better. */
  isOpen: boolean;
}

/** What the time lag is found from. */
export interface TimeLagSources {
  readonly history: OffsetHistory;
  readonly known: KnownTimes;
  /** Messages a second that come to a slot. */
  readonly produceRate: (slot: number) => number;
  readonly intervalMs: number;
}

/** Index of a method in TIME_LAG_METHODS. */
export function methodIndex(method: TimeLagMethod): number {
  return TIME_LAG_METHODS.indexOf(method);
}

/**
 * Finds how old the record at the offset is, of a partition that has `lag` messages from there on.
 * By the ends of the log that were seen, if they tell it closely; else by what brokers answered; else
 * by how long so many messages take to come, which is an estimate. The result is written into `found`,
 * since this is asked of every commit with lag.
 */
export function findTimeLag(
  { history, known, produceRate, intervalMs }: TimeLagSources,
  slot: number,
  birth: number,
  offset: number,
  lag: number,
  nowMs: number,
  found: TimeLag,
): void {
  const isSeen = history.find(slot, offset, bracket);
  const leastSeconds = isSeen ? seconds(nowMs - bracket.beforeMs) : 0;
  found.leastSeconds = leastSeconds;
  const seenMs = nowMs - bracket.atMs;
  if (isSeen && isClose(bracket.beforeMs - bracket.afterMs, seenMs, intervalMs)) {
    found.seconds = seconds(seenMs);
    found.method = "history";
    found.isOpen = false;
    return;
  }
  const bounds = known.bounds(slot, birth, offset, offset + lag, nowMs);
  if (bounds !== undefined) {
    const ageMs = nowMs - (bounds.leastMs + bounds.mostMs) / 2;
    const width = widthMs(bounds);
    if (isClose(width, ageMs, intervalMs)) {
      found.seconds = seconds(ageMs);
      found.method = known.isFromBatch(slot, birth, offset) ? "timestamp" : "bisection";
      found.isOpen = width > EXACT_MS;
      return;
    }
  }
  const estimate = lag / produceRate(slot);
  const isEstimate = estimate >= 0 && estimate < Infinity;
  found.seconds = isEstimate ? Math.max(estimate, leastSeconds) : NaN;
  found.method = isEstimate ? "rate" : "unknown";
  found.isOpen = true;
}

function isClose(widthMs: number, ageMs: number, intervalMs: number): boolean {
  return widthMs <= Math.max(INTERVALS * intervalMs, PART_OF_AGE * ageMs);
}

const bracket: WrittenBracket = { afterMs: NaN, beforeMs: NaN, atMs: NaN };

/** Clocks that differ make records of the future: they are as old as can be, not older. */
function seconds(ageMs: number): number {
  return Math.max(0, ageMs / 1000);
}
