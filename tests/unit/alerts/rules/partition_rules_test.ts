import assert from "node:assert/strict";
import { offlinePartitions } from "../../../../src/alerts/rules/offline_partitions.ts";
import { underMinIsr } from "../../../../src/alerts/rules/under_min_isr.ts";
import { underReplicatedPartitions } from "../../../../src/alerts/rules/under_replicated_partitions.ts";
import type { Rule } from "../../../../src/alerts/rule.ts";
import type { ClusterSnapshot } from "../../../../src/model/cluster_snapshot.ts";
import type { TopicConfig } from "../../../../src/model/topic_config.ts";
import {
  INTERVAL_MS,
  madeBroker,
  type MadePartition,
  madeSnapshot,
  type MadeTopics,
  NOW,
} from "../../metrics/make_reading.ts";
import { DEFAULTS, findingOf, judge, levelOfSubject, madeReadings } from "./make_readings.ts";

const WHOLE: MadePartition = { replicas: [1, 2, 3] };
const LACKS_3: MadePartition = { replicas: [1, 2, 3], isr: [1, 2] };
const ONLY_1: MadePartition = { replicas: [1, 2, 3], isr: [1] };
const OFFLINE: MadePartition = { leader: NaN, replicas: [3], isr: [3] };
/** Not in the newest Metadata. */
const UNTOLD: MadePartition = { leader: NaN, replicas: [] };

const BROKERS = [madeBroker(1), madeBroker(2), madeBroker(3, { up: false })];
const NO_MOVES = { readAtMs: NOW, adding: new Map(), removing: new Map() };

function config(minInSyncReplicas: number, readAtMs = NOW): TopicConfig {
  const retention = { retentionMs: Infinity, retentionBytes: Infinity };
  return { readAtMs, cleanupPolicy: "delete", minInSyncReplicas, ...retention };
}

function snapshotOf(topics: MadeTopics, more: Partial<ClusterSnapshot> = {}): ClusterSnapshot {
  const configs = new Map(Object.keys(topics).map((topic) => [topic, config(2)]));
  const made = { brokers: BROKERS, reassignments: NO_MOVES, topicConfigs: configs };
  const snapshot = madeSnapshot(topics, { ...made, ...more });
  const { replicas, leaderless } = snapshot.partitions;
  // What nobody tells anything about is not said to lack a leader.
  replicas.forEach((ids, slot) => leaderless[slot] = ids.length === 0 ? 0 : leaderless[slot]!);
  return snapshot;
}

const offline = offlinePartitions(DEFAULTS.offline_partitions);
const underReplicated = underReplicatedPartitions(DEFAULTS.under_replicated_partitions);
const minIsr = underMinIsr(DEFAULTS.under_min_isr);

const A = { topic: "a" };

/** Where topic a stands. */
function levelOfA(rule: Rule, partitions: MadePartition[], more: Partial<ClusterSnapshot> = {}) {
  return levelOfSubject(judge(rule, madeReadings(snapshotOf({ a: partitions }, more))), A);
}

Deno.test("partitions without a leader fire for each topic, with names and numbers", () => {
  const snapshot = snapshotOf({ a: [WHOLE, OFFLINE, OFFLINE], b: [OFFLINE], c: [WHOLE] });
  const result = judge(offline, madeReadings(snapshot));
  const finding = findingOf(result, A)!;
  assert.deepEqual(result.findings.map(({ subject }) => subject), [A, { topic: "b" }]);
  assert.deepEqual(
    [finding.level, finding.severity, finding.forMs, finding.value, finding.total],
    ["firing", "critical", 60_000, 2, 2],
  );
  assert.equal(finding.summary, "2 of 3 partitions of a in prod have no leader.");
  assert.match(finding.description, /Down, with replicas of them: broker 3\./);
  assert.match(finding.description, /--bootstrap-server kafka-1:9092 --describe --unavailable/);
  assert.deepEqual(finding.worst, [{ name: "a-1", value: 1 }, { name: "a-2", value: 1 }]);
  assert.equal(result.others({ topic: "deleted" }), "clear");
});

Deno.test("a partition that Metadata leaves out is unknown; what is known to be offline fires", () => {
  assert.equal(levelOfA(offline, [WHOLE, LACKS_3]), "clear");
  assert.equal(levelOfA(offline, [WHOLE, UNTOLD]), "unknown");
  assert.equal(levelOfA(offline, [OFFLINE, UNTOLD]), "firing");
});

Deno.test("missing replicas fire for each topic and name the brokers that lack them", () => {
  const snapshot = snapshotOf({ a: [WHOLE, LACKS_3, LACKS_3], b: [LACKS_3] });
  const result = judge(underReplicated, madeReadings(snapshot));
  const finding = findingOf(result, A)!;
  assert.equal(result.findings.length, 2);
  assert.deepEqual([finding.severity, finding.forMs, finding.value], ["warning", 600_000, 2]);
  assert.equal(
    finding.summary,
    "2 of 3 partitions of a in prod are under-replicated; replicas are missing on broker 3 (2).",
  );
  assert.match(finding.description, /Down: broker 3\./);
});

Deno.test("a single replica left of three is critical, of two it is not", () => {
  const severity = (partition: MadePartition) => {
    const snapshot = snapshotOf({ a: [LACKS_3, partition] });
    return findingOf(judge(underReplicated, madeReadings(snapshot)), A)?.severity;
  };
  assert.equal(severity(ONLY_1), "critical");
  assert.equal(severity({ replicas: [1, 3], isr: [1] }), "warning");
});

Deno.test("replicas that a reassignment adds are not missing", () => {
  const reassignments = { ...NO_MOVES, adding: new Map([[0, [3]]]) };
  assert.equal(levelOfA(underReplicated, [LACKS_3], { reassignments }), "clear");
});

Deno.test("without a fresh list of reassignments only replicas of dead brokers are known to be missing", () => {
  const lacks2: MadePartition = { replicas: [1, 2], isr: [1] };
  const level = (partition: MadePartition, reassignments: ClusterSnapshot["reassignments"]) =>
    levelOfA(underReplicated, [WHOLE, partition], { reassignments });
  const old = { ...NO_MOVES, readAtMs: NOW - 3 * INTERVAL_MS - 1 };
  for (const unknown of [undefined, old]) {
    assert.equal(level(lacks2, unknown), "unknown");
    assert.equal(level(LACKS_3, unknown), "firing");
    assert.equal(level(WHOLE, unknown), "clear");
  }
  assert.equal(level(lacks2, NO_MOVES), "firing");
});

Deno.test("offline partitions count as nothing else; if all are, nothing can be said", () => {
  const halfOffline = { ...OFFLINE, replicas: [2, 3], isr: [3] };
  assert.equal(levelOfA(underReplicated, [WHOLE, halfOffline]), "clear");
  assert.equal(levelOfA(underReplicated, [halfOffline]), "unknown");
  assert.equal(levelOfA(underReplicated, [WHOLE, UNTOLD]), "unknown");
});

Deno.test("fewer in-sync replicas than producers need fire for each topic", () => {
  const snapshot = snapshotOf({ a: [ONLY_1, LACKS_3, ONLY_1], b: [ONLY_1], c: [LACKS_3] });
  const result = judge(minIsr, madeReadings(snapshot));
  assert.deepEqual(result.findings.map(({ subject, value }) => [subject.topic, value]), [
    ["a", 2],
    ["b", 1],
  ]);
  const finding = findingOf(result, { topic: "a" })!;
  assert.deepEqual([finding.severity, finding.forMs], ["critical", 120_000]);
  assert.equal(
    finding.summary,
    "2 of 3 partitions of a in prod have fewer replicas in sync than min.insync.replicas, 2.",
  );
  assert.equal(result.others({ topic: "c" }), "clear");
  assert.equal(result.others({ topic: "deleted" }), "clear");
});

Deno.test("no more is needed in sync than there are replicas", () => {
  const snapshot = snapshotOf({ a: [{ replicas: [1], isr: [1] }] });
  assert.equal(levelOfSubject(judge(minIsr, madeReadings(snapshot)), { topic: "a" }), "clear");
});

Deno.test("a topic's need is unknown without its fresh settings, and others are judged", () => {
  const snapshot = snapshotOf({ a: [ONLY_1], b: [ONLY_1], c: [ONLY_1] }, {
    topicConfigs: new Map([["a", config(2, NOW - 900_001)], ["c", config(2)]]),
  });
  const result = judge(minIsr, madeReadings(snapshot));
  assert.deepEqual(
    ["a", "b", "c"].map((topic) => levelOfSubject(result, { topic })),
    ["unknown", "unknown", "firing"],
  );
});

Deno.test("an offline partition is left out, and the topic's others are judged", () => {
  const snapshot = snapshotOf({
    a: [OFFLINE, ONLY_1],
    b: [OFFLINE, WHOLE],
    c: [OFFLINE],
    d: [UNTOLD, WHOLE],
  });
  const result = judge(minIsr, madeReadings(snapshot));
  assert.deepEqual(
    ["a", "b", "c", "d"].map((topic) => levelOfSubject(result, { topic })),
    ["firing", "clear", "unknown", "unknown"],
  );
  assert.equal(findingOf(result, { topic: "a" })!.value, 1);
});
