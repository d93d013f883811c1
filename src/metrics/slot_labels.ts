import type { PartitionDirectoryView, TopicEntry } from "../model/partition_directory_view.ts";
import { encodeLabels, encodeText } from "./label_bytes.ts";
import { NUMBER_BYTES, writeNumber } from "./number_bytes.ts";

const BEFORE_NUMBER = encodeText(',partition="');
const QUOTE = 34;
const FIRST_BYTES = 4096;
const A_STEP = 256;

/**
 * The labels `topic` and `partition` of every slot as bytes, in one arena. A slot is encoded once
 * a birth, so another directory version costs only its new slots.
 */
export class SlotLabels {
  #bytes = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #used = 0;
  #dead = 0;
  #starts = new Uint32Array(0);
  #ends = new Uint32Array(0);
  #births = new Float64Array(0);
  #directory: PartitionDirectoryView | undefined;

  /** The arena; slot s has the bytes from `start(s)` to `end(s)`. Some bytes are behind the last. */
  get view(): DataView {
    return this.#view;
  }

  start(slot: number): number {
    return this.#starts[slot]!;
  }

  end(slot: number): number {
    return this.#ends[slot]!;
  }

  /** Makes the labels fit the directory; to be run to its end before labels are used. */
  *update(directory: PartitionDirectoryView): Generator<void, void, void> {
    if (directory === this.#directory) return;
    this.#directory = undefined;
    if (this.#dead > this.#used / 2) this.#forget();
    this.#enlargeSlots(directory.capacity);
    for (const topic of directory.topics.values()) yield* this.#updateTopic(topic, directory);
    this.#directory = directory;
  }

  *#updateTopic(
    topic: TopicEntry,
    directory: PartitionDirectoryView,
  ): Generator<void, void, void> {
    let label: Uint8Array | undefined;
    for (let partition = 0; partition < topic.slots.length; partition++) {
      const slot = topic.slots[partition]!;
      if (this.#births[slot] !== directory.slotBirth[slot]) {
        label ??= encodeLabels([["topic", topic.name]]);
        this.#encode(slot, label, partition);
        this.#births[slot] = directory.slotBirth[slot]!;
      }
      if (partition % A_STEP === 0) yield;
    }
  }

  #encode(slot: number, topicLabel: Uint8Array, partition: number): void {
    const start = this.#used;
    const before = start + topicLabel.length;
    const number = before + BEFORE_NUMBER.length;
    this.#dead += this.#ends[slot]! - this.#starts[slot]!;
    this.#enlargeBytes(number + NUMBER_BYTES);
    this.#bytes.set(topicLabel, start);
    this.#bytes.set(BEFORE_NUMBER, before);
    const end = writeNumber(this.#bytes, number, partition);
    this.#bytes[end] = QUOTE;
    this.#used = end + 1;
    this.#starts[slot] = start;
    this.#ends[slot] = this.#used;
  }

  #enlargeSlots(capacity: number): void {
    if (capacity <= this.#starts.length) return;
    const [starts, ends, births] = [this.#starts, this.#ends, this.#births];
    this.#starts = new Uint32Array(capacity);
    this.#starts.set(starts);
    this.#ends = new Uint32Array(capacity);
    this.#ends.set(ends);
    this.#births = new Float64Array(capacity).fill(NaN);
    this.#births.set(births);
  }

  #enlargeBytes(needed: number): void {
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, Math.ceil(this.#bytes.length * 1.5)));
    larger.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  #forget(): void {
    this.#used = 0;
    this.#dead = 0;
    this.#starts.fill(0);
    this.#ends.fill(0);
    this.#births.fill(NaN);
  }
}
