import type { PartitionColumns } from "../model/cluster_snapshot.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";

const NOBODY: readonly number[] = Object.freeze([]);

/** Which end of a partition's log. */
export type LogEnd = "earliest" | "latest";

/** A snapshot with what is needed to carry its values on. */
export interface CarriedFrom {
  readonly directory: PartitionDirectoryView;
  readonly partitions: PartitionColumns;
}

/** The columns of the snapshot in the making, over the slots of one directory view. */
export class PartitionTable {
  readonly directory: PartitionDirectoryView;
  readonly #leader: Float64Array;
  readonly #leaderless: Uint8Array;
  readonly #leaderEpoch: Float64Array;
  readonly #replicas: (readonly number[])[];
  readonly #inSyncReplicas: (readonly number[])[];
  readonly #offset: Record<LogEnd, Float64Array>;
  readonly #readAtMs: Record<LogEnd, Float64Array>;
  readonly #unstableRecords: Float64Array;
  readonly #unstableReadAtMs: Float64Array;

  constructor(directory: PartitionDirectoryView) {
    const { capacity } = directory;
    const unknown = () => new Float64Array(capacity).fill(NaN);
    this.directory = directory;
    this.#leader = unknown();
    this.#leaderless = new Uint8Array(capacity);
    this.#leaderEpoch = unknown();
    this.#replicas = new Array(capacity).fill(NOBODY);
    this.#inSyncReplicas = new Array(capacity).fill(NOBODY);
    this.#offset = { earliest: unknown(), latest: unknown() };
    this.#readAtMs = { earliest: unknown(), latest: unknown() };
    this.#unstableRecords = unknown();
    this.#unstableReadAtMs = unknown();
  }

  /** Takes over offsets and read times of partitions that are still the same, unless too old. */
  carryOffsets(from: CarriedFrom, oldestMs: number, oldestUnstableMs: number): void {
    const shared = Math.min(from.directory.capacity, this.directory.capacity);
    const { earliestOffset, earliestReadAtMs, latestOffset, latestReadAtMs } = from.partitions;
    const { unstableRecords, unstableReadAtMs } = from.partitions;
    for (let slot = 0; slot < shared; slot++) {
      if (from.directory.slotBirth[slot] !== this.directory.slotBirth[slot]) continue;
      if (earliestReadAtMs[slot]! >= oldestMs) {
        this.setOffset("earliest", slot, earliestOffset[slot]!, earliestReadAtMs[slot]!);
      }
      if (latestReadAtMs[slot]! >= oldestMs) {
        this.setOffset("latest", slot, latestOffset[slot]!, latestReadAtMs[slot]!);
      }
      if (unstableReadAtMs[slot]! >= oldestUnstableMs) {
        this.setUnstable(slot, unstableRecords[slot]!, unstableReadAtMs[slot]!);
      }
    }
  }

  /** NaN for no leader or an untold one, and for no epoch. */
  setLeader(slot: number, leader: number, leaderEpoch: number, leaderless: boolean): void {
    this.#leader[slot] = leader;
    this.#leaderEpoch[slot] = leaderEpoch;
    this.#leaderless[slot] = leaderless ? 1 : 0;
  }

  setReplicas(slot: number, replicas: readonly number[], inSync: readonly number[]): void {
    this.#replicas[slot] = replicas;
    this.#inSyncReplicas[slot] = inSync;
  }

  setOffset(end: LogEnd, slot: number, offset: number, readAtMs: number): void {
    this.#offset[end][slot] = offset;
    this.#readAtMs[end][slot] = readAtMs;
  }

  setUnstable(slot: number, records: number, readAtMs: number): void {
    this.#unstableRecords[slot] = records;
    this.#unstableReadAtMs[slot] = readAtMs;
  }

  /** The offset of one end, NaN where unknown. */
  offset(end: LogEnd, slot: number): number {
    return this.#offset[end][slot] ?? NaN;
  }

  /** When one end was read, NaN where it never was. */
  readAtMs(end: LogEnd, slot: number): number {
    return this.#readAtMs[end][slot] ?? NaN;
  }

  /** Records above the last stable offset when they were last counted; NaN where unknown. */
  unstableRecords(slot: number): number {
    return this.#unstableRecords[slot] ?? NaN;
  }

  replicas(slot: number): readonly number[] {
    return this.#replicas[slot] ?? NOBODY;
  }

  leader(slot: number): number {
    return this.#leader[slot] ?? NaN;
  }

  leaderEpoch(slot: number): number {
    return this.#leaderEpoch[slot] ?? NaN;
  }

  /** The finished columns; the table must not be written afterwards. */
  columns(): PartitionColumns {
    return {
      leader: this.#leader,
      leaderless: this.#leaderless,
      leaderEpoch: this.#leaderEpoch,
      replicas: this.#replicas,
      inSyncReplicas: this.#inSyncReplicas,
      earliestOffset: this.#offset.earliest,
      earliestReadAtMs: this.#readAtMs.earliest,
      latestOffset: this.#offset.latest,
      latestReadAtMs: this.#readAtMs.latest,
      unstableRecords: this.#unstableRecords,
      unstableReadAtMs: this.#unstableReadAtMs,
    };
  }
}
