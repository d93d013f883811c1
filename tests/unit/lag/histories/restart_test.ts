import assert from "node:assert/strict";
import { history, isNow, leaveMarker, onlyTold, produce, type Scene } from "./history.ts";

function easyHours({ sim, logs }: Scene): void {
  sim.store();
  produce(logs, 10);
  sim.run("2h");
}

history("a group that stood still before a restart is stalled at once after it", (scene) => {
  easyHours(scene);
  const { sim, group } = scene;
  group.stop();
  sim.run("10m");
  isNow(sim, "stalled");
  sim.restartWithState().pass("2m");
  onlyTold(sim.run("10m"), "stalled");
});

history(
  "a group that went on before a restart is not stalled after it, though it was in the key",
  (scene) => {
    easyHours(scene);
    const { sim, group } = scene;
    group.stop();
    sim.run("20m");
    sim.store(1_000).run("15s");
    group.go();
    sim.run("10m");
    sim.restartWithState();
    onlyTold(sim.run("10m"), "ok");
  },
);

history("a group that got on before a restart is ok at once after it", (scene) => {
  easyHours(scene);
  const { sim } = scene;
  sim.restartWithState().pass("10m");
  onlyTold(sim.run("1h"), "ok");
}, { partitions: 4 });

history("how often a group commits is known after a restart", (scene) => {
  const { sim, logs, group } = scene;
  sim.store();
  produce(logs, 10);
  group.commits[0]!.commitEveryMs = 3_600_000;
  sim.run("10h");
  sim.restartWithState();
  onlyTold(sim.run("10h"), "ok");
});

history(
  "what was learned since the monitor's start is known after a restart soon after",
  (scene) => {
    const { sim, logs, group } = scene;
    sim.store(10_000);
    produce(logs, 10);
    group.commits[0]!.commitEveryMs = 60_000;
    sim.run("20m");
    group.stop();
    sim.run("10m");
    isNow(sim, "stalled");
    sim.restartWithState().pass("1m");
    onlyTold(sim.run("10m"), "stalled");
  },
);

history("a group that came after all was stored is stalled at once after a restart", (scene) => {
  const { sim, logs } = scene;
  produce(logs, 10);
  sim.store(10_000).run("10m");
  const late = sim.group("late");
  for (const log of logs) late.reads(log);
  sim.run("10m");
  late.stop();
  sim.run("10m");
  assert.equal(sim.lagOf("late").status, "stalled");
  sim.restartWithState().run("15s");
  assert.equal(sim.lagOf("late").status, "stalled");
});

history(
  "a partition that is judged by the gaps of its group is, at once after a restart",
  (scene) => {
    const { sim, logs, group } = scene;
    sim.store(10_000);
    produce(logs, 10);
    for (const commit of group.commits) commit.commitEveryMs = 60_000;
    sim.run("2m");
    group.commits[1]!.isReading = false;
    sim.run("20m");
    isNow(sim, "stalled");
    sim.restartWithState();
    onlyTold(sim.run("10m"), "stalled");
  },
  { partitions: 2 },
);

history("a gap in which there was nothing to read is not learned from what was stored", (scene) => {
  const { sim, logs, group } = scene;
  sim.store(10_000);
  for (let night = 0; night < 4; night++) {
    produce(logs, 10);
    sim.run("10m");
    produce(logs, 0);
    sim.run("2h");
  }
  produce(logs, 10);
  sim.run("10m");
  sim.restartWithState();
  group.stop();
  sim.run("10m");
  isNow(sim, "stalled");
});

history("a consumer that falls behind is a warning right after a restart", (scene) => {
  easyHours(scene);
  const { sim, group } = scene;
  group.commits[0]!.capacity = 7;
  sim.run("1h");
  isNow(sim, "warning");
  sim.store(1).run("15s");
  sim.restartWithState();
  onlyTold(sim.run("1h"), "warning");
});

history("the age of what was written before a restart is known after it", (scene) => {
  easyHours(scene);
  const { sim, group, logs } = scene;
  group.stop();
  sim.run("30m");
  sim.restartWithState().pass("5m").run("15s");
  const next = group.commits[0]!.committed!;
  const trueSeconds = (sim.nowMs - logs[0]!.writtenAtMs(next)) / 1000;
  assert.ok(Math.abs(sim.lagOf().maxLagSeconds - trueSeconds) <= 15);
});

history("what was written while nobody looked is asked for, not guessed", (scene) => {
  easyHours(scene);
  const { sim, group, logs } = scene;
  sim.restartWithState();
  sim.pass("1h");
  group.stop();
  sim.pass("2h");
  sim.run("5m");
  const next = group.commits[0]!.committed!;
  const trueSeconds = (sim.nowMs - logs[0]!.writtenAtMs(next)) / 1000;
  assert.ok(Math.abs(sim.lagOf().maxLagSeconds - trueSeconds) <= 1);
});

history("records that were lost are not counted twice, and go on to be counted", (scene) => {
  easyHours(scene);
  const { sim, group, logs } = scene;
  group.stop();
  sim.run("1h");
  logs[0]!.start = group.commits[0]!.committed! + 5_000;
  sim.run("2m");
  assert.equal(sim.lagOf().topics[0]!.messagesLost, 5_000);
  sim.restartWithState().run("5m");
  assert.equal(sim.lagOf().topics[0]!.messagesLost, 5_000);
  logs[0]!.start += 300;
  sim.run("2m");
  assert.equal(sim.lagOf().topics[0]!.messagesLost, 5_300);
});

history("commits on what nobody reads raise no alarm after a restart", (scene) => {
  easyHours(scene);
  const { sim, group } = scene;
  const [other] = sim.topic("old", 1);
  other!.rate = 10;
  const commit = group.reads(other!);
  sim.run("1h");
  commit.isReading = commit.isOwned = false;
  group.subscribed = new Set(["t"]);
  sim.run("1h");
  sim.restartWithState();
  onlyTold(sim.run("1h"), "ok");
  assert.deepEqual(sim.lagOf().flags, ["unsubscribed"]);
});

history("the marker that ends a transaction raises no alarm after a restart", (scene) => {
  easyHours(scene);
  const { sim } = scene;
  leaveMarker(scene);
  sim.run("10m");
  sim.restartWithState();
  onlyTold(sim.run("3h"), "ok");
});
