import assert from "node:assert/strict";
import { history, isNow, onlyTold, produce, type Scene } from "./history.ts";

/** A group that only stores offsets, as Flink's and Spark's do. */
function storesOffsetsOnly({ group }: Scene): void {
  group.protocolType = "";
  group.members = [];
  group.state = "Empty";
  group.subscribed = undefined;
}

history("a group that only stores offsets, and whose offsets move, is ok and simple", (scene) => {
  storesOffsetsOnly(scene);
  const { sim, logs, group } = scene;
  produce(logs, 100);
  group.commits[0]!.commitEveryMs = 60_000;
  onlyTold(sim.run("5m"), "ok", "unknown");
  onlyTold(sim.run("10h"), "ok");
  assert.deepEqual(sim.lagOf().flags, ["simple"]);
});

history(
  "when it does not go on it is stopped, then abandoned, and after a day worth an information",
  (scene) => {
    storesOffsetsOnly(scene);
    const { sim, logs, group } = scene;
    produce(logs, 100);
    sim.run("2h");
    group.stop();
    sim.run("7m");
    isNow(sim, "stopped");
    assert.deepEqual([sim.lagOf().severity, sim.lagOf().flags], [3, ["simple"]]);
    sim.run("1h");
    assert.deepEqual([sim.lagOf().severity, sim.lagOf().flags], [3, ["abandoned"]]);
    sim.run("24h");
    isNow(sim, "stopped");
    assert.deepEqual([sim.lagOf().severity, sim.lagOf().flags], [1, ["abandoned"]]);
  },
);

history("a group that checkpoints every ten minutes is no trouble", (scene) => {
  storesOffsetsOnly(scene);
  const { sim, logs, group } = scene;
  produce(logs, 100);
  group.commits[0]!.commitEveryMs = 600_000;
  onlyTold(sim.run("24h"), "ok", "unknown");
  onlyTold(sim.run("24h"), "ok");
});

history(
  "a group that was left long before anybody looked is never more than an information",
  (scene) => {
    const { sim, logs, group } = scene;
    produce(logs, 10);
    group.leave();
    sim.pass("72h");
    for (let hour = 0; hour < 48; hour++) {
      sim.run("1h");
      assert.ok(sim.lagOf().severity <= 1, `hour ${hour}`);
    }
    isNow(sim, "stopped");
    assert.deepEqual(sim.lagOf().flags, ["abandoned"]);
  },
  { isCold: true },
);

history(
  "a console consumer that was closed is worth an information at most, by its name",
  (scene) => {
    const { sim, logs, group } = scene;
    sim.policy = { ...sim.policy, worstSeverity: 1 };
    produce(logs, 10);
    sim.run("10m");
    group.leave();
    for (let hour = 0; hour < 30; hour++) {
      sim.run("1h");
      assert.ok(sim.lagOf().severity <= 1, `hour ${hour}`);
    }
  },
);

history("offsets that an operator sets in an empty group do not make it simple", (scene) => {
  const { sim, logs, group } = scene;
  produce(logs, 10);
  sim.run("1h");
  group.leave();
  sim.run("1h30m");
  group.seek(100);
  sim.run("15s");
  assert.deepEqual(sim.lagOf().flags, []);
});

history("a group that is empty and has read everything is ok", (scene) => {
  const { sim, logs, group } = scene;
  produce(logs, 10);
  sim.run("1h");
  produce(logs, 0);
  sim.run("1m");
  group.leave();
  onlyTold(sim.run("50h"), "ok");
  assert.deepEqual(sim.lagOf().flags, []);
});

history("commits on a topic that nobody reads any more count for nothing", (scene) => {
  const { sim, logs, group } = scene;
  const [other] = sim.topic("old", 1);
  const commit = group.reads(other!);
  produce([...logs, other!], 10);
  sim.run("1h");
  commit.isReading = commit.isOwned = false;
  group.subscribed = new Set(["t"]);
  onlyTold(sim.run("3h"), "ok");
  const { flags, topics, sumLag } = sim.lagOf();
  assert.deepEqual(flags, ["unsubscribed"]);
  assert.ok(topics.find(({ topic }) => topic === "old")!.sumLag > 100_000);
  assert.ok(sumLag < 100);
});

history("once it is read again it counts again", (scene) => {
  const { sim, logs, group } = scene;
  const [other] = sim.topic("old", 1);
  const commit = group.reads(other!);
  produce([...logs, other!], 10);
  sim.run("1h");
  commit.isReading = commit.isOwned = false;
  group.subscribed = new Set(["t"]);
  sim.run("1h");
  group.subscribed.add("old");
  commit.isOwned = true;
  sim.run("1m");
  isNow(sim, "stalled");
  assert.deepEqual(sim.lagOf().flags, []);
});

history("where subscriptions are not told, every commit counts", (scene) => {
  const { sim, logs, group } = scene;
  group.subscribed = undefined;
  produce(logs, 10);
  sim.run("1h");
  group.stop();
  sim.run("7m");
  isNow(sim, "stalled");
});

history("partitions that are read without a commit are counted", (scene) => {
  const { sim, logs, group } = scene;
  produce(logs, 10);
  group.commits[2]!.committed = undefined;
  group.commits[2]!.isReading = false;
  sim.run("1m");
  assert.equal(sim.lagOf().partitionsWithoutCommit, 1);
  assert.equal(sim.lagOf().slots.length, 2);
}, { partitions: 3 });
