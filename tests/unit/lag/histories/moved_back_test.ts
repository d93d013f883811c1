import assert from "node:assert/strict";
import { history, isNow, onlyTold, produce, type Scene } from "./history.ts";

function easyHour({ sim, logs }: Scene): void {
  produce(logs, 10);
  sim.run("1h");
}

history(
  "an offset that was set back on purpose is rewound, and ok when it is there again",
  (scene) => {
    easyHour(scene);
    const { sim, group } = scene;
    group.seek(0);
    group.commits[0]!.capacity = 40;
    sim.run("1m");
    isNow(sim, "rewound");
    assert.equal(sim.lagOf().severity, 1);
    onlyTold(sim.run("10m"), "rewound");
    sim.run("12m");
    onlyTold(sim.run("2h"), "ok");
  },
);

history("an offset that was set back and then stands still is stopped, not rewound", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  group.leave();
  group.seek(0);
  sim.run("7m");
  isNow(sim, "stopped");
});

history("a consumer that repeats some records after a rebalance is no trouble", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  for (let turn = 0; turn < 20; turn++) {
    const [commit] = group.commits;
    commit!.position = commit!.committed = commit!.committed! - 50;
    group.stop();
    onlyTold(sim.run("15s"), "ok");
    group.go();
    onlyTold(sim.run("5m"), "ok");
  }
});

history("skipping to the end is no trouble", (scene) => {
  easyHour(scene);
  const { sim, logs, group } = scene;
  group.stop();
  sim.run("10m");
  group.seek(logs[0]!.end);
  group.go();
  sim.run("3m");
  onlyTold(sim.run("1h"), "ok");
});

history("unread records that retention deletes are counted once", (scene) => {
  easyHour(scene);
  const { sim, logs, group } = scene;
  group.stop();
  sim.run("1h");
  const { committed } = group.commits[0]!;
  logs[0]!.start = committed! + 5_000;
  sim.run("15s");
  assert.equal(sim.lagOf().topics[0]!.messagesLost, 0, "one reading is not believed");
  sim.run("1h");
  assert.equal(sim.lagOf().topics[0]!.messagesLost, 5_000);
  logs[0]!.start += 700;
  sim.run("1h");
  assert.equal(sim.lagOf().topics[0]!.messagesLost, 5_700);
  assert.equal(sim.lagOf().sumLag, logs[0]!.end - logs[0]!.start);
});

history("a commit that moves on in time has lost nothing", (scene) => {
  easyHour(scene);
  const { sim, logs, group } = scene;
  logs[0]!.start = group.commits[0]!.committed! + 20;
  sim.run("1h");
  assert.equal(sim.lagOf().topics[0]!.messagesLost, 0);
});

history("what was deleted before anybody looked is not counted", ({ sim, logs, group }) => {
  produce(logs, 10);
  group.stop();
  sim.pass("2h");
  logs[0]!.start = 3_000;
  sim.run("1h");
  assert.equal(sim.lagOf().topics[0]!.messagesLost, 0);
  logs[0]!.start = 4_000;
  sim.run("1h");
  assert.equal(sim.lagOf().topics[0]!.messagesLost, 1_000);
}, { isCold: true });

history("topics whose owners delete what they have read lose nothing", ({ sim, group }) => {
  const [log] = sim.topic("app-x-repartition", 1);
  log!.rate = 10;
  group.reads(log!);
  sim.run("30m");
  group.stop();
  sim.run("10m");
  log!.start = log!.end - 10;
  sim.run("10m");
  assert.equal(sim.lagOf().topics.find(({ topic }) => topic === log!.topic)?.messagesLost, 0);
});

history(
  "a commit beyond the end of the log is reset, with lag 0, after three readings",
  (scene) => {
    easyHour(scene);
    const { sim, logs } = scene;
    produce(logs, 0);
    scene.group.stop();
    logs[0]!.truncateTo(20_000);
    sim.run("30s");
    assert.deepEqual(sim.lagOf().flags, []);
    sim.run("15s");
    assert.deepEqual(sim.lagOf().flags, ["reset"]);
    assert.equal(sim.lagOf().sumLag, 0);
    onlyTold(sim.run("1h"), "ok");
    assert.equal(sim.lagOf().topics[0]!.resets, 1);
  },
);

history("one reading beyond the end is no reset", (scene) => {
  easyHour(scene);
  const { sim, group } = scene;
  group.commits[0]!.committed = scene.logs[0]!.end + 1_000;
  group.commits[0]!.commitEveryMs = 20_000;
  group.commits[0]!.committedAtMs = sim.nowMs;
  sim.run("15s");
  sim.run("1h");
  assert.equal(sim.lagOf().topics[0]!.resets, 0);
});

history(
  "a topic that was created anew under an old commit is reset until the commit moves",
  (scene) => {
    easyHour(scene);
    const { sim, group } = scene;
    group.stop();
    sim.deleteTopic("t");
    const [anew] = sim.topic("t", 1);
    anew!.rate = 5;
    const [old] = group.commits.splice(0);
    const commit = group.reads(anew!, 0, old!.committed);
    commit.isReading = false;
    sim.run("5m");
    assert.deepEqual(sim.lagOf().flags, ["reset"]);
    assert.ok(sim.lagOf().topics[0]!.resets >= 1);
    group.go();
    sim.run("1m");
    assert.deepEqual(sim.lagOf().flags, []);
    onlyTold(sim.run("1h"), "ok");
  },
);

history("records that are lost at the end do not make the next ones look old", (scene) => {
  easyHour(scene);
  const { sim, logs, group } = scene;
  sim.run("30m");
  produce(logs, 0);
  logs[0]!.truncateTo(logs[0]!.end - 3_000);
  group.seek(logs[0]!.end);
  group.stop();
  sim.run("15s");
  produce(logs, 10);
  sim.run("4m");
  const { maxLagSeconds } = sim.lagOf();
  assert.ok(maxLagSeconds <= 4 * 60 && maxLagSeconds > 3 * 60, `${maxLagSeconds}`);
});
