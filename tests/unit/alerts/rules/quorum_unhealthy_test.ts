import assert from "node:assert/strict";
import { quorumUnhealthy } from "../../../../src/alerts/rules/quorum_unhealthy.ts";
import type { RuleMemory } from "../../../../src/alerts/rule.ts";
import type { ClusterSnapshot } from "../../../../src/model/cluster_snapshot.ts";
import type { QuorumReplica, QuorumSnapshot } from "../../../../src/model/quorum_snapshot.ts";
import { INTERVAL_MS, madeBroker, madeSnapshot, NOW } from "../../metrics/make_reading.ts";
import { DEFAULTS, findingOf, judge, levelOfSubject, madeReadings } from "./make_readings.ts";

const rule = quorumUnhealthy(DEFAULTS.quorum_unhealthy);
const TOLD: RuleMemory = { told: true, offset: 90 };

function replica(id: number, more: Partial<QuorumReplica> = {}): QuorumReplica {
  return { id, role: "voter", logEndOffset: 100, lastCaughtUpAtMs: NOW, ...more };
}

function quorum(
  replicas: readonly QuorumReplica[],
  more: Partial<QuorumSnapshot> = {},
): QuorumSnapshot {
  const whole = { readAtMs: NOW, leaderId: 1, leaderEpoch: 4, highWatermark: 100 };
  return { ...whole, replicas, ...more };
}

const HEALTHY = quorum([replica(1), replica(2), replica(3)]);

function seen(known: QuorumSnapshot | undefined, more: Partial<ClusterSnapshot> = {}) {
  const brokers = [madeBroker(1), madeBroker(2), madeBroker(3), madeBroker(4)];
  return madeReadings(madeSnapshot({}, { brokers, quorum: known, ...more }));
}

Deno.test("a quorum whose voters keep up is clear, and remembered", () => {
  const result = judge(rule, seen(HEALTHY), TOLD);
  assert.deepEqual(result.findings, []);
  assert.deepEqual([result.others({}), result.others({ broker: 2 })], ["clear", "clear"]);
  assert.deepEqual(result.memory, { told: true, offset: 100 });
});

Deno.test("no leader is critical after a minute, and the nodes are unknown", () => {
  const result = judge(rule, seen(quorum(HEALTHY.replicas, { leaderId: NaN })), TOLD);
  const finding = findingOf(result, {})!;
  assert.deepEqual([finding.severity, finding.forMs], ["critical", 60_000]);
  assert.equal(finding.summary, "The KRaft quorum of prod has no leader.");
  assert.equal(result.others({ broker: 2 }), "unknown");
});

Deno.test("a quorum that was told and is not any more, while Metadata is, has no leader", () => {
  const old = { ...HEALTHY, readAtMs: NOW - 3 * INTERVAL_MS - 1 };
  for (const known of [undefined, old]) {
    const result = judge(rule, seen(known), TOLD);
    assert.equal(findingOf(result, {})?.severity, "critical");
    assert.deepEqual(result.memory, TOLD);
    assert.equal(result.others({ broker: 2 }), "unknown");
    assert.equal(levelOfSubject(judge(rule, seen(known)), {}), "unknown", "never told: may not be");
  }
});

Deno.test("records that wait for a majority while the high watermark stands fire", () => {
  const stands = quorum([replica(1, { logEndOffset: 130 })], { highWatermark: 100 });
  const before = { told: true, offset: 100 };
  const finding = findingOf(judge(rule, seen(stands), before), {})!;
  assert.deepEqual([finding.severity, finding.value], ["critical", 30]);
  const moves = quorum([replica(1, { logEndOffset: 130 })], { highWatermark: 101 });
  assert.equal(levelOfSubject(judge(rule, seen(moves), before), {}), "clear");
  assert.equal(levelOfSubject(judge(rule, seen(HEALTHY), before), {}), "clear", "an idle one");
});

Deno.test("a voter that is behind is told by its node, and one nearly so keeps its alert", () => {
  const behind = (seconds: number) =>
    replica(2, { logEndOffset: 60, lastCaughtUpAtMs: NOW - seconds * 1000 });
  const level = (seconds: number) =>
    levelOfSubject(judge(rule, seen(quorum([replica(1), behind(seconds)]))), { broker: 2 });
  assert.deepEqual([1, 25, 31].map(level), ["clear", "between", "firing"]);
  const result = judge(rule, seen(quorum([replica(1), behind(90)])));
  const finding = findingOf(result, { broker: 2 })!;
  assert.deepEqual([finding.severity, finding.forMs], ["warning", 600_000]);
  assert.match(finding.summary, /Node 2 of prod, one of 2 voters, .* 40 records, for 1m30s\.$/);
});

Deno.test("a voter that has never fetched from the leader is behind; times may be untold", () => {
  const untimed = (logEndOffset: number) => replica(2, { logEndOffset, lastCaughtUpAtMs: NaN });
  const level = (logEndOffset: number) => {
    const leader = replica(1, { logEndOffset: 5_000 });
    const known = quorum([leader, untimed(logEndOffset)], { highWatermark: 5_000 });
    return levelOfSubject(judge(rule, seen(known)), { broker: 2 });
  };
  assert.deepEqual([NaN, 3_000, 4_950].map(level), ["firing", "firing", "clear"]);
});

Deno.test("a broker that follows the log counts only while it is up", () => {
  const observer = (id: number) =>
    replica(id, { role: "observer", logEndOffset: 1, lastCaughtUpAtMs: NOW - 60_000 });
  const brokers = [madeBroker(4), madeBroker(5, { up: false })];
  const known = quorum([replica(1), observer(4), observer(5)]);
  const result = judge(rule, seen(known, { brokers }));
  assert.deepEqual(result.findings.map(({ subject }) => subject), [{ broker: 4 }]);
});

Deno.test("with ZooKeeper there is no quorum; before the mode is known nothing is", () => {
  const level = (mode: ClusterSnapshot["mode"]) =>
    levelOfSubject(judge(rule, seen(undefined, { mode }), TOLD), {});
  assert.equal(level("zookeeper"), "clear");
  assert.equal(level("unknown"), "unknown");
});
