import assert from "node:assert/strict";
import { saslSettings, tlsSettings } from "../../../src/kafka/transport/settings.ts";
import { isTold } from "../../../src/model/partition_health.ts";
import { USERS } from "../../lab/secured_lab.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { ClusterReader, type Cycle } from "../../program/cluster_reader.ts";
import { uniqueName } from "../../program/unique_name.ts";

/** Longer than a coordinator must deny a group until it counts as gone. */
const LONG_MS = 6_000;

Deno.test("what may not be described any more is unreadable, and not deleted", async (t) => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const { addresses, certificates } = lab.secured!;
  const [topic, hidden, group] = [uniqueName("told"), uniqueName("hidden"), uniqueName("group")];
  await client.createTopics([topic, hidden], { partitions: 1, replicationFactor: 3 });
  await client.produce(topic, { count: 5 });
  await client.commit(group, topic, [3]);
  await client.allow("guest", "topic", topic, "describe");
  await client.allow("guest", "group", group, "describe");
  using reader = new ClusterReader([addresses.saslSsl], {
    tls: tlsSettings.parse({ ca_file: certificates.ca }),
    sasl: saslSettings.parse({
      mechanism: "scram-sha-512",
      username: "guest",
      password: USERS.guest,
    }),
  });
  const groupOf = (cycle: Cycle) => cycle.groups.find(({ groupId }) => groupId === group);
  const entryOf = (cycle: Cycle) => cycle.directory.topics.get(topic);
  const endOf = (cycle: Cycle) => cycle.partitions.latestOffset[entryOf(cycle)?.slots[0] ?? NaN];
  const isRead = (cycle: Cycle) => endOf(cycle) === 5 && groupOf(cycle)?.commits?.offsets[0] === 3;
  const before = await reader.cycleUntil("topic and group are read", isRead, 60_000);

  await t.step("a topic that was never allowed is silently left out", () => {
    assert.deepEqual([...before.directory.topics.keys()], [topic]);
  });

  await t.step("a topic without its permission is known, and nothing else of it", async () => {
    await client.disallow("guest", "topic", topic, "describe");
    const denied = await reader.cycleUntil(
      "its offsets are too old",
      (now) => Number.isNaN(endOf(now)) && !isTold(now, entryOf(now)!),
      60_000,
    );
    assert.equal(entryOf(denied)!.topicId, entryOf(before)!.topicId);
  });

  await t.step("a group without its permission is missing, and not gone", async () => {
    await client.disallow("guest", "group", group, "describe");
    const isMissed = ({ missingGroups, finishedAtMs }: Cycle) =>
      missingGroups.some(({ groupId, listedAtMs }) =>
        groupId === group && finishedAtMs - listedAtMs > LONG_MS
      );
    const denied = await reader.cycleUntil("it is missed for long", isMissed, 60_000);
    assert.equal(groupOf(denied), undefined);
    const missed = denied.missingGroups.find(({ groupId }) => groupId === group);
    assert.deepEqual([missed?.completeCycles, missed?.deniedSinceMs], [0, NaN]);
  });

  await t.step("with the permissions both are what they were", async () => {
    await client.allow("guest", "topic", topic, "describe");
    await client.allow("guest", "group", group, "describe");
    await reader.cycleUntil("both are read again", isRead, 60_000);
    // Until the topic was read first, brokers heard of the permissions one after the other.
    const since = reader.cycles.indexOf(before) + 1;
    const changes = reader.cycles.slice(since).map((cycle) => cycle.changes);
    for (const change of changes) {
      const { created, deleted, recreated, groupsGone } = change;
      assert.deepEqual([created, deleted, recreated, groupsGone], [[], [], [], []]);
    }
  });
});
