import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { freshConfig } from "../../model/fresh_parts.ts";
import type { GroupTopicLag } from "../../model/lag_report.ts";
import type { Level } from "../rule.ts";
import { CLEAR_SHARE } from "./level_of.ts";
import type { RulesSettings } from "./settings.ts";

/** How near it is that unread records are deleted; times in seconds. */
export interface TimeToLoss {
  readonly level: Level;
  readonly isCritical: boolean;
  readonly seconds: number;
  /** From here on it is too near. */
  readonly limit: number;
}

/**
 * Judges the time that is left until retention deletes unread records. Nothing is deleted unread
 * where everything is read, and where the topic deletes nothing.
 */
export function timeToLoss(
  settings: RulesSettings["retention_loss"],
  snapshot: ClusterSnapshot,
  { topic, sumLag, maxLagSeconds, secondsUntilLoss: seconds }: GroupTopicLag,
  nowMs: number,
): TimeToLoss {
  const config = freshConfig(snapshot, topic, nowMs);
  const retentionMs = config?.retentionMs ?? NaN;
  const limit = nearer(settings.timeLeftMs, settings.retentionLeft * retentionMs);
  const critical = nearer(
    settings.criticalTimeLeftMs,
    settings.criticalRetentionLeft * retentionMs,
  );
  const deletesNothing = config?.cleanupPolicy?.includes("delete") === false ||
    (retentionMs === Infinity && config?.retentionBytes === Infinity);
  // Nothing but markers of transactions may be left to read.
  const isSafe = sumLag === 0 || maxLagSeconds === 0 || deletesNothing;
  return {
    level: isSafe ? "clear" : levelOfTime(seconds, limit),
    isCritical: seconds <= critical,
    seconds,
    limit,
  };
}

/** The shorter of two times in milliseconds, in seconds; NaN is no limit. */
function nearer(aMs: number, bMs: number): number {
  return (bMs < aMs ? bMs : aMs) / 1000;
}

function levelOfTime(seconds: number, limit: number): Level {
  if (seconds <= limit) return "firing";
  if (seconds <= limit / CLEAR_SHARE) return "between";
  return Number.isNaN(seconds) ? "unknown" : "clear";
}
