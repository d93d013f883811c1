import assert from "node:assert/strict";
import { history, isNow, onlyTold, produce, type Scene } from "./history.ts";

/** An hour of traffic that the consumer reads easily. */
function easyHour({ sim, logs }: Scene): void {
  produce(logs, 100);
  sim.run("1h");
}

history("a consumer a fifth too slow is a warning within half an hour", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  group.commits[0]!.capacity = 80;
  sim.run("30m");
  isNow(sim, "warning");
  assert.equal(sim.lagOf().severity, 2);
  onlyTold(sim.run("10h"), "warning");
});

history("a consumer five percent too slow is a warning within two hours", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  group.commits[0]!.capacity = 95;
  sim.run("2h");
  isNow(sim, "warning");
  onlyTold(sim.run("10h"), "warning");
});

history("lag that grows below the floor is no trouble", (scene) => {
  easyHour(scene);
  const { sim, logs, group } = scene;
  group.commits[0]!.capacity = 98;
  onlyTold(sim.run("40m"), "ok");
  produce(logs, 50);
  onlyTold(sim.run("1h"), "ok");
});

history("catching up after an outage is no trouble, once the consumer has gone on", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  group.stop();
  sim.run("1h");
  group.go();
  group.commits[0]!.capacity = 150;
  sim.run("3m");
  onlyTold(sim.run("3h"), "ok");
  assert.equal(sim.lagOf().sumLag < 200, true);
});

history("catching up has a time to its end, and it comes true", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  group.stop();
  sim.run("1h");
  group.go();
  group.commits[0]!.capacity = 150;
  sim.run("20m");
  const { catchUpSeconds } = sim.lagOf();
  assert.ok(Math.abs(catchUpSeconds - 6_000) < 300, `${catchUpSeconds}`);
  sim.run("1h50m");
  assert.ok(sim.lagOf().maxLagSeconds < 60);
});

history("a consumer that will never catch up has no time to it", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  group.commits[0]!.capacity = 80;
  sim.run("2h");
  assert.ok(Number.isNaN(sim.lagOf().catchUpSeconds));
});

history(
  "a consumer that falls behind has no time to catch up, however near it still is",
  (scene) => {
    const { sim, logs, group } = scene;
    produce(logs, 100);
    group.commits[0]!.capacity = 50;
    sim.run("1m");
    const { maxLagSeconds, catchUpSeconds } = sim.lagOf();
    assert.ok(maxLagSeconds > 0 && maxLagSeconds <= 60, `${maxLagSeconds}`);
    assert.ok(Number.isNaN(catchUpSeconds), `${catchUpSeconds}`);
  },
);

history("a spike that is worked off later is a warning at most while it grows", (scene) => {
  easyHour(scene);
  const { sim, logs, group } = scene;
  group.commits[0]!.capacity = 150;
  produce(logs, 400);
  onlyTold(sim.run("15m"), "ok", "warning");
  produce(logs, 50);
  sim.run("12m");
  onlyTold(sim.run("1h"), "ok");
});

history("a consumer that stays ten minutes behind is no trouble", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  group.stop();
  sim.run("10m");
  group.go();
  group.commits[0]!.capacity = 100;
  sim.run("15m");
  onlyTold(sim.run("10h"), "ok");
});

history("lag that goes up and down by chance is no trouble", (scene) => {
  easyHour(scene);
  const { sim, logs, group } = scene;
  const [commit] = group.commits;
  group.stop();
  let seed = 1;
  sim.before = (nowMs) => {
    seed = (seed * 48_271) % 2_147_483_647;
    const behindMs = 60_000 + 120_000 * seed / 2_147_483_647;
    commit!.committed = Math.max(commit!.committed!, logs[0]!.endAt(nowMs - behindMs));
  };
  sim.run("10m");
  onlyTold(sim.run("100h"), "ok");
});

history("a producer that stops leaves a consumer that drains what is there", (scene) => {
  easyHour(scene);
  const { sim, logs, group } = scene;
  group.commits[0]!.capacity = 60;
  sim.run("2m");
  produce(logs, 0);
  onlyTold(sim.run("3h"), "ok");
  assert.equal(sim.lagOf().sumLag, 0);
});

history(
  "old records that are read more slowly than they came, while few come, are no trouble",
  (scene) => {
    easyHour(scene);
    const { sim, logs, group } = scene;
    group.stop();
    sim.run("30m");
    group.go();
    group.commits[0]!.capacity = 50;
    produce(logs, 20);
    sim.run("5m");
    onlyTold(sim.run("1h"), "ok");
  },
);

history("one partition of many that falls behind is not hidden by the others", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  group.commits[3]!.capacity = 70;
  sim.run("30m");
  isNow(sim, "warning");
  assert.equal(sim.lagOf().statuses.filter((status) => status !== 0).length, 1);
}, { partitions: 8 });

history("a consumer that falls behind and recovers by itself is ok again", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  group.commits[0]!.capacity = 80;
  sim.run("40m");
  isNow(sim, "warning");
  group.commits[0]!.capacity = 300;
  sim.run("15m");
  onlyTold(sim.run("2h"), "ok");
});
