import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { TopicEntry } from "../model/partition_directory_view.ts";
import type { PartitionSkew } from "../model/rate_report.ts";
import type { Timing } from "./timing.ts";

/** Of fewer partitions none is in the middle. */
const LEAST_PARTITIONS = 3;
/** Fewer messages a partition, on the average, tell nothing about how they are spread. */
const LEAST_MESSAGES = 50;
const A_STEP = 2048;

/** What of a snapshot partitions are compared with: the rest of it need not be kept so long. */
interface SkewBase {
  readonly atMs: number;
  readonly latestOffset: Float64Array;
  readonly slotBirth: ArrayLike<number>;
}

/** What partitions are compared with, and what the newest comparison gave. */
export interface SkewWindow {
  readonly from: SkewBase;
  readonly skews: ReadonlyMap<string, PartitionSkew> | undefined;
}

/** Compares the partitions of each topic when the window is full, and begins another. */
export function* comparePartitions(
  window: SkewWindow | undefined,
  snapshot: ClusterSnapshot,
  times: Timing,
): Generator<void, SkewWindow, void> {
  if (window === undefined) return { from: baseOf(snapshot), skews: undefined };
  const passedMs = snapshot.finishedAtMs - window.from.atMs;
  if (passedMs >= 0 && passedMs < times.skewMs) return window;
  const skews = new Map<string, PartitionSkew>();
  let partitions = 0;
  for (const topic of snapshot.directory.topics.values()) {
    const skew = skewOf(topic, window.from, snapshot);
    if (skew !== undefined) skews.set(topic.name, skew);
    partitions += topic.slots.length;
    if (partitions < A_STEP) continue;
    partitions = 0;
    yield;
  }
  return { from: baseOf(snapshot), skews };
}

function baseOf({ finishedAtMs, partitions, directory }: ClusterSnapshot): SkewBase {
  const { latestOffset } = partitions;
  return { atMs: finishedAtMs, latestOffset, slotBirth: directory.slotBirth };
}

function skewOf(
  { slots }: TopicEntry,
  before: SkewBase,
  now: ClusterSnapshot,
): PartitionSkew | undefined {
  if (slots.length < LEAST_PARTITIONS) return undefined;
  const messages = new Float64Array(slots.length);
  let all = 0;
  for (const [partition, slot] of slots.entries()) {
    const isSame = now.directory.slotBirth[slot] === before.slotBirth[slot];
    const from = isSame ? before.latestOffset[slot]! : NaN;
    all += messages[partition] = now.partitions.latestOffset[slot]! - from;
  }
  if (!(all >= LEAST_MESSAGES * slots.length)) return undefined;
  const partition = messages.indexOf(Math.max(...messages));
  const middle = messages.toSorted()[Math.floor(slots.length / 2)]!;
  return { partition, ratio: messages[partition]! / middle };
}
