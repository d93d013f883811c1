import { ByteReader } from "../history/byte_reader.ts";
import { readTick, TickBase } from "../history/tick_bytes.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import { joined } from "../runtime/joined.ts";
import { CommitReplay } from "./commit_replay.ts";
import type { PolicyOf } from "./group_policy.ts";
import { GroupTrack } from "./group_track.ts";
import { BEFORE, BEYOND, BYTES_VERSION, PartKind, SAME_COMMITS } from "./journal_parts.ts";
import { LagMemory } from "./lag_memory.ts";
import { readGroups, readRows, slotFinder, type StoredGroup } from "./read_key.ts";
import { ANY_WORSE } from "./settle_status.ts";
import { meanUsualGap } from "./usual_gap.ts";
import { readShape } from "./write_shape.ts";

/** A part of a generation as it was stored. */
export interface StoredPart {
  readonly kind: number;
  readonly bytes: Uint8Array;
}

/** What was restored, and what ended it early: damaged bytes, or those of another version. */
export interface RestoredLag {
  readonly memory: LagMemory;
  readonly problem: string | undefined;
}

/** Commits between two turns of a sliced loop. */
const A_STEP = 1_024;

/** What stored parts are of. */
export interface RestoredCluster {
  readonly directory: PartitionDirectoryView;
  readonly policyOf: PolicyOf;
  readonly intervalMs: number;
}

/**
 * Puts together what was remembered from the parts of a generation, in their order: ticks, the key,
 * cycles. Bytes that cannot be read end it; what came before them counts.
 */
export function* restoreLag(
  parts: Iterable<StoredPart>,
  cluster: RestoredCluster,
): Generator<void, RestoredLag, void> {
  const restorer = new Restorer(cluster);
  try {
    for (const { kind, bytes } of parts) {
      yield* restorer.take(kind, bytes);
      yield;
    }
    yield* restorer.finish();
    return { memory: restorer.memory, problem: undefined };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Without a complete key the rows stand for nothing.
    if (!restorer.isComplete) return { memory: new LagMemory(), problem: error.message };
    yield* restorer.finish();
    return { memory: restorer.memory, problem: error.message };
  }
}

class Restorer {
  readonly memory = new LagMemory();
  readonly #cluster: RestoredCluster;
  readonly #replay: CommitReplay;
  readonly #base = new TickBase();
  /** Ticks come before the key, which says what their rows are. */
  readonly #early: ByteReader[] = [];
  /** Of a long key, what came before its end. */
  readonly #stretches: Uint8Array[] = [];
  #groups = new Map<number, StoredGroup>();
  /** Those of the newest tick. */
  #ends: Float64Array = new Float64Array(0);
  isComplete = false;

  constructor(cluster: RestoredCluster) {
    this.#cluster = cluster;
    this.#replay = new CommitReplay(this.memory, cluster.intervalMs);
    this.memory.directory = cluster.directory;
  }

  *take(kind: number, bytes: Uint8Array): Generator<void, void, void> {
    if (kind === PartKind.tick) return void this.#early.push(new ByteReader(bytes));
    if (kind === PartKind.keyStretch) return void this.#stretches.push(bytes);
    const reader = new ByteReader(kind === PartKind.key ? this.#wholeKey(bytes) : bytes);
    const version = reader.byte();
    if (version !== BYTES_VERSION) throw new RangeError(`The bytes are of version ${version}`);
    if (kind === PartKind.key) return yield* this.#key(reader);
    if (this.isComplete) yield* this.#cycle(reader);
  }

  /** Groups' own gaps follow from those of their commits, which cycles have changed. */
  *finish(): Generator<void, void, void> {
    const { gaps } = this.memory.rows.columns;
    for (const track of this.memory.groups.values()) {
      track.usualGapMs = meanUsualGap(gaps, track.firstRow, track.rowCount);
      yield;
    }
  }

  #wholeKey(end: Uint8Array): Uint8Array {
    const stretches = this.#stretches.splice(0);
    return stretches.length === 0 ? end : joined([...stretches, end]);
  }

  *#key(reader: ByteReader): Generator<void, void, void> {
    const { memory } = this;
    yield* readRows(reader, memory, this.#cluster.directory);
    for (const tick of this.#early.splice(0)) {
      yield* memory.history.restore(yield* readTick(tick, this.#base));
    }
    this.#groups = yield* readGroups(reader, memory, this.#cluster.directory, this.#base);
    this.isComplete = true;
  }

  *#cycle(reader: ByteReader): Generator<void, void, void> {
    const { history, stable } = this.memory;
    const fresh = this.#readNewRows(reader);
    const opened = Array.from({ length: reader.count() }, () => reader.varint());
    const tick = yield* readTick(reader, this.#base);
    for (const { row, slot } of fresh) {
      history.rows.restore(row, slot, this.#birth(slot), tick.number);
    }
    for (const row of opened) {
      const slot = history.rows.slot(row);
      if (slot >= 0) stable.restore(slot, this.#birth(slot));
    }
    this.#ends = tick.ends;
    yield* history.restore(tick);
    for (let left = reader.count(); left > 0; left--) this.#remove(reader.varint());
    for (let left = reader.count(); left > 0; left--) yield* this.#reshape(reader);
    for (let left = reader.count(); left > 0; left--) {
      yield* this.#commits(reader);
      yield;
    }
    for (let left = reader.count(); left > 0; left--) this.#mark(reader);
  }

  #readNewRows(reader: ByteReader): { row: number; slot: number }[] {
    return Array.from({ length: reader.count() }, () => {
      const row = reader.varint();
      const slotOf = slotFinder(this.#cluster.directory, reader.text(), reader.text());
      return { row, slot: slotOf(reader.varint()) };
    });
  }

  #birth(slot: number): number {
    return slot < 0 ? NaN : this.#cluster.directory.slotBirth[slot]!;
  }

  #remove(index: number): void {
    const group = this.#group(index);
    this.memory.rows.release(group.track.rowCount);
    this.memory.groups.delete(group.groupId);
    this.#groups.delete(index);
  }

  /** A group has commits on other partitions; what is known of the same ones goes with them. */
  *#reshape(reader: ByteReader): Generator<void, void, void> {
    const { groups, rows, history } = this.memory;
    const index = reader.varint();
    const groupId = reader.text();
    const historyRows = readShape(reader);
    const known = this.#groups.get(index) ??
      { groupId, track: new GroupTrack(), historyRows: new Int32Array(0) };
    const { track } = known;
    groups.set(groupId, track);
    yield* rows.reserve(historyRows.length, groups.values());
    const before = new Map(
      Array.from(known.historyRows, (row, at) => [row, track.firstRow + at]),
    );
    const first = rows.allocate(historyRows.length);
    rows.columns.nextStatus.fill(ANY_WORSE, first, first + historyRows.length);
    historyRows.forEach((row, at) => {
      const from = before.get(row);
      if (from !== undefined) rows.columns.take(rows.columns, from, first + at, 1);
    });
    rows.release(track.rowCount);
    track.firstRow = first;
    track.slots = historyRows.map((row) => history.rows.slot(row));
    track.directory = this.#cluster.directory;
    known.historyRows = historyRows;
    this.#groups.set(index, known);
  }

  *#commits(reader: ByteReader): Generator<void, void, void> {
    const { track, historyRows, groupId } = this.#group(reader.varint());
    const readAtMs = reader.varint();
    this.#replay.begin(track.commitsReadAtMs, readAtMs, this.#cluster.policyOf(groupId).windowMs);
    let same = 0;
    for (let at = 0; at < historyRows.length; at++) {
      if (at % A_STEP === A_STEP - 1) yield;
      if (same > 0) {
        same--;
        continue;
      }
      const code = reader.varint();
      if (code === SAME_COMMITS) {
        same = reader.varint() - 1;
        continue;
      }
      const end = this.#base.end(historyRows[at]!);
      const distance = code === BEYOND ? -reader.varint() : code - BEFORE;
      const offset = (Number.isNaN(end) ? 0 : end) - distance;
      const logEnd = this.#ends[historyRows[at]!] ?? NaN;
      this.#replay.take(track.firstRow + at, track.slots[at]!, offset, logEnd);
    }
    track.commitsReadAtMs = track.seenAtMs = readAtMs;
  }

  #mark(reader: ByteReader): void {
    const { track } = this.#group(reader.varint());
    const row = track.firstRow + reader.varint();
    const lostUpTo = reader.varint();
    const { columns } = this.memory.rows;
    columns.lostUpTo[row] = lostUpTo === 0 ? NaN : lostUpTo - 1;
    columns.beyondEnd[row] = reader.byte();
  }

  #group(index: number): StoredGroup {
    const group = this.#groups.get(index);
    if (group === undefined) throw new RangeError(`There is no group ${index}`);
    return group;
  }
}
