import type { ByteReader } from "../history/byte_reader.ts";
import { unzigzag } from "../history/byte_writer.ts";
import type { TickBase } from "../history/tick_bytes.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import type { CommitColumns } from "./commit_columns.ts";
import { keepSample } from "./commit_samples.ts";
import { BEYOND_END_READINGS } from "./count_losses.ts";
import { GroupTrack } from "./group_track.ts";
import { CommitBit, STATUS_FACTOR } from "./journal_parts.ts";
import type { LagMemory } from "./lag_memory.ts";
import { ANY_WORSE } from "./settle_status.ts";
import { GAPS_KEPT } from "./usual_gap.ts";
import { readShape } from "./write_shape.ts";

/** Commits between two turns of a sliced loop. */
const A_STEP = 1_024;

/** A group as the cycles after the key name it, and which row of the history each commit is of. */
export interface StoredGroup {
  readonly groupId: string;
  readonly track: GroupTrack;
  historyRows: Int32Array;
}

/**
 * Puts back which partition each row of the history is, from the begin of a key. A partition that
 * the directory does not have is gone: its row is free.
 */
export function* readRows(
  reader: ByteReader,
  { history: { rows }, stable }: LagMemory,
  directory: PartitionDirectoryView,
): Generator<void, void, void> {
  const slots: number[] = [];
  const since: number[] = [];
  for (let topics = reader.count(); topics > 0; topics--) {
    const slotOf = slotFinder(directory, reader.text(), reader.text());
    for (let left = reader.count(); left > 0; left--) {
      const row = reader.varint();
      const packed = reader.varint();
      const slot = slotOf(Math.floor(packed / 2));
      slots[row] = slot;
      since[row] = reader.varint();
      if (packed % 2 === 1 && slot >= 0) stable.restore(slot, directory.slotBirth[slot]!);
    }
    yield;
  }
  for (let row = 0; row < slots.length; row++) {
    if (row % A_STEP === 0) yield;
    const slot = slots[row] ?? -1;
    rows.restore(row, slot, slot < 0 ? NaN : directory.slotBirth[slot]!, since[row] ?? 0);
  }
}

/** Finds the slots of a stored topic's partitions; -1 for those that are gone. */
export function slotFinder(
  directory: PartitionDirectoryView,
  name: string,
  topicId: string,
): (partition: number) => number {
  const topic = directory.topics.get(name);
  const isSame = topic !== undefined &&
    (topicId === "" || topic.topicId === undefined || topic.topicId === topicId);
  return (partition) => isSame ? topic.slots[partition] ?? -1 : -1;
}

/** Puts back the groups with what was remembered of their commits. */
export function* readGroups(
  reader: ByteReader,
  memory: LagMemory,
  directory: PartitionDirectoryView,
  base: TickBase,
): Generator<void, Map<number, StoredGroup>, void> {
  const groups = new Map<number, StoredGroup>();
  const count = reader.count();
  for (let index = 0; index < count; index++) {
    const groupId = reader.text();
    const track = new GroupTrack();
    readGroup(reader, track);
    const historyRows = readShape(reader);
    yield* memory.rows.reserve(historyRows.length, memory.groups.values());
    track.firstRow = memory.rows.allocate(historyRows.length);
    track.slots = historyRows.map((row) => memory.history.rows.slot(row));
    track.directory = directory;
    memory.groups.set(groupId, track);
    yield* readCommits(reader, memory.rows.columns, track, historyRows, base);
    groups.set(index, { groupId, track, historyRows });
    yield;
  }
  return groups;
}

function readGroup(reader: ByteReader, track: GroupTrack): void {
  const memberless = reader.byte();
  track.memberless = memberless === 0 ? undefined : memberless === 1;
  track.memberlessSinceMs = reader.float64();
  track.membersHash = reader.float64();
  track.commitsReadAtMs = reader.float64();
  track.seenAtMs = track.commitsReadAtMs;
  for (let left = reader.count(); left > 0; left--) {
    const name = reader.text();
    track.topic(name).unnamed = reader.varint();
  }
}

function* readCommits(
  reader: ByteReader,
  columns: CommitColumns,
  track: GroupTrack,
  historyRows: Int32Array,
  base: TickBase,
): Generator<void, void, void> {
  for (let index = 0; index < historyRows.length; index++) {
    if (index % A_STEP === A_STEP - 1) yield;
    const end = base.end(historyRows[index]!);
    const row = track.firstRow + index;
    columns.committed[row] = (Number.isNaN(end) ? 0 : end) - unzigzag(reader.varint());
    readCommit(reader, columns, row, track.commitsReadAtMs);
  }
}

function readCommit(reader: ByteReader, columns: CommitColumns, row: number, nowMs: number): void {
  const packed = reader.varint();
  const has = (bit: number) => (packed & bit) !== 0;
  columns.moved[row] = has(CommitBit.moved) ? 1 : 0;
  columns.otherTopic[row] = has(CommitBit.otherTopic) ? 1 : 0;
  columns.beyondEnd[row] = has(CommitBit.beyondEnd) ? BEYOND_END_READINGS : 0;
  columns.status[row] = Math.floor(packed / STATUS_FACTOR);
  columns.nextStatus[row] = ANY_WORSE;
  columns.movedAtMs[row] = nowMs - 1000 * reader.varint();
  for (let gap = 0; gap < GAPS_KEPT; gap++) {
    columns.gaps[row * GAPS_KEPT + gap] = 1000 * reader.varint();
  }
  if (has(CommitBit.rewound)) columns.rewoundFrom[row] = reader.varint();
  if (has(CommitBit.lost)) columns.lostUpTo[row] = reader.varint();
  if (has(CommitBit.samples)) readSamples(reader, columns, row, nowMs);
}

function readSamples(reader: ByteReader, columns: CommitColumns, row: number, nowMs: number): void {
  const count = reader.count();
  for (let number = 0; number < count; number++) {
    const atMs = nowMs - 1000 * reader.varint();
    const offset = columns.committed[row]! - reader.signed();
    const lag = reader.varint();
    keepSample(columns, row, { atMs, offset, lagSeconds: lag === 0 ? NaN : lag - 1 });
  }
}
