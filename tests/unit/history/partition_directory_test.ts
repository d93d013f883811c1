import assert from "node:assert/strict";
import { PartitionDirectory, type TopicShape } from "../../../src/history/partition_directory.ts";
import type { PartitionDirectoryView } from "../../../src/model/partition_directory_view.ts";

function shape(name: string, partitionCount: number, topicId: string | undefined = name + "-id") {
  return { name, topicId, internal: false, partitionCount } satisfies TopicShape;
}

function slotsOf(view: PartitionDirectoryView, topic: string): number[] {
  return [...view.topics.get(topic)?.slots ?? []];
}

/** Every slot of every topic points back at its partition, and no slot is given twice. */
function assertConsistent(view: PartitionDirectoryView): void {
  const seen = new Set<number>();
  for (const topic of view.topics.values()) {
    topic.slots.forEach((slot, partition) => {
      assert.ok(!seen.has(slot), `slot ${slot} given twice`);
      seen.add(slot);
      assert.equal(view.slotTopic[slot], topic);
      assert.equal(view.slotPartition[slot], partition);
    });
  }
  assert.equal(view.slotTopic.filter((topic) => topic !== undefined).length, seen.size);
  assert.equal(view.slotTopic.length, view.capacity);
  assert.equal(view.slotBirth.length, view.capacity);
}

Deno.test("equal topics in another order give the same view object", () => {
  const directory = new PartitionDirectory();
  const first = directory.update([shape("a", 3), shape("b", 2)]);
  assert.equal(directory.update([shape("b", 2), shape("a", 3)]), first);
  assert.equal(first.version, 1);
  assertConsistent(first);
});

Deno.test("creating and deleting topics moves no slot of the others", () => {
  const directory = new PartitionDirectory();
  const before = directory.update([shape("a", 3), shape("b", 100), shape("c", 5)]);
  const after = directory.update([shape("new", 7), shape("c", 5), shape("a", 3)]);
  assert.deepEqual(slotsOf(after, "a"), slotsOf(before, "a"));
  assert.equal(after.topics.get("c"), before.topics.get("c"), "the entry itself is kept");
  assert.ok(slotsOf(after, "new").every((slot) => slotsOf(before, "b").includes(slot)));
  assert.equal(after.capacity, before.capacity, "freed slots are used before new ones");
  assertConsistent(after);
  assertConsistent(before);
});

Deno.test("a grown topic keeps the slots and births of its old partitions", () => {
  const directory = new PartitionDirectory();
  const before = directory.update([shape("a", 2), shape("b", 2)]);
  const after = directory.update([shape("a", 4), shape("b", 2)]);
  assert.deepEqual(slotsOf(after, "a").slice(0, 2), slotsOf(before, "a"));
  const births = slotsOf(after, "a").map((slot) => after.slotBirth[slot]);
  assert.deepEqual(births, [1, 1, 2, 2]);
  assert.equal(before.topics.get("a")?.slots.length, 2, "the older view is not touched");
  assertConsistent(after);
});

Deno.test("a recreated topic has new births even where it gets its old slots back", () => {
  const directory = new PartitionDirectory();
  directory.update([shape("a", 3, "first")]);
  const after = directory.update([shape("a", 3, "second")]);
  assert.ok(slotsOf(after, "a").every((slot) => after.slotBirth[slot] === 2));
  assertConsistent(after);
});

Deno.test("without topic ids, fewer partitions mean another topic", () => {
  const directory = new PartitionDirectory();
  const nameless = (count: number) => ({ ...shape("a", count), topicId: undefined });
  directory.update([nameless(4)]);
  const grown = directory.update([nameless(6)]);
  assert.deepEqual(slotsOf(grown, "a").map((slot) => grown.slotBirth[slot]), [1, 1, 1, 1, 2, 2]);
  const shrunk = directory.update([nameless(2)]);
  assert.deepEqual(slotsOf(shrunk, "a").map((slot) => shrunk.slotBirth[slot]), [3, 3]);
  assertConsistent(shrunk);
});

Deno.test("fewer partitions under the same topic id are a stale answer and change nothing", () => {
  const directory = new PartitionDirectory();
  const before = directory.update([shape("a", 4)]);
  assert.equal(directory.update([shape("a", 3)]), before);
});

Deno.test("a topic id that becomes known does not make it another topic", () => {
  const directory = new PartitionDirectory();
  const before = directory.update([{ ...shape("a", 2), topicId: undefined }]);
  const after = directory.update([shape("a", 2, "id")]);
  assert.deepEqual(slotsOf(after, "a"), slotsOf(before, "a"));
  assert.equal(after.topics.get("a")?.topicId, "id");
});

Deno.test("random churn keeps every view consistent and older views unchanged", () => {
  const directory = new PartitionDirectory();
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 200; round++) {
    const shapes: TopicShape[] = [];
    for (let topic = 0; topic < 20; topic++) {
      if (random(4) === 0) continue;
      shapes.push(shape(`t${topic}`, 1 + random(12), `id${random(3)}`));
    }
    const previous = directory.view;
    const copy = [...previous.slotTopic];
    assertConsistent(directory.update(shapes));
    assert.deepEqual([...previous.slotTopic], copy);
  }
  assert.ok(directory.view.capacity <= 20 * 12, "free slots are used again");
});
