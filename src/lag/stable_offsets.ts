import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";

const A_STEP = 2_048;
/** Records that markers of transactions take at the end of a partition, at most. */
const MARKERS = 2;

/**
 * The last stable offset of each partition as it was last read, and whether transactions were ever
 * open there.
 */
export class StableOffsets {
  #readForMs = NaN;
  #offsets = new Float64Array(0);
  #wasOpen = new Uint8Array(0);
  #births = new Float64Array(0);
  /** Slots on which transactions were first seen since this was last asked for. */
  #opened: number[] = [];

  wasOpen(slot: number): boolean {
    return this.#wasOpen[slot] === 1;
  }

  /** Puts back that transactions were seen open on the slot. */
  restore(slot: number, birth: number): void {
    this.#grow(slot + 1);
    this.#births[slot] = birth;
    this.#wasOpen[slot] = 1;
  }

  takeOpened(): readonly number[] {
    const opened = this.#opened;
    this.#opened = [];
    return opened;
  }

  /** Takes over what the snapshot's cycle has read; last stable offsets are not read in all. */
  *take(snapshot: ClusterSnapshot): Generator<void, void, void> {
    const { partitions, directory, stableOffsetsAskedAtMs, startedAtMs } = snapshot;
    if (!(stableOffsetsAskedAtMs > this.#readForMs || Number.isNaN(this.#readForMs))) return;
    this.#readForMs = stableOffsetsAskedAtMs;
    this.#grow(directory.capacity);
    for (let slot = 0; slot < directory.capacity; slot++) {
      if (slot % A_STEP === 0) yield;
      if (this.#births[slot] !== directory.slotBirth[slot]) {
        this.#births[slot] = directory.slotBirth[slot]!;
        this.#offsets[slot] = NaN;
        this.#wasOpen[slot] = 0;
      }
      const unstable = partitions.unstableRecords[slot]!;
      if (!(partitions.unstableReadAtMs[slot]! >= startedAtMs) || Number.isNaN(unstable)) continue;
      // Both were read in this cycle, so their difference is the offset again.
      this.#offsets[slot] = partitions.latestOffset[slot]! - unstable;
      if (!(unstable > 0) || this.#wasOpen[slot] === 1) continue;
      this.#wasOpen[slot] = 1;
      this.#opened.push(slot);
    }
  }

  /** Whether the group has read all that open transactions leave to be read. */
  isBlocked(snapshot: ClusterSnapshot, slot: number, committed: number): boolean {
    if (!(snapshot.partitions.unstableRecords[slot]! > 0)) return false;
    const left = this.#offsets[slot]! - committed;
    return left >= 0 && left <= MARKERS;
  }

  /** Whether so little is left where transactions end that it may be their markers only. */
  mayBeMarkers(snapshot: ClusterSnapshot, slot: number, lag: number): boolean {
    return lag <= MARKERS && this.#wasOpen[slot] === 1 &&
      snapshot.partitions.unstableRecords[slot] === 0;
  }

  #grow(capacity: number): void {
    if (capacity <= this.#offsets.length) return;
    const [offsets, wasOpen, births] = [this.#offsets, this.#wasOpen, this.#births];
    this.#offsets = new Float64Array(capacity).fill(NaN);
    this.#wasOpen = new Uint8Array(capacity);
    this.#births = new Float64Array(capacity).fill(NaN);
    this.#offsets.set(offsets);
    this.#wasOpen.set(wasOpen);
    this.#births.set(births);
  }
}
