import assert from "node:assert/strict";
import { history, isNow, leaveMarker, onlyTold, produce, type Scene } from "./history.ts";

function easyHour({ sim, logs }: Scene): void {
  produce(logs, 10);
  sim.run("1h");
}

history(
  "a transaction that is left open blocks the group, which is not the group's fault",
  (scene) => {
    easyHour(scene);
    const { sim, logs } = scene;
    logs[0]!.openFrom = logs[0]!.end;
    sim.run("1m");
    onlyTold(sim.run("5h"), "ok");
    const lag = sim.lagOf();
    assert.deepEqual(lag.flags, ["blocked_by_transaction"]);
    assert.ok(lag.sumLag > 100_000 && lag.maxLagSeconds > 4 * 3600);
    logs[0]!.openFrom = Infinity;
    sim.run("2m");
    onlyTold(sim.run("1h"), "ok");
    assert.deepEqual(sim.lagOf().flags, []);
  },
);

history(
  "a group that stands before what an open transaction leaves readable is stalled",
  (scene) => {
    easyHour(scene);
    const { sim, logs, group } = scene;
    group.stop();
    sim.run("1m");
    logs[0]!.openFrom = logs[0]!.end;
    sim.run("6m");
    isNow(sim, "stalled");
    assert.deepEqual(sim.lagOf().flags, []);
  },
);

history("a group that reads open transactions' records and stands still is stalled", (scene) => {
  easyHour(scene);
  const { sim, logs, group } = scene;
  group.readsUncommitted = true;
  logs[0]!.openFrom = logs[0]!.end;
  sim.run("5m");
  group.stop();
  sim.run("7m");
  isNow(sim, "stalled");
});

history(
  "the marker that ends a transaction is nothing to read, without looking at batches",
  (scene) => {
    easyHour(scene);
    const { sim } = scene;
    leaveMarker(scene);
    onlyTold(sim.run("30h"), "ok");
    assert.deepEqual([sim.lagOf().sumLag, sim.lagOf().maxLagSeconds], [1, 0]);
  },
);

history(
  "a long tail of aborted records is nothing to read, if batches may be looked at",
  (scene) => {
    const { sim, logs } = scene;
    sim.readsBatches = true;
    easyHour(scene);
    produce(logs, 0);
    sim.run("1m");
    logs[0]!.markersFrom = logs[0]!.end;
    logs[0]!.append(500);
    onlyTold(sim.run("30h"), "ok");
    assert.equal(sim.lagOf().sumLag, 500);
  },
);

history("a record behind such a tail is something to read again", (scene) => {
  const { sim, logs, group } = scene;
  sim.readsBatches = true;
  easyHour(scene);
  produce(logs, 0);
  sim.run("1m");
  logs[0]!.markersFrom = logs[0]!.end;
  logs[0]!.append(500);
  sim.run("1h");
  logs[0]!.markersFrom = Infinity;
  logs[0]!.append(1);
  group.stop();
  sim.run("7m");
  isNow(sim, "stalled");
});

history("a last record that cannot be read is no marker, if batches may be looked at", (scene) => {
  const { sim, logs, group } = scene;
  sim.readsBatches = true;
  easyHour(scene);
  produce(logs, 0);
  sim.run("1m");
  group.stop();
  logs[0]!.append(1);
  sim.run("7m");
  isNow(sim, "stalled");
});

history("a compacted topic whose last records are all gone is nothing to read", (scene) => {
  const { sim, logs, group } = scene;
  sim.readsBatches = true;
  easyHour(scene);
  group.stop();
  sim.run("1m");
  produce(logs, 0);
  logs[0]!.markersFrom = group.commits[0]!.committed!;
  group.go();
  onlyTold(sim.run("5h"), "ok");
});
