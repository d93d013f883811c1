import { type ByteWriter, zigzag } from "../history/byte_writer.ts";
import type { TickBase } from "../history/tick_bytes.ts";
import type { CommitColumns } from "./commit_columns.ts";
import { samplesOf } from "./commit_samples.ts";
import { BEYOND_END_READINGS } from "./count_losses.ts";
import type { GroupTrack } from "./group_track.ts";
import { BYTES_VERSION, CommitBit, SAMPLED_LAG_SECONDS, STATUS_FACTOR } from "./journal_parts.ts";
import type { LagMemory } from "./lag_memory.ts";
import { GAPS_KEPT } from "./usual_gap.ts";
import { writeShape } from "./write_shape.ts";

/** Commits between two turns of a sliced loop. */
const A_STEP = 1_024;

/**
 * Writes everything that is remembered beside the ticks: which partition each row is, and every
 * group with its commits. Groups are numbered in their order; offsets are distances from the base.
 */
export function* writeKey(
  writer: ByteWriter,
  memory: LagMemory,
  base: TickBase,
): Generator<void, void, void> {
  writer.byte(BYTES_VERSION);
  yield* writeRows(writer, memory);
  writer.varint(memory.groups.size);
  for (const [groupId, track] of memory.groups) {
    writer.text(groupId);
    writeGroup(writer, track);
    writeShape(writer, track.slots, (slot) => memory.history.rows.row(slot));
    yield* writeCommits(writer, memory, track, base);
    track.storedSlots = track.slots;
    track.storedReadAtMs = track.commitsReadAtMs;
    yield;
  }
}

/** Rows by topic: partition, and since which tick. */
function* writeRows(
  writer: ByteWriter,
  { history: { rows }, stable, directory }: LagMemory,
): Generator<void, void, void> {
  const byTopic = new Map<string, number[]>();
  for (let row = 0; row < rows.count; row++) {
    if (row % A_STEP === 0) yield;
    const slot = rows.slot(row);
    const topic = slot < 0 ? undefined : directory?.slotTopic[slot];
    if (topic === undefined || directory?.slotBirth[slot] !== rows.birth(row)) continue;
    const found = byTopic.get(topic.name);
    if (found === undefined) byTopic.set(topic.name, [row]);
    else found.push(row);
  }
  writer.varint(byTopic.size);
  for (const [name, ofTopic] of byTopic) {
    writer.text(name);
    writer.text(directory?.topics.get(name)?.topicId ?? "");
    writer.varint(ofTopic.length);
    for (const row of ofTopic) {
      const slot = rows.slot(row);
      writer.varint(row);
      writer.varint(2 * directory!.slotPartition[slot]! + (stable.wasOpen(slot) ? 1 : 0));
      writer.varint(rows.since(row));
    }
    yield;
  }
}

function writeGroup(writer: ByteWriter, track: GroupTrack): void {
  writer.byte(track.memberless === undefined ? 0 : track.memberless ? 1 : 2);
  writer.float64(track.memberlessSinceMs);
  writer.float64(track.membersHash);
  writer.float64(track.commitsReadAtMs);
  const unnamed = [...track.topics].filter(([, topic]) => topic.unnamed > 0);
  writer.varint(unnamed.length);
  for (const [name, topic] of unnamed) {
    writer.text(name);
    writer.varint(topic.unnamed);
  }
}

function* writeCommits(
  writer: ByteWriter,
  { rows: { columns }, history: { rows } }: LagMemory,
  track: GroupTrack,
  base: TickBase,
): Generator<void, void, void> {
  for (let index = 0; index < track.rowCount; index++) {
    if (index % A_STEP === A_STEP - 1) yield;
    const row = track.firstRow + index;
    const end = base.end(rows.row(track.slots[index]!));
    writer.varint(zigzag((Number.isNaN(end) ? 0 : end) - columns.committed[row]!));
    writeCommit(writer, columns, row, track.commitsReadAtMs);
    columns.isStored[row] = 1;
  }
}

function writeCommit(writer: ByteWriter, columns: CommitColumns, row: number, nowMs: number): void {
  const [rewoundFrom, lostUpTo] = [columns.rewoundFrom[row]!, columns.lostUpTo[row]!];
  const isSampled = columns.lagSeconds[row]! > SAMPLED_LAG_SECONDS;
  const bits = (columns.moved[row] === 1 ? CommitBit.moved : 0) +
    (Number.isNaN(rewoundFrom) ? 0 : CommitBit.rewound) +
    (Number.isNaN(lostUpTo) ? 0 : CommitBit.lost) +
    (columns.otherTopic[row] === 1 ? CommitBit.otherTopic : 0) +
    (columns.beyondEnd[row]! >= BEYOND_END_READINGS ? CommitBit.beyondEnd : 0) +
    (isSampled ? CommitBit.samples : 0);
  writer.varint(bits + STATUS_FACTOR * columns.status[row]!);
  writer.varint(secondsBefore(nowMs, columns.movedAtMs[row]!));
  for (let gap = 0; gap < GAPS_KEPT; gap++) {
    writer.varint(Math.ceil(columns.gaps[row * GAPS_KEPT + gap]! / 1000));
  }
  if (!Number.isNaN(rewoundFrom)) writer.varint(rewoundFrom);
  if (!Number.isNaN(lostUpTo)) writer.varint(lostUpTo);
  if (isSampled) writeSamples(writer, columns, row, nowMs);
}

/** Oldest first. */
function writeSamples(
  writer: ByteWriter,
  columns: CommitColumns,
  row: number,
  nowMs: number,
): void {
  const samples = samplesOf(columns, row);
  writer.varint(samples.length);
  for (const { atMs, offset, lagSeconds } of samples) {
    writer.varint(secondsBefore(nowMs, atMs));
    writer.signed(columns.committed[row]! - offset);
    writer.varint(Number.isNaN(lagSeconds) ? 0 : 1 + Math.round(lagSeconds));
  }
}

function secondsBefore(nowMs: number, atMs: number): number {
  return Math.max(0, Math.round((nowMs - atMs) / 1000) || 0);
}
