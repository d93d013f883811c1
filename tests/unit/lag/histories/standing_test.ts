import assert from "node:assert/strict";
import { history, isNow, onlyTold, produce } from "./history.ts";

history("a consumer that stands still with a live member is stalled within six minutes", ({
  sim,
  logs,
  group,
}) => {
  produce(logs, 10);
  sim.run("1h");
  group.stop();
  onlyTold(sim.run("5m"), "ok");
  sim.run("1m");
  isNow(sim, "stalled");
  assert.equal(sim.lagOf().severity, 3);
});

history("a group whose members all leave is stopped within six minutes", ({ sim, logs, group }) => {
  produce(logs, 10);
  sim.run("1h");
  group.leave();
  onlyTold(sim.run("5m"), "ok");
  sim.run("1m");
  isNow(sim, "stopped");
  assert.equal(sim.lagOf().severity, 3);
});

history("one partition of fifty that stands still is not hidden by the others", ({
  sim,
  logs,
  group,
}) => {
  produce(logs, 10);
  sim.run("1h");
  group.commits[17]!.isReading = false;
  sim.run("6m");
  isNow(sim, "stalled");
  assert.equal(sim.lagOf().statuses.filter((status) => status !== 0).length, 1);
}, { partitions: 50 });

history("a last record that the consumer cannot read is noticed, though the lag is 1", ({
  sim,
  logs,
  group,
}) => {
  produce(logs, 10);
  sim.run("1h");
  produce(logs, 0);
  sim.run("1m");
  group.stop();
  logs[0]!.append(1);
  onlyTold(sim.run("5m"), "ok");
  sim.run("1m");
  isNow(sim, "stalled");
  assert.equal(sim.lagOf().sumLag, 1);
});

history("the same on a topic that gets a record an hour", ({ sim, logs, group }) => {
  produce(logs, 1 / 3600);
  sim.run("12h");
  group.stop();
  produce(logs, 0);
  sim.run("1m");
  logs[0]!.append(1);
  sim.run("7m");
  isNow(sim, "stalled");
});

history("a partition that no member of a live group has is stopped", ({ sim, logs, group }) => {
  produce(logs, 10);
  sim.run("1h");
  const [orphan] = group.commits;
  orphan!.isOwned = orphan!.isReading = false;
  sim.run("7m");
  isNow(sim, "stopped");
}, { partitions: 2 });

history("members that come and go without ever getting on are stalled", ({ sim, logs, group }) => {
  produce(logs, 10);
  sim.run("1h");
  group.stop();
  let turn = 0;
  sim.before = () => {
    group.state = ++turn % 8 < 6 ? "PreparingRebalance" : "Stable";
    group.members = [`m-${Math.floor(turn / 8)}`];
  };
  sim.run("7m");
  isNow(sim, "stalled");
  assert.ok(sim.lagOf().rebalancesObserved >= 3);
});

history("rebalances between which the group gets on are no trouble", ({ sim, logs, group }) => {
  produce(logs, 10);
  sim.run("1h");
  let turn = 0;
  sim.before = () => {
    const isBusy = ++turn % 12 < 6;
    group.state = isBusy ? "PreparingRebalance" : "Stable";
    if (isBusy) group.stop();
    else group.join(`m-${Math.floor(turn / 12)}`);
  };
  onlyTold(sim.run("3h"), "ok");
});

history("a rebalance of three minutes is no trouble", ({ sim, logs, group }) => {
  produce(logs, 10);
  sim.run("1h");
  group.stop();
  group.state = "PreparingRebalance";
  sim.run("3m");
  group.join("m-2");
  onlyTold(sim.run("30m"), "ok");
});

history("a pause of four minutes is no trouble", ({ sim, logs, group }) => {
  produce(logs, 10);
  sim.run("1h");
  group.stop();
  onlyTold(sim.run("4m"), "ok");
  group.go();
  onlyTold(sim.run("30m"), "ok");
});

history("a consumer that goes on is well again after some minutes, and not before", ({
  sim,
  logs,
  group,
}) => {
  produce(logs, 10);
  sim.run("1h");
  group.stop();
  sim.run("20m");
  group.go();
  onlyTold(sim.run("1m30s"), "stalled");
  sim.run("2m");
  onlyTold(sim.run("1h"), "ok");
});

history("one outage does not make the next one look usual", ({ sim, logs, group }) => {
  produce(logs, 10);
  sim.run("1h");
  group.stop();
  sim.run("10h");
  group.go();
  sim.run("2h");
  group.stop();
  sim.run("6m");
  isNow(sim, "stalled");
});

history("lag below the group's own floor is no trouble, above it is", ({ sim, logs, group }) => {
  sim.policy = { ...sim.policy, floorMessages: 100 };
  produce(logs, 1);
  sim.run("1h");
  produce(logs, 0);
  group.stop();
  logs[0]!.append(80);
  onlyTold(sim.run("2h"), "ok");
  logs[0]!.append(80);
  sim.run("7m");
  isNow(sim, "stalled");
});

history("a group that is expected to stand still for hours is left alone as long", ({
  sim,
  logs,
  group,
}) => {
  sim.policy = { ...sim.policy, notMovingMs: 6 * 3_600_000 };
  produce(logs, 10);
  sim.run("1h");
  group.stop();
  onlyTold(sim.run("5h50m"), "ok");
  sim.run("15m");
  isNow(sim, "stalled");
});

history("a standstill that began before the monitor is unknown for an hour, then stalled", ({
  sim,
  logs,
  group,
}) => {
  produce(logs, 10);
  group.stop();
  sim.pass("5h");
  onlyTold(sim.run("59m"), "unknown");
  sim.run("3m");
  isNow(sim, "stalled");
}, { isCold: true });

history("a consumer that takes twenty minutes for a record is slow, not stalled", ({
  sim,
  logs,
  group,
}) => {
  produce(logs, 1 / 600);
  group.commits[0]!.capacity = 1 / 1200;
  onlyTold(sim.run("24h"), "ok", "unknown", "warning");
  isNow(sim, "warning");
});

history(
  "a member that joins while nobody reads turns stopped into stalled",
  ({ sim, logs, group }) => {
    produce(logs, 10);
    sim.run("1h");
    group.leave();
    sim.run("10m");
    isNow(sim, "stopped");
    group.join("m-2");
    group.stop();
    sim.run("2m");
    isNow(sim, "stalled");
  },
);

history("a share group that acknowledges nothing is stalled", ({ sim, logs, group }) => {
  group.type = "share";
  produce(logs, 10);
  sim.run("1h");
  group.stop();
  onlyTold(sim.run("5m"), "ok");
  sim.run("1m");
  isNow(sim, "stalled");
});

history(
  "a group that stands still from the start is unknown until it is stalled, never ok",
  (scene) => {
    const { sim, logs, group } = scene;
    group.stop();
    produce(logs, 10);
    sim.pass("1h");
    onlyTold(sim.run("2h"), "unknown", "stalled");
    isNow(sim, "stalled");
  },
  { isCold: true },
);
