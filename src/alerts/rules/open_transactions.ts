import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { isFresh } from "../../model/freshness.ts";
import type { TopicEntry } from "../../model/partition_directory_view.ts";
import type { RuleMemory } from "../rule.ts";
import { numberOf, rowKey, rowsOf } from "./memory_fields.ts";

/** So many partitions are remembered, those whose last stable offset has stood for longest. */
const MOST_REMEMBERED = 1_000;

/** A partition whose last stable offset stands still because of an open transaction. */
export interface OpenTransaction {
  readonly topic: TopicEntry;
  readonly partition: number;
  readonly slot: number;
  readonly stableOffset: number;
  /** When the last stable offset was first and when it was last read as it is. */
  readonly sinceMs: number;
  readonly readAtMs: number;
  /** Whether it was read lately. */
  readonly isFresh: boolean;
}

/**
 * Follows the last stable offsets of partitions with open transactions; `memory` is what
 * `transactionsToMemory` made of those of the evaluation before.
 */
export function* openTransactions(
  snapshot: ClusterSnapshot,
  nowMs: number,
  memory: RuleMemory | undefined,
): Generator<void, OpenTransaction[], void> {
  const rows = rowsOf(memory, 2);
  const found: OpenTransaction[] = [];
  for (const topic of snapshot.directory.topics.values()) {
    yield;
    for (let partition = 0; partition < topic.slots.length; partition++) {
      const row = rows.size === 0 ? undefined : rows.get(rowKey(topic.name, `${partition}`));
      const before = row === undefined || row[2] !== (topic.topicId ?? null) ? undefined : row;
      const open = follow(snapshot, nowMs, topic, partition, before);
      if (open !== undefined) found.push(open);
    }
  }
  return found.sort((a, b) => a.sinceMs - b.sinceMs).slice(0, MOST_REMEMBERED);
}

function follow(
  { partitions, limits }: ClusterSnapshot,
  nowMs: number,
  topic: TopicEntry,
  partition: number,
  row: readonly RuleMemory[] | undefined,
): OpenTransaction | undefined {
  const slot = topic.slots[partition]!;
  const records = partitions.unstableRecords[slot]!;
  const readAtMs = partitions.unstableReadAtMs[slot]!;
  const isRead = isFresh(readAtMs, limits.stableOffsetsMs, nowMs) && !Number.isNaN(records);
  if ((isRead && records === 0) || (!isRead && row === undefined)) return undefined;
  // Only with the high watermark that the records were counted from do they tell the offset.
  const stableOffset = isRead && readAtMs >= partitions.latestReadAtMs[slot]!
    ? partitions.latestOffset[slot]! - records
    : NaN;
  const known = { topic, partition, slot, isFresh: isRead };
  const [offsetBefore, sinceMs, lastMs] = [3, 4, 5].map((field) => numberOf(row?.[field]));
  if (Number.isNaN(stableOffset)) {
    if (row === undefined) return undefined;
    return { ...known, stableOffset: offsetBefore!, sinceMs: sinceMs!, readAtMs: lastMs! };
  }
  const stands = stableOffset === offsetBefore;
  return { ...known, stableOffset, sinceMs: stands ? sinceMs! : readAtMs, readAtMs };
}

/** As `openTransactions` wants it back. */
export function transactionsToMemory(open: readonly OpenTransaction[]): RuleMemory {
  return open.map(({ topic, partition, stableOffset, sinceMs, readAtMs }) => [
    topic.name,
    partition,
    topic.topicId ?? null,
    stableOffset,
    sinceMs,
    readAtMs,
  ]);
}
