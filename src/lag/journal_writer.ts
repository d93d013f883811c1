import { ByteWriter } from "../history/byte_writer.ts";
import { TickBase, writeTick } from "../history/tick_bytes.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import { BEFORE, BEYOND, BYTES_VERSION, PartKind, SAME_COMMITS } from "./journal_parts.ts";
import type { LagMemory } from "./lag_memory.ts";
import type { LagMark } from "./lag_cycle.ts";
import { writeKey } from "./write_key.ts";
import { writeShape } from "./write_shape.ts";

/** Commits between two turns of a sliced loop. */
const A_STEP = 2_048;

/** A key that is longer goes in stretches, so that storing one does not take long. */
const STRETCH_BYTES = 262_144;

/** Takes a part in, before the bytes are used again. */
export type PutPart = (kind: PartKind, bytes: Uint8Array) => void;

/**
 * Writes what is remembered as bytes: everything at the begin of a generation, then for each cycle
 * what it has changed. The parts of a generation go together, in their order.
 */
export class JournalWriter {
  readonly #writer = new ByteWriter();
  readonly #groups = new Map<string, number>();
  #base = new TickBase();
  #nextGroup = 0;
  /** Number of the tick that was stored last. */
  #storedTick = -1;
  readonly #stretchBytes: number;

  constructor(stretchBytes = STRETCH_BYTES) {
    this.#stretchBytes = stretchBytes;
  }

  /** Begins a generation: the ticks, oldest first, and then the key, which makes it complete. */
  *generation(memory: LagMemory, put: PutPart): Generator<void, void, void> {
    const { history } = memory;
    const writer = this.#writer;
    this.#base = new TickBase();
    for (const tick of history.ticks) {
      writer.clear();
      yield* writeTick(writer, tick, (row) => history.end(tick, row), this.#base);
      put(PartKind.tick, writer.bytes);
      yield;
    }
    this.#groups.clear();
    this.#nextGroup = 0;
    for (const groupId of memory.groups.keys()) this.#groups.set(groupId, this.#nextGroup++);
    writer.clear();
    for (const _ of writeKey(writer, memory, this.#base)) {
      if (writer.length >= this.#stretchBytes) {
        put(PartKind.keyStretch, writer.bytes);
        writer.clear();
      }
      yield;
    }
    put(PartKind.key, writer.bytes);
    this.#storedTick = history.ticks.at(-1)?.number ?? -1;
  }

  /** What the newest cycle has changed. */
  *cycle(
    memory: LagMemory,
    marks: readonly LagMark[],
    put: PutPart,
  ): Generator<void, void, void> {
    const tick = memory.history.ticks.at(-1);
    const { directory } = memory;
    if (tick === undefined || directory === undefined) return;
    const writer = this.#writer;
    writer.clear();
    writer.byte(BYTES_VERSION);
    this.#newRows(memory, directory);
    this.#storedTick = tick.number;
    yield* writeTick(writer, tick, (row) => memory.history.end(tick, row), this.#base);
    this.#removedGroups(memory);
    this.#newShapes(memory);
    yield* this.#commits(memory);
    this.#marks(memory, marks);
    put(PartKind.cycle, writer.bytes);
  }

  /** Partitions that are tracked since the last stored tick, and new ones with transactions. */
  #newRows({ history, stable }: LagMemory, directory: PartitionDirectoryView): void {
    const writer = this.#writer;
    const { rows } = history;
    const fresh: number[] = [];
    for (let row = 0; row < rows.count; row++) {
      if (rows.since(row) > this.#storedTick && rows.slot(row) >= 0) fresh.push(row);
    }
    writer.varint(fresh.length);
    for (const row of fresh) {
      const slot = rows.slot(row);
      const topic = directory.slotTopic[slot];
      writer.varint(row);
      writer.text(topic?.name ?? "");
      writer.text(topic?.topicId ?? "");
      writer.varint(directory.slotPartition[slot]!);
    }
    const opened = stable.takeOpened().map((slot) => rows.row(slot)).filter((row) => row >= 0);
    writer.varint(opened.length);
    for (const row of opened) writer.varint(row);
  }

  #removedGroups(memory: LagMemory): void {
    const removed = [...this.#groups].filter(([groupId]) => !memory.groups.has(groupId));
    this.#writer.varint(removed.length);
    for (const [groupId, index] of removed) {
      this.#writer.varint(index);
      this.#groups.delete(groupId);
    }
  }

  /** Groups that are new, or have commits on other partitions than before. */
  #newShapes({ groups, history, rows }: LagMemory): void {
    const changed = [...groups].filter(([, track]) => track.storedSlots !== track.slots);
    this.#writer.varint(changed.length);
    for (const [groupId, track] of changed) {
      let index = this.#groups.get(groupId);
      if (index === undefined) this.#groups.set(groupId, index = this.#nextGroup++);
      this.#writer.varint(index);
      this.#writer.text(groupId);
      writeShape(this.#writer, track.slots, (slot) => history.rows.row(slot));
      rows.columns.isStored.fill(0, track.firstRow, track.firstRow + track.rowCount);
      track.storedSlots = track.slots;
      track.storedReadAtMs = NaN;
    }
  }

  /** Commits that were read since they were stored: how far they are behind the log's end. */
  *#commits({ groups, history, rows }: LagMemory): Generator<void, void, void> {
    const writer = this.#writer;
    const read = [...groups].filter(([, track]) =>
      track.storedReadAtMs !== track.commitsReadAtMs && track.commitsReadAtMs > 0
    );
    writer.varint(read.length);
    const { committed, isStored } = rows.columns;
    for (const [groupId, track] of read) {
      writer.varint(this.#groups.get(groupId)!);
      writer.varint(track.commitsReadAtMs);
      let same = 0;
      for (let index = 0; index < track.rowCount; index++) {
        if (index % A_STEP === A_STEP - 1) yield;
        const row = track.firstRow + index;
        if (isStored[row] === 1) {
          same++;
          continue;
        }
        const offset = committed[row]!;
        same = flushRun(writer, same);
        const distance = this.#end(history.rows.row(track.slots[index]!)) - offset;
        if (distance >= 0) writer.varint(BEFORE + distance);
        else {
          writer.byte(BEYOND);
          writer.varint(-distance);
        }
        isStored[row] = 1;
      }
      flushRun(writer, same);
      track.storedReadAtMs = track.commitsReadAtMs;
      yield;
    }
  }

  /** Where losses and resets were counted, so that they are not counted again. */
  #marks({ rows }: LagMemory, marks: readonly LagMark[]): void {
    const writer = this.#writer;
    const known = marks.filter(({ groupId }) => this.#groups.has(groupId));
    writer.varint(known.length);
    for (const { groupId, track, index } of known) {
      const lostUpTo = rows.columns.lostUpTo[track.firstRow + index]!;
      writer.varint(this.#groups.get(groupId)!);
      writer.varint(index);
      writer.varint(Number.isNaN(lostUpTo) ? 0 : lostUpTo + 1);
      writer.byte(rows.columns.beyondEnd[track.firstRow + index]!);
    }
  }

  #end(historyRow: number): number {
    const end = this.#base.end(historyRow);
    return Number.isNaN(end) ? 0 : end;
  }
}

function flushRun(writer: ByteWriter, same: number): number {
  if (same > 0) {
    writer.byte(SAME_COMMITS);
    writer.varint(same);
  }
  return 0;
}
