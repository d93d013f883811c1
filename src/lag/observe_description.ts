import type { GroupSnapshot, GroupSubscription } from "../model/group_snapshot.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import { namePattern } from "../runtime/name_pattern.ts";
import type { GroupTrack } from "./group_track.ts";

/** Settled descriptions in a row that must not name a topic until nobody reads it. */
const UNNAMED_DESCRIPTIONS = 3;

/** Whether the group has commits on the topic that its members do not read. */
export function isUnsubscribed(track: GroupTrack, topic: string): boolean {
  return (track.topics.get(topic)?.unnamed ?? 0) >= UNNAMED_DESCRIPTIONS;
}

/**
 * Takes in who is in the group, what its members have, and what they read. An old or missing
 * description changes nothing; the listed state alone tells of an empty group, too.
 */
export function observeDescription(
  track: GroupTrack,
  group: GroupSnapshot,
  directory: PartitionDirectoryView,
  stamps: Stamps,
  nowMs: number,
): void {
  const { description, state } = group;
  const isEmpty = state === "Empty" ? true : description && description.members.length === 0;
  if (isEmpty !== undefined) {
    if (isEmpty && track.memberless !== true) track.memberlessSinceMs = nowMs;
    track.memberless = isEmpty;
  }
  if (description === undefined) return;
  const isNew = description.readAtMs !== track.describedAtMs;
  if (isNew || track.owned === undefined) {
    track.owned = ownedRows(track, group, directory, stamps) ?? track.owned;
  }
  if (isNew && description.subscription !== undefined) {
    countUnnamed(track, description.subscription, directory);
  }
  track.describedAtMs = description.readAtMs;
}

/** Marks slots without clearing an array of all of them each time. */
export class Stamps {
  #stamps = new Int32Array(0);
  #current = 0;

  begin(capacity: number): void {
    if (this.#stamps.length < capacity) this.#stamps = new Int32Array(capacity);
    this.#current++;
  }

  mark(slot: number | undefined): void {
    if (slot !== undefined) this.#stamps[slot] = this.#current;
  }

  has(slot: number): boolean {
    return this.#stamps[slot] === this.#current;
  }
}

/** By row; undefined if some member does not tell what it has: then what was known stays. */
function ownedRows(
  track: GroupTrack,
  { description }: GroupSnapshot,
  directory: PartitionDirectoryView,
  stamps: Stamps,
): Uint8Array | undefined {
  stamps.begin(directory.capacity);
  for (const { assignment } of description?.members ?? []) {
    if (assignment === undefined) return undefined;
    for (const { topic, partitions } of assignment) {
      const slots = directory.topics.get(topic)?.slots;
      for (const partition of partitions) stamps.mark(slots?.[partition]);
    }
  }
  return Uint8Array.from(track.slots, (slot) => stamps.has(slot) ? 1 : 0);
}

function countUnnamed(
  track: GroupTrack,
  { topics, patterns }: GroupSubscription,
  directory: PartitionDirectoryView,
): void {
  const matches = patterns.map(wholeName);
  const names = new Set<string>();
  for (const slot of track.slots) {
    const topic = directory.slotTopic[slot];
    if (topic !== undefined) names.add(topic.name);
  }
  for (const name of names) {
    const isNamed = topics.has(name) || matches.some((match) => match(name));
    const topic = track.topic(name);
    topic.unnamed = isNamed ? 0 : topic.unnamed + 1;
  }
}

/** Brokers match patterns of KIP-848 with whole names. One that cannot be read matches all. */
function wholeName(pattern: string): (name: string) => boolean {
  try {
    return namePattern(`^(?:${pattern})$`);
  } catch {
    return () => true;
  }
}
