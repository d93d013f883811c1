import { LAG_STATUSES, type LagStatus } from "../model/lag_report.ts";
import type { GroupPolicy } from "./group_policy.ts";

/** What is known of a commit when it is judged. Times in milliseconds, NaN where not known. */
export interface CommitFacts {
  /** Messages. */
  lag: number;
  /** Age of the oldest unread record. */
  lagMs: number;
  /** Its age at least, where the age is not known. */
  leastLagMs: number;
  /** Since when the commit stands where it stands, at least. */
  unmovedMs: number;
  /** Whether it was ever seen to move. */
  hasMoved: boolean;
  usualGapMs: number;
  /** Whether a member has the partition. */
  isOwned: boolean;
  /** Nothing is left for the group to read, whatever the lag says; or it cannot be its fault. */
  isExcused: boolean;
  isRewound: boolean;
  /** Whether the group reads more than comes, so that lag in messages falls. */
  catchesUp: boolean;
  /** Whether the lag in seconds has grown over the window. */
  grows: () => boolean;
}

/**
 * What the facts say now. A commit that stands still counts from when there was something to read,
 * so that a record that comes after a quiet night does not make the night a standstill.
 */
export function judgeCommit(facts: CommitFacts, policy: GroupPolicy): LagStatus {
  if (Number.isNaN(facts.lag)) return "unknown";
  if (facts.lag <= policy.floorMessages || facts.isExcused) return "ok";
  const ageMs = facts.lagMs >= 0 ? facts.lagMs : facts.leastLagMs;
  const isLate = ageMs > policy.floorMs;
  const stoodMs = facts.unmovedMs < ageMs ? facts.unmovedMs : ageMs;
  if (isLate && stoodMs > standstillMs(facts.usualGapMs, policy)) {
    return facts.isOwned ? "stalled" : "stopped";
  }
  if (facts.isRewound) return "rewound";
  if (isLate && facts.hasMoved && !facts.catchesUp && facts.grows()) return "warning";
  const mayBeLate = isLate || Number.isNaN(facts.lagMs);
  return mayBeLate && !facts.hasMoved ? "unknown" : "ok";
}

/** How long a commit may stand still. */
export function standstillMs(usualGapMs: number, policy: GroupPolicy): number {
  if (Number.isNaN(usualGapMs)) return policy.unlearnedMs;
  return Math.max(policy.notMovingMs, policy.notMovingGaps * usualGapMs);
}

/** Index of a status in LAG_STATUSES, which is its gravity. */
export function gravity(status: LagStatus): number {
  return LAG_STATUSES.indexOf(status);
}
