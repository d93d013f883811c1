import assert from "node:assert/strict";
import { partitionName } from "../../../../src/alerts/rules/partition_name.ts";
import { madeSnapshot } from "../../metrics/make_reading.ts";

Deno.test("partitions are named as in Kafka's logs, those of a topic's successor too", () => {
  const topicOf = (count: number) =>
    madeSnapshot({ "a-b": Array.from({ length: count }, () => ({})) }).directory.slotTopic[0]!;
  const [before, after] = [topicOf(1), topicOf(3)];
  for (const topic of [before, after, before]) {
    assert.equal(partitionName(topic, 0), "a-b-0");
  }
  assert.equal(partitionName(after, 2), "a-b-2");
  assert.equal(partitionName({ ...after, name: "c" }, 2), "c-2");
});
