import { history, isNow, onlyTold, produce } from "./history.ts";

const HOUR_MS = 3_600_000;

history("an idle topic is no trouble, however long", ({ sim }) => {
  onlyTold(sim.run("30h"), "ok");
});

history("a topic that had traffic and is idle now is no trouble", ({ sim, logs }) => {
  produce(logs, 50);
  onlyTold(sim.run("1h"), "ok");
  produce(logs, 0);
  onlyTold(sim.run("20h"), "ok");
});

history("a consumer that keeps up is ok from the second cycle on", ({ sim, logs }) => {
  produce(logs, 100);
  onlyTold(sim.run("15s"), "unknown");
  onlyTold(sim.run("3h"), "ok");
}, { partitions: 3, isCold: true });

history("a record now and then, read at once, is no trouble", ({ sim, logs }) => {
  produce(logs, 1 / 600);
  onlyTold(sim.run("12h"), "ok");
});

history(
  "a record after a quiet night does not make the night a standstill",
  ({ sim, logs, group }) => {
    produce(logs, 20);
    onlyTold(sim.run("1h"), "ok");
    produce(logs, 0);
    onlyTold(sim.run("8h"), "ok");
    group.stop();
    produce(logs, 1);
    onlyTold(sim.run("4m"), "ok");
    group.go();
    onlyTold(sim.run("10m"), "ok");
  },
);

history("traffic that comes and goes with the day is no trouble", ({ sim, logs }) => {
  produce(logs, (atMs) => 100 * (1 + Math.sin(2 * Math.PI * atMs / (24 * HOUR_MS))));
  onlyTold(sim.run("50h"), "ok");
});

history("bursts that are read within minutes are no trouble", ({ sim, logs, group }) => {
  produce(logs, (atMs) => atMs % (30 * 60_000) < 60_000 ? 1_000 : 0);
  group.commits[0]!.capacity = 400;
  onlyTold(sim.run("12h"), "ok");
});

history("a consumer that commits every five minutes is no trouble", ({ sim, logs, group }) => {
  produce(logs, 30);
  group.commits[0]!.commitEveryMs = 5 * 60_000;
  onlyTold(sim.run("12h"), "ok", "unknown");
  isNow(sim, "ok");
});

history(
  "a consumer that commits every hour is no trouble, from the start",
  ({ sim, logs, group }) => {
    produce(logs, 30);
    group.commits[0]!.commitEveryMs = HOUR_MS;
    onlyTold(sim.run("1h5m"), "ok", "unknown");
    onlyTold(sim.run("30h"), "ok");
  },
);

history("a consumer that commits every eight minutes does not look as if it fell behind", ({
  sim,
  logs,
  group,
}) => {
  produce(logs, 30);
  group.commits[0]!.commitEveryMs = 8 * 60_000;
  sim.run("20m");
  onlyTold(sim.run("12h"), "ok");
});

history("a consumer that commits every hour and stops is noticed by the fourth hour", ({
  sim,
  logs,
  group,
}) => {
  produce(logs, 30);
  group.commits[0]!.commitEveryMs = HOUR_MS;
  sim.run("10h");
  group.stop();
  onlyTold(sim.run("1h55m"), "ok");
  sim.run("2h");
  isNow(sim, "stalled");
});

/** Once a day, for ten minutes, somebody comes and reads everything. */
const isJobTime = (nowMs: number) => nowMs % (24 * HOUR_MS) < 10 * 60_000;

history("a job that comes every night is no trouble once it came on four nights", ({
  sim,
  logs,
  group,
}) => {
  produce(logs, 10);
  sim.before = (nowMs) => isJobTime(nowMs) ? group.join("job") : group.leave();
  sim.run("96h");
  onlyTold(sim.run("96h"), "ok");
});

history("a nightly job that does not come any more is noticed", ({ sim, logs, group }) => {
  produce(logs, 10);
  sim.before = (nowMs) => isJobTime(nowMs) ? group.join("job") : group.leave();
  sim.run("144h");
  sim.before = () => group.leave();
  onlyTold(sim.run("60h"), "ok");
  sim.run("10h");
  isNow(sim, "stopped");
});

history("a partition that was added is no trouble before and after its first commit", ({
  sim,
  logs,
  group,
}) => {
  produce(logs, 10);
  sim.run("1h");
  const more = sim.topic("u", 1);
  produce(more, 10);
  onlyTold(sim.run("10m"), "ok");
  group.reads(more[0]!);
  onlyTold(sim.run("30s"), "ok", "unknown");
  onlyTold(sim.run("2h"), "ok");
});

history("nothing is known of a group that has committed nothing", ({ sim, logs, group }) => {
  produce(logs, 10);
  group.commits[0]!.committed = undefined;
  group.stop();
  onlyTold(sim.run("1h"), "unknown");
});
