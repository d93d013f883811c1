import type { PartitionColumns } from "../model/cluster_snapshot.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import { isSameSlot } from "./same_slot.ts";
import { SharedColumn } from "./shared_column.ts";
import { NOBODY, SharedLists } from "./shared_lists.ts";

/** Which end of a partition's log. */
export type LogEnd = "earliest" | "latest";

/** A snapshot with what is needed to carry its values on. */
export interface CarriedFrom {
  readonly directory: PartitionDirectoryView;
  readonly partitions: PartitionColumns;
}

const A_STEP = 1024;

/**
 * The columns of the snapshot in the making, over the slots of one directory view. It begins with
 * the values of the snapshot before, of partitions that are still the same; a column in which
 * nothing changes stays the same object.
 */
export class PartitionTable {
  readonly directory: PartitionDirectoryView;
  readonly #leader: SharedColumn<Float64Array>;
  readonly #leaderless: SharedColumn<Uint8Array>;
  readonly #leaderEpoch: SharedColumn<Float64Array>;
  readonly #replicas: SharedLists;
  readonly #inSyncReplicas: SharedLists;
  readonly #offset: Record<LogEnd, SharedColumn<Float64Array>>;
  readonly #readAtMs: Record<LogEnd, SharedColumn<Float64Array>>;
  readonly #unstableRecords: SharedColumn<Float64Array>;
  readonly #unstableReadAtMs: SharedColumn<Float64Array>;
  /** 1 for partitions of which Metadata told since the table was made. */
  readonly #told: Uint8Array;

  constructor(directory: PartitionDirectoryView, from?: CarriedFrom) {
    const { capacity } = directory;
    const fits = from?.directory === directory;
    const before = from?.partitions;
    const changed = from === undefined ? [] : changedSlots(from.directory, directory);
    const carried = <T extends Float64Array | Uint8Array>(make: () => T, values?: T) => {
      if (fits && values !== undefined) return new SharedColumn(values, true);
      const own = make();
      const unknown = own[0]!;
      if (values !== undefined) own.set(values.subarray(0, capacity));
      for (const slot of changed) own[slot] = unknown;
      return new SharedColumn(own, false);
    };
    const column = (values?: Float64Array) =>
      carried<Float64Array>(() => new Float64Array(capacity).fill(NaN), values);
    const lists = (values?: PartitionColumns["replicas"]) => {
      if (fits && values !== undefined) return new SharedLists(values);
      const own = Array.from({ length: capacity }, (_, slot) => values?.[slot] ?? NOBODY);
      for (const slot of changed) own[slot] = NOBODY;
      return new SharedLists(own);
    };
    this.directory = directory;
    this.#leader = column(before?.leader);
    this.#leaderEpoch = column(before?.leaderEpoch);
    this.#leaderless = carried<Uint8Array>(() => new Uint8Array(capacity), before?.leaderless);
    this.#replicas = lists(before?.replicas);
    this.#inSyncReplicas = lists(before?.inSyncReplicas);
    this.#offset = {
      earliest: column(before?.earliestOffset),
      latest: column(before?.latestOffset),
    };
    this.#readAtMs = {
      earliest: column(before?.earliestReadAtMs),
      latest: column(before?.latestReadAtMs),
    };
    this.#unstableRecords = column(before?.unstableRecords);
    this.#unstableReadAtMs = column(before?.unstableReadAtMs);
    this.#told = new Uint8Array(capacity);
  }

  /** Forgets what was carried of partitions that Metadata did not tell of since. */
  *forgetUntold(): Generator<void, void, void> {
    for (let slot = 0; slot < this.#told.length; slot++) {
      if (slot % A_STEP === 0) yield;
      if (this.#told[slot] === 1) continue;
      this.#leader.set(slot, NaN);
      this.#leaderEpoch.set(slot, NaN);
      this.#leaderless.set(slot, 0);
      this.setReplicas(slot, NOBODY, NOBODY);
    }
  }

  /** Forgets offsets that were read before these times. */
  *forgetOld(oldestMs: number, oldestUnstableMs: number): Generator<void, void, void> {
    for (let slot = 0; slot < this.#told.length; slot++) {
      if (slot % A_STEP === 0) yield;
      for (const end of ["earliest", "latest"] as const) {
        if (this.readAtMs(end, slot) < oldestMs) this.setOffset(end, slot, NaN, NaN);
      }
      if (this.#unstableReadAtMs.get(slot) < oldestUnstableMs) this.setUnstable(slot, NaN, NaN);
    }
  }

  /** NaN for no leader or an untold one, and for no epoch. */
  setLeader(slot: number, leader: number, leaderEpoch: number, leaderless: boolean): void {
    this.#told[slot] = 1;
    this.#leader.set(slot, leader);
    this.#leaderEpoch.set(slot, leaderEpoch);
    this.#leaderless.set(slot, leaderless ? 1 : 0);
  }

  setReplicas(slot: number, replicas: readonly number[], inSync: readonly number[]): void {
    this.#replicas.set(slot, replicas);
    this.#inSyncReplicas.set(slot, inSync);
  }

  setOffset(end: LogEnd, slot: number, offset: number, readAtMs: number): void {
    this.#offset[end].set(slot, offset);
    this.#readAtMs[end].set(slot, readAtMs);
  }

  setUnstable(slot: number, records: number, readAtMs: number): void {
    this.#unstableRecords.set(slot, records);
    this.#unstableReadAtMs.set(slot, readAtMs);
  }

  /** The offset of one end, NaN where unknown. */
  offset(end: LogEnd, slot: number): number {
    return this.#offset[end].get(slot);
  }

  /** When one end was read, NaN where it never was. */
  readAtMs(end: LogEnd, slot: number): number {
    return this.#readAtMs[end].get(slot);
  }

  /** Records above the last stable offset when they were last counted; NaN where unknown. */
  unstableRecords(slot: number): number {
    return this.#unstableRecords.get(slot);
  }

  leader(slot: number): number {
    return this.#leader.get(slot);
  }

  leaderEpoch(slot: number): number {
    return this.#leaderEpoch.get(slot);
  }

  /** The columns as they are now; once they are a snapshot's, the table must not be written. */
  columns(): PartitionColumns {
    return {
      leader: this.#leader.values,
      leaderless: this.#leaderless.values,
      leaderEpoch: this.#leaderEpoch.values,
      replicas: this.#replicas.values,
      inSyncReplicas: this.#inSyncReplicas.values,
      earliestOffset: this.#offset.earliest.values,
      earliestReadAtMs: this.#readAtMs.earliest.values,
      latestOffset: this.#offset.latest.values,
      latestReadAtMs: this.#readAtMs.latest.values,
      unstableRecords: this.#unstableRecords.values,
      unstableReadAtMs: this.#unstableReadAtMs.values,
    };
  }
}

/** Slots of `to` that stand for another partition than in `from`, or for none. */
function changedSlots(from: PartitionDirectoryView, to: PartitionDirectoryView): number[] {
  if (from === to) return [];
  const isSame = isSameSlot(from, to);
  const changed: number[] = [];
  for (let slot = 0; slot < to.capacity; slot++) if (!isSame(slot)) changed.push(slot);
  return changed;
}
