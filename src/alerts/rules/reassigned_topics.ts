import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { freshLogDirs } from "../../model/fresh_parts.ts";
import type { Reassignments } from "../../model/reassignments.ts";

const A_STEP = 1024;

/** What is left of the reassignments of one topic. */
export interface ReassignedTopic {
  readonly topic: string;
  readonly topicId: string | undefined;
  /** Partitions that are being reassigned, and replicas that they wait for. */
  readonly left: number;
  /** Bytes that those replicas lack; NaN where log directories are not known. */
  readonly bytesLeft: number;
  readonly parts: readonly { readonly slot: number; readonly bytesLeft: number }[];
  /** Brokers that do not have their new replica in sync yet. */
  readonly waitsFor: readonly number[];
}

/** The topics that are being reassigned now. */
export function* reassignedTopics(
  snapshot: ClusterSnapshot,
  { adding, removing }: Reassignments,
  nowMs: number,
): Generator<void, ReassignedTopic[], void> {
  const { directory, partitions } = snapshot;
  const slots = [...new Set([...adding.keys(), ...removing.keys()])]
    .filter((slot) => directory.slotTopic[slot] !== undefined);
  if (slots.length === 0) return [];
  const sizeOf = yield* replicaSizes(snapshot, new Set(slots), nowMs);
  const topics: ReassignedTopic[] = [];
  for (const [topic, ofTopic] of Map.groupBy(slots, (slot) => directory.slotTopic[slot]!)) {
    yield;
    const waitsFor = new Set<number>();
    let left = 0;
    const parts = ofTopic.map((slot) => {
      const missing = (adding.get(slot) ?? [])
        .filter((id) => !partitions.inSyncReplicas[slot]!.includes(id));
      for (const id of missing) waitsFor.add(id);
      left += 1 + missing.length;
      const whole = sizeOf(partitions.leader[slot]!, slot);
      const bytesLeft = missing
        .reduce((sum, id) => sum + Math.max(0, whole - sizeOf(id, slot)), 0);
      return { slot, bytesLeft };
    });
    const bytesLeft = parts.reduce((sum, part) => sum + part.bytesLeft, 0);
    const { name, topicId } = topic;
    topics.push({ topic: name, topicId, left, bytesLeft, parts, waitsFor: [...waitsFor] });
  }
  return topics;
}

/** Bytes of a replica: 0 where its broker has none yet, NaN where that is not known. */
function* replicaSizes(
  snapshot: ClusterSnapshot,
  wanted: ReadonlySet<number>,
  nowMs: number,
): Generator<void, (broker: number, slot: number) => number, void> {
  const sizes = new Map<number, Map<number, number>>();
  for (const { brokerId, dirs, slots, sizesBytes } of freshLogDirs(snapshot, nowMs)) {
    // A broker that does not allow it tells no directories.
    if (dirs.length === 0) continue;
    const ofBroker = new Map<number, number>();
    sizes.set(brokerId, ofBroker);
    for (let index = 0; index < slots.length; index++) {
      if (index % A_STEP === 0) yield;
      if (wanted.has(slots[index]!)) ofBroker.set(slots[index]!, sizesBytes[index]!);
    }
  }
  return (broker, slot) => {
    const ofBroker = sizes.get(broker);
    return ofBroker === undefined ? NaN : ofBroker.get(slot) ?? 0;
  };
}
