import assert from "node:assert/strict";
import { PartitionDirectory } from "../../../src/history/partition_directory.ts";
import { SlotLabels } from "../../../src/metrics/slot_labels.ts";
import type { PartitionDirectoryView } from "../../../src/model/partition_directory_view.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";

function shape(name: string, partitionCount: number) {
  return { name, topicId: name, internal: false, partitionCount };
}

function assertFits(labels: SlotLabels, view: PartitionDirectoryView): void {
  for (const topic of view.topics.values()) {
    topic.slots.forEach((slot, partition) => {
      const bytes = new Uint8Array(labels.view.buffer).subarray(
        labels.start(slot),
        labels.end(slot),
      );
      assert.equal(
        new TextDecoder().decode(bytes),
        `topic="${topic.name}",partition="${partition}"`,
      );
    });
  }
}

Deno.test("a slot that was given to another partition gets its labels", () => {
  const directory = new PartitionDirectory();
  const labels = new SlotLabels();
  runAtOnce(labels.update(directory.update([shape("a", 3), shape("b", 2)])));
  const view = directory.update([shape("c", 4), shape("b", 2)]);
  assert.ok([...view.topics.get("c")!.slots].some((slot) => slot < 3), "a slot is used again");
  runAtOnce(labels.update(view));
  assertFits(labels, view);
});

Deno.test("another directory version encodes only the new slots", () => {
  const directory = new PartitionDirectory();
  const labels = new SlotLabels();
  const before = directory.update([shape("a", 3)]);
  runAtOnce(labels.update(before));
  const kept = [...before.topics.get("a")!.slots].map((slot) => labels.start(slot));
  const end = Math.max(...before.topics.get("a")!.slots.map((slot) => labels.end(slot)));
  const after = directory.update([shape("a", 3), shape("b", 1)]);
  runAtOnce(labels.update(after));
  assert.deepEqual([...after.topics.get("a")!.slots].map((slot) => labels.start(slot)), kept);
  assert.equal(labels.start(after.topics.get("b")!.slots[0]!), end);
});

Deno.test("topics that come and go for long do not fill the arena", () => {
  const directory = new PartitionDirectory();
  const labels = new SlotLabels();
  for (let round = 0; round < 500; round++) {
    const view = directory.update([shape("stays", 10), shape(`passing-${round}`, 100)]);
    runAtOnce(labels.update(view));
    if (round % 50 === 0) assertFits(labels, view);
  }
  assert.ok(labels.view.byteLength < 64 * 1024, `${labels.view.byteLength} bytes for 110 slots`);
});

Deno.test("an update that was left half done is completed by the next", () => {
  const directory = new PartitionDirectory();
  const labels = new SlotLabels();
  const view = directory.update([shape("a", 1000), shape("b", 2)]);
  const work = labels.update(view);
  work.next();
  runAtOnce(labels.update(view));
  assertFits(labels, view);
});
