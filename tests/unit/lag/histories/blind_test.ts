import assert from "node:assert/strict";
import { history, isNow, onlyTold, produce, type Scene } from "./history.ts";

function easyHour({ sim, logs }: Scene): void {
  produce(logs, 10);
  sim.run("1h");
}

history("a coordinator that does not answer makes a group unknown at once, not ok", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  group.isReadable = false;
  onlyTold(sim.run("2h"), "unknown");
  assert.ok(Number.isNaN(sim.lagOf().sumLag));
  group.isReadable = true;
  onlyTold(sim.run("1h"), "ok");
});

history(
  "a group that stood still while its coordinator did not answer is stalled again at once",
  (scene) => {
    easyHour(scene);
    const { sim, group } = scene;
    group.stop();
    sim.run("10m");
    isNow(sim, "stalled");
    group.isReadable = false;
    onlyTold(sim.run("10m"), "unknown");
    group.isReadable = true;
    onlyTold(sim.run("10m"), "stalled");
  },
);

history(
  "a group that stopped while its coordinator did not answer is noticed minutes after it does",
  (scene) => {
    easyHour(scene);
    const { sim, group } = scene;
    group.isReadable = false;
    sim.run("1m");
    group.stop();
    sim.run("20m");
    group.isReadable = true;
    sim.run("6m");
    isNow(sim, "stalled");
  },
);

history("a leader that does not answer makes its partitions unknown, and the sums", (scene) => {
  easyHour(scene);
  const { sim, logs } = scene;
  logs[1]!.isReadable = false;
  onlyTold(sim.run("30m"), "unknown");
  const { sumLag, partitionsUnreadable, topics, lag } = sim.lagOf();
  assert.deepEqual([sumLag, partitionsUnreadable], [NaN, 1]);
  assert.ok(Number.isNaN(topics[0]!.maxLagSeconds) && !Number.isNaN(lag[0]!));
  logs[1]!.isReadable = true;
  onlyTold(sim.run("1h"), "ok");
}, { partitions: 3 });

history("what is unknown of one partition does not hide that another stands still", (scene) => {
  easyHour(scene);
  const { sim, logs, group } = scene;
  group.commits[0]!.isReading = false;
  sim.run("7m");
  logs[1]!.isReadable = false;
  onlyTold(sim.run("30m"), "stalled");
}, { partitions: 3 });

history("a monitor that begins anew in the middle of traffic raises no alarm", (scene) => {
  easyHour(scene);
  const { sim } = scene;
  for (let turn = 0; turn < 5; turn++) {
    sim.restart();
    onlyTold(sim.run("30s"), "ok", "unknown");
    onlyTold(sim.run("20m"), "ok");
  }
}, { partitions: 4 });

history("a monitor that looks away for hours raises no alarm when it looks again", (scene) => {
  easyHour(scene);
  const { sim } = scene;
  sim.pass("6h");
  onlyTold(sim.run("30m"), "ok");
});

history("hours without a look do not make gaps between moves look usual", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  for (let turn = 0; turn < 4; turn++) {
    sim.pass("3h");
    sim.run("30m");
  }
  group.stop();
  sim.run("7m");
  isNow(sim, "stalled");
});

history("time lag is unknown, and no maximum is told, while nothing tells it", (scene) => {
  const { sim, logs, group } = scene;
  produce(logs, 10);
  group.stop();
  sim.pass("1h");
  sim.run("15s");
  assert.deepEqual([...sim.lagOf().methods], [0]);
  assert.ok(Number.isNaN(sim.lagOf().maxLagSeconds));
}, { isCold: true });

history("rebalances of types with epochs are counted exactly", (scene) => {
  const { sim, group } = scene;
  group.type = "consumer";
  group.epoch = 7;
  sim.run("1m");
  group.epoch = 12;
  sim.run("1m");
  assert.equal(sim.lagOf().rebalancesObserved, 5);
});

history("a partition that is not read for some cycles, and then is, has lost no time", (scene) => {
  easyHour(scene);
  const { sim, logs, group } = scene;
  group.stop();
  sim.run("2m");
  logs[0]!.isReadable = false;
  sim.run("2m");
  logs[0]!.isReadable = true;
  sim.run("15s");
  const { maxLagSeconds } = sim.lagOf();
  assert.ok(Math.abs(maxLagSeconds - 255) <= 15, `${maxLagSeconds}`);
});
