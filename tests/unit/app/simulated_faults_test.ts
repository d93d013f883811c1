import assert from "node:assert/strict";
import { answerEncoders } from "../../../bench/simulated/answers/answer_encoders.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import { compareWithState } from "./compare_with_state.ts";
import { SimulatedLine } from "./simulated_line.ts";

/** The 12 topics of 5 partitions, and Kafka's own of 50; 8 groups with 7 commits each. */
const ALL = { earliest: 110, latest: 110, leaders: 110, commits: 56 };

Deno.test("a simulated cluster is read as it is, also after it has changed", async () => {
  await using line = await SimulatedLine.start();
  const { state } = line.cluster;
  assert.deepEqual(compareWithState((await line.cycle())!, state), ALL);
  state.apply({ messages: 17, moveLeaders: 5, moveGroups: 4 });
  const snapshot = (await line.cycle())!;
  assert.deepEqual(compareWithState(snapshot, state), ALL);
  assert.equal(snapshot.groups.length, 8);
  assert.ok(snapshot.groups.every(({ description }) => description !== undefined));
});

Deno.test("lag is judged only while somebody wants to know, and all else is read all the same", async () => {
  await using line = await SimulatedLine.start();
  line.isJudging = false;
  assert.deepEqual(compareWithState((await line.cycle())!, line.cluster.state), ALL);
  assert.equal(line.reading().lag, undefined);
  line.isJudging = true;
  await line.cycle();
  assert.equal(line.reading().lag?.groups.length, 8);
  line.isJudging = false;
  await line.cycle();
  assert.equal(line.reading().lag, undefined, "what was judged is old");
});

Deno.test("topics that come and go take only their own values with them", async () => {
  await using line = await SimulatedLine.start();
  const { state } = line.cluster;
  const before = (await line.cycle())!;
  state.apply({ createTopics: 2, deleteTopics: 2 });
  const after = (await line.cycle())!;
  const { commits, ...offsets } = compareWithState(after, state);
  assert.deepEqual(offsets, { earliest: 110, latest: 110, leaders: 110 });
  assert.ok(commits > 30 && commits < 56, `${commits} commits`);
  for (const topic of after.directory.topics.values()) {
    const known = before.directory.topics.get(topic.name);
    if (known !== undefined) assert.equal(known, topic, "the others' entries are the same objects");
  }
});

for (const { api } of answerEncoders) {
  Deno.test(`errors in all answers to ${api} make nothing wrong and nothing gone`, async () => {
    await using line = await SimulatedLine.start();
    const { state, brokers } = line.cluster;
    assert.deepEqual(compareWithState((await line.cycle())!, state), ALL);
    for (const code of [-1, 3, 6, 14, 29, 57]) {
      // A topic that every broker says not to know counts as deleted, and rightly so.
      if (api === "Metadata" && code === 3) continue;
      for (const { id } of brokers) await line.cluster.fault(id, { errors: { [api]: code } });
      const snapshot = (await line.cycle())!;
      compareWithState(snapshot, state);
      assert.deepEqual(snapshot.goneGroups, [], `code ${code}`);
    }
    for (const { id } of brokers) await line.cluster.fault(id, {});
    assert.deepEqual(compareWithState((await line.cycle())!, state), ALL);
  });
}

/** Reads until the broker is as reachable as wanted. */
async function cycleUntil(line: SimulatedLine, reachable: boolean): Promise<ClusterSnapshot> {
  const endMs = performance.now() + 10_000;
  for (;;) {
    const snapshot = (await line.cycle())!;
    if (snapshot.brokers[1]!.reachable === reachable) return snapshot;
    assert.ok(performance.now() < endMs, `broker 2 is not reachable: ${reachable}`);
  }
}

for (const half of ["stall", "hang up"] as const) {
  Deno.test(`half an answer, then ${half}: the others' values are right and fresh`, async () => {
    await using line = await SimulatedLine.start();
    const { cluster } = line;
    assert.deepEqual(compareWithState((await line.cycle())!, cluster.state), ALL);
    await cluster.fault(2, { half });
    cluster.state.apply({ messages: 5 });
    const { directory, partitions, metadataReadAtMs, goneGroups } = await cycleUntil(line, false);
    const { latest, leaders } = cluster.state.topics.get("__consumer_offsets")!;
    directory.topics.get("__consumer_offsets")!.slots.forEach((slot, partition) => {
      const fresh = partitions.latestReadAtMs[slot] === metadataReadAtMs;
      assert.equal(fresh, leaders[partition] !== 2, `partition ${partition}`);
      if (fresh) assert.equal(partitions.latestOffset[slot], latest[partition]);
    });
    assert.deepEqual(goneGroups, []);
    await cluster.fault(2, {});
    await cycleUntil(line, true);
    assert.deepEqual(compareWithState((await line.cycle())!, cluster.state), ALL);
  });
}

Deno.test("a broker that throttles is waited for, and counted", async () => {
  await using line = await SimulatedLine.start();
  const { cluster, observer } = line;
  await line.cycle();
  await cluster.fault(3, { throttleMs: 40, latencyMs: 10 });
  assert.deepEqual(compareWithState((await line.cycle())!, cluster.state), ALL);
  assert.ok(observer.throttles.length > 0);
  assert.ok(
    observer.throttles.every(({ brokerId, seconds }) => brokerId === 3 && seconds === 0.04),
  );
});

Deno.test("a broker that is down and comes back is missed and found again", async () => {
  await using line = await SimulatedLine.start();
  const { cluster } = line;
  await line.cycle();
  await cluster.fault(2, { down: true });
  const { goneGroups } = await cycleUntil(line, false);
  assert.deepEqual(goneGroups, []);
  await cluster.fault(2, {});
  await cycleUntil(line, true);
  assert.deepEqual(compareWithState((await line.cycle())!, cluster.state), ALL);
});

Deno.test("what does not change from cycle to cycle is not made again", async () => {
  await using line = await SimulatedLine.start();
  const before = (await line.cycle())!;
  const after = (await line.cycle())!;
  assert.equal(after.directory, before.directory);
  for (const column of ["leader", "leaderEpoch", "replicas", "latestOffset"] as const) {
    assert.equal(after.partitions[column], before.partitions[column], column);
  }
  for (const [index, { commits }] of after.groups.entries()) {
    assert.equal(commits!.slots, before.groups[index]!.commits!.slots);
    assert.equal(commits!.offsets, before.groups[index]!.commits!.offsets);
    assert.ok(commits!.readAtMs > before.groups[index]!.commits!.readAtMs);
  }
});
