import type { ClusterSnapshot } from "./cluster_snapshot.ts";
import { isFresh } from "./freshness.ts";

/**
 * Messages a group has yet to read: from its committed offset, or from the log's start if that is
 * later, to the log's end. Never negative. An unknown (NaN) `earliest` is left out; NaN if another
 * argument is.
 */
export function offsetLag(committed: number, earliest: number, latest: number): number {
  const next = earliest > committed ? earliest : committed;
  return latest < next ? 0 : latest - next;
}

/**
 * Lag of a commit read at `committedAtMs` on the slot, by the snapshot's offsets; NaN where it
 * cannot be told: an offset is unknown or too old, or commit and log end were not read in this
 * order within one interval, so their difference would mean nothing.
 */
export function lagOfCommit(
  snapshot: ClusterSnapshot,
  slot: number,
  committed: number,
  committedAtMs: number,
  intervalMs: number,
  nowMs: number,
): number {
  const { earliestOffset, earliestReadAtMs, latestOffset, latestReadAtMs } = snapshot.partitions;
  const limitMs = snapshot.limits.offsetsMs;
  const latestAtMs = latestReadAtMs[slot] ?? NaN;
  const apartMs = latestAtMs - committedAtMs;
  if (!isFresh(latestAtMs, limitMs, nowMs) || !(apartMs >= 0 && apartMs <= intervalMs)) return NaN;
  const earliest = earliestOffset[slot] ?? NaN;
  const known = !Number.isNaN(earliest);
  if (known && !isFresh(earliestReadAtMs[slot], limitMs, nowMs)) return NaN;
  return offsetLag(committed, earliest, latestOffset[slot] ?? NaN);
}
