import assert from "node:assert/strict";
import type { TopicEntry } from "../../../src/model/partition_directory_view.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { ClusterReader } from "../../program/cluster_reader.ts";
import { everyBrokerKnows } from "../../program/every_broker_knows.ts";
import { uniqueName } from "../../program/unique_name.ts";

Deno.test("a topic that is deleted and created smaller between two readings is another one", async () => {
  await using lab = await openSharedLab();
  using reader = new ClusterReader(lab.bootstrapServers);
  const topic = uniqueName("again");
  await lab.client.createTopic(topic, { partitions: 6, replicationFactor: 3 });
  for (let partition = 0; partition < 6; partition++) {
    await lab.client.produce(topic, { count: 9, partition });
  }
  const before = await reader.cycleUntil(
    "its ends are read",
    ({ directory, partitions }) => {
      const slots = directory.topics.get(topic)?.slots ?? [];
      return slots.length === 6 && slots.every((slot) => partitions.latestOffset[slot] === 9);
    },
  );
  await lab.client.deleteTopic(topic);
  await lab.client.createTopic(topic, { partitions: 2, replicationFactor: 3 });
  await everyBrokerKnows(lab.bootstrapServers, topic, 2);
  const { topicId } = before.directory.topics.get(topic)!;
  const isAnother = (now: TopicEntry | undefined) => now !== undefined && now.topicId !== topicId;
  const after = await reader.cycleUntil(
    "it is another one",
    ({ directory }) => isAnother(directory.topics.get(topic)),
  );
  const changes = reader.cycles.map((cycle) => cycle.changes);
  assert.deepEqual(changes.flatMap(({ recreated }) => recreated), [{ topic, from: 6, to: 2 }]);
  const entry = after.directory.topics.get(topic)!;
  assert.equal(entry.slots.length, 2);
  const read = await reader.cycleUntil(
    "its ends are read",
    ({ partitions }) => entry.slots.every((slot) => partitions.latestOffset[slot] === 0),
  );
  assert.equal(read.directory.topics.get(topic), entry);
  const ends = [...after.partitions.latestOffset];
  assert.ok(entry.slots.every((slot) => ends[slot] !== 9), "no offset of the old one was kept");
  const truncations = reader.cycles.flatMap(({ changes }) => changes.truncations);
  assert.deepEqual(truncations.filter((each) => each.topic === topic), []);
});

Deno.test("a topic that is deleted while a broker is frozen is known to be deleted by the others", async () => {
  await using lab = await openSharedLab();
  using reader = new ClusterReader(lab.bootstrapServers);
  const topic = uniqueName("short-lived");
  await lab.client.createTopic(topic, { partitions: 3, replicationFactor: 3 });
  const isKnown = () => reader.cycles.at(-1)!.directory.topics.has(topic);
  const seen = await reader.cycleUntil("it is known", isKnown);
  const victim = seen.brokers.at(-1)!.id;
  await lab.freeze(victim);
  try {
    await reader.cycleUntil(
      "Kafka has lost the broker",
      ({ brokers }) => brokers.some(({ id, up }) => id === victim && !up),
      90_000,
    );
    await reader.cycleUntil("the topic is still known", isKnown);
    await lab.client.deleteTopic(topic);
    await reader.cycleUntil("it is deleted", ({ changes }) => changes.deleted.includes(topic));
  } finally {
    await lab.thaw(victim);
  }
  // At first it knows the topic, and not that it was away.
  await reader.cycleUntil(
    "the broker is back, and the topic is gone",
    ({ brokers }) => brokers.every(({ up, reachable }) => up && reachable) && !isKnown(),
    90_000,
  );
});
