import type { LagSeverity } from "../model/lag_report.ts";

/** How a group is judged. Times in milliseconds. */
export interface GroupPolicy {
  /** Over which rates are measured and growth is looked for. */
  readonly windowMs: number;
  /** Lag up to so many messages counts as caught up. */
  readonly floorMessages: number;
  /** Lag up to so old counts as keeping up. */
  readonly floorMs: number;
  /** Shortest time after which a commit that does not move is out of order. */
  readonly notMovingMs: number;
  /** The same in usual gaps between two moves, where these are longer. */
  readonly notMovingGaps: number;
  /** The same while the usual gap is not known. */
  readonly unlearnedMs: number;
  /** After which a group without members that does not move is abandoned; and the same in gaps. */
  readonly abandonedMs: number;
  readonly abandonedGaps: number;
  /** After which an abandoned group is worth an information at most. */
  readonly forgottenMs: number;
  readonly worstSeverity: LagSeverity;
}

/** The policy of each group, by its id. */
export type PolicyOf = (groupId: string) => GroupPolicy;
