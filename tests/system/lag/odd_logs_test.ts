import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { LagMonitor, QUICK } from "../lag_monitor.ts";

/** Last stable offsets are read at a monitor's start, and then every 30 s: each look is a start. */
Deno.test("a transaction that is left open blocks a group, and what it leaves is nothing to read", async () => {
  await using lab = await openSharedLab();
  const { client, bootstrapServers } = lab;
  const prefix = uniqueName("open");
  const [topic, group] = [`${prefix}-t`, `${prefix}-g`];
  await client.createTopic(topic, { partitions: 1, replicationFactor: 3 });
  await client.produce(topic, { count: 10 });
  await client.commit(group, topic, [10]);
  const transaction = await client.holdTransaction(topic, 5);
  const options = { bootstrapServers, prefix, lag: QUICK };
  {
    await using monitor = new LagMonitor(options);
    // A look at last stable offsets that was not answered in time is made again after 30 s.
    await monitor.until(
      group,
      "has 5 unread and is blocked",
      ({ sumLag, flags }) => sumLag === 5 && flags.includes("blocked_by_transaction"),
      90_000,
    );
    assert.deepEqual(await monitor.told(group, 8), ["ok"]);
    await monitor.until(
      group,
      "is nothing else than blocked",
      ({ flags }) => flags.join() === "blocked_by_transaction",
    );
  }
  await client.stopTask(transaction);
  await client.commit(group, topic, [15]);
  await client.abortTransaction(topic, 20);
  await using monitor = new LagMonitor(options);
  await monitor.until(group, "has what nobody can read", ({ sumLag }) => sumLag === 22);
  await monitor.until(group, "that is nothing", ({ maxLagSeconds }) => maxLagSeconds === 0, 90_000);
  assert.deepEqual(await monitor.told(group, 8), ["ok"]);
  await client.produce(topic, { count: 1 });
  await monitor.until(group, "has something", ({ maxLagSeconds }) => maxLagSeconds > 0);
});

Deno.test("unread records that are deleted are lost, and a commit beyond the end is a reset", async () => {
  await using lab = await openSharedLab();
  const { client, bootstrapServers } = lab;
  const prefix = uniqueName("lost");
  const [topic, group] = [`${prefix}-t`, `${prefix}-g`];
  const config = { "retention.ms": "3600000" };
  await client.createTopic(topic, { partitions: 1, replicationFactor: 3, config });
  await using monitor = new LagMonitor({ bootstrapServers, prefix, lag: QUICK });
  await client.produce(topic, { count: 30 });
  await client.commit(group, topic, [10]);
  const { maxLagSeconds, topics: [behind] } = await monitor.until(
    group,
    "is behind, and when retention will reach it",
    ({ sumLag, topics: [only] }) => sumLag === 20 && only!.secondsUntilLoss > 0,
  );
  assert.ok(Math.abs(maxLagSeconds + behind!.secondsUntilLoss - 3_600) < 0.001);
  await client.deleteRecords(topic, 0, 25);
  const lost = await monitor.until(
    group,
    "has lost some",
    ({ topics: [only], sumLag }) => only!.messagesLost > 0 && sumLag === 5,
  );
  assert.deepEqual([lost.topics[0]!.messagesLost, lost.sumLag], [15, 5]);
  await client.commit(group, topic, [40]);
  const reset = await monitor.until(
    group,
    "is reset",
    ({ flags, sumLag }) => flags.includes("reset") && sumLag === 0,
  );
  assert.deepEqual([reset.topics[0]!.resets, reset.sumLag, reset.topics[0]!.messagesLost], [
    1,
    0,
    15,
  ]);
});
