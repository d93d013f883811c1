import type { PartitionDirectoryView, TopicEntry } from "../model/partition_directory_view.ts";

/** A topic as the cluster describes it now. */
export interface TopicShape {
  readonly name: string;
  readonly topicId: string | undefined;
  readonly internal: boolean;
  readonly partitionCount: number;
}

const EMPTY: PartitionDirectoryView = {
  version: 0,
  capacity: 0,
  topics: new Map(),
  slotTopic: [],
  slotPartition: new Int32Array(0),
  slotBirth: new Float64Array(0),
};

/** Gives every partition of one cluster a slot and keeps it there; free slots are used again. */
export class PartitionDirectory {
  #view = EMPTY;
  readonly #free: number[] = [];

  get view(): PartitionDirectoryView {
    return this.#view;
  }

  /**
   * Takes the complete list of topics and returns the view that fits it: the same object if
   * nothing changed. A topic with another id, or with fewer partitions, is a new topic: its old
   * slots are freed and it gets new ones. Fewer partitions under the same id come from a broker
   * that has not heard of the growth yet, and change nothing. The slots of other topics never move.
   */
  update(shapes: readonly TopicShape[]): PartitionDirectoryView {
    if (this.#fits(shapes)) return this.#view;
    const next = new Draft(this.#view, this.#free);
    const wanted = new Map(shapes.map((shape) => [shape.name, shape]));
    for (const topic of this.#view.topics.values()) {
      const shape = wanted.get(topic.name);
      if (shape === undefined || isOtherTopic(topic, shape)) next.remove(topic);
    }
    for (const shape of wanted.values()) next.put(shape);
    this.#view = next.finish();
    return this.#view;
  }

  #fits(shapes: readonly TopicShape[]): boolean {
    const { topics } = this.#view;
    return shapes.length === topics.size && shapes.every((shape) => {
      const topic = topics.get(shape.name);
      return topic !== undefined && !isOtherTopic(topic, shape) && isSame(topic, shape);
    });
  }
}

/** Whether the name now stands for another topic (KIP-516 ids; before them, fewer partitions). */
function isOtherTopic(topic: TopicEntry, shape: TopicShape): boolean {
  if (topic.topicId !== undefined && shape.topicId !== undefined) {
    return topic.topicId !== shape.topicId;
  }
  return shape.partitionCount < topic.slots.length;
}

/** The next view while it is being made; the arrays are copies, so older views stay as they are. */
class Draft {
  readonly #version: number;
  readonly #topics: Map<string, TopicEntry>;
  readonly #slotTopic: (TopicEntry | undefined)[];
  readonly #free: number[];
  #slotPartition: Int32Array;
  #slotBirth: Float64Array;

  constructor(from: PartitionDirectoryView, free: number[]) {
    this.#version = from.version + 1;
    this.#topics = new Map(from.topics);
    this.#slotTopic = [...from.slotTopic];
    this.#slotPartition = from.slotPartition.slice();
    this.#slotBirth = from.slotBirth.slice();
    this.#free = free;
  }

  remove(topic: TopicEntry): void {
    this.#topics.delete(topic.name);
    for (const slot of topic.slots) {
      this.#slotTopic[slot] = undefined;
      this.#free.push(slot);
    }
  }

  put(shape: TopicShape): void {
    const known = this.#topics.get(shape.name);
    if (known !== undefined && isSame(known, shape)) return;
    const kept = known?.slots ?? new Int32Array(0);
    const slots = new Int32Array(Math.max(kept.length, shape.partitionCount));
    const entry: TopicEntry = {
      name: shape.name,
      topicId: shape.topicId,
      internal: shape.internal,
      slots,
    };
    for (let partition = 0; partition < slots.length; partition++) {
      const slot = kept[partition] ?? this.#take(partition);
      slots[partition] = slot;
      this.#slotTopic[slot] = entry;
    }
    this.#topics.set(shape.name, entry);
  }

  finish(): PartitionDirectoryView {
    return {
      version: this.#version,
      capacity: this.#slotTopic.length,
      topics: this.#topics,
      slotTopic: this.#slotTopic,
      slotPartition: this.#slotPartition.subarray(0, this.#slotTopic.length),
      slotBirth: this.#slotBirth.subarray(0, this.#slotTopic.length),
    };
  }

  #take(partition: number): number {
    const slot = this.#free.pop() ?? this.#grow();
    this.#slotPartition[slot] = partition;
    this.#slotBirth[slot] = this.#version;
    return slot;
  }

  #grow(): number {
    const slot = this.#slotTopic.length;
    this.#slotTopic.push(undefined);
    if (slot >= this.#slotPartition.length) {
      const room = Math.max(64, Math.ceil(slot * 1.5));
      this.#slotPartition = enlarged(this.#slotPartition, new Int32Array(room));
      this.#slotBirth = enlarged(this.#slotBirth, new Float64Array(room));
    }
    return slot;
  }
}

/** Whether nothing is to be done for the topic, given that it is the same one. */
function isSame(topic: TopicEntry, shape: TopicShape): boolean {
  return topic.slots.length >= shape.partitionCount && topic.topicId === shape.topicId &&
    topic.internal === shape.internal;
}

function enlarged<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
