import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";

const A_STEP = 1024;

/**
 * When the next value of a fresh snapshot becomes too old to be served, in milliseconds since the
 * epoch; Infinity if nothing of it can.
 */
export function* nextExpiryMs(
  snapshot: ClusterSnapshot,
  nowMs: number,
): Generator<void, number, void> {
  const { partitions, groups, limits, metadataReadAtMs } = snapshot;
  const times = (of: (group: ClusterSnapshot["groups"][number]) => number | undefined) =>
    groups.map((group) => of(group) ?? NaN);
  const { offsetsMs, descriptionsMs } = limits;
  const configs = [...snapshot.topicConfigs.values()];
  const readAtMs = ({ readAtMs }: { readonly readAtMs: number }) => readAtMs;
  return 1 + Math.min(
    metadataReadAtMs + offsetsMs,
    yield* earliest(partitions.earliestReadAtMs, offsetsMs, nowMs),
    yield* earliest(partitions.latestReadAtMs, offsetsMs, nowMs),
    yield* earliest(partitions.unstableReadAtMs, limits.stableOffsetsMs, nowMs),
    yield* earliest([snapshot.quorum?.readAtMs ?? NaN], offsetsMs, nowMs),
    yield* earliest(snapshot.logDirs.map(readAtMs), limits.logDirsMs, nowMs),
    yield* earliest(configs.map(readAtMs), limits.topicConfigsMs, nowMs),
    yield* earliest(times((group) => group.listedAtMs), offsetsMs, nowMs),
    yield* earliest(times((group) => group.commits?.readAtMs), offsetsMs, nowMs),
    yield* earliest(times((group) => group.description?.readAtMs), descriptionsMs, nowMs),
  );
}

/** The first moment, not before now, at which a read time reaches its limit. */
function* earliest(
  readAtMs: ArrayLike<number>,
  limitMs: number,
  nowMs: number,
): Generator<void, number, void> {
  let first = Infinity;
  for (let index = 0; index < readAtMs.length; index++) {
    const at = readAtMs[index]! + limitMs;
    if (at >= nowMs && at < first) first = at;
    if (index % A_STEP === 0) yield;
  }
  return first;
}
