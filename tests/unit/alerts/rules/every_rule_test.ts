import assert from "node:assert/strict";
import { allRules } from "../../../../src/alerts/all_rules.ts";
import type { Rule, RuleMemory } from "../../../../src/alerts/rule.ts";
import { rulesSettings } from "../../../../src/alerts/rules/settings.ts";
import {
  ALERT_TYPES,
  type AlertSubject,
  type AlertType,
} from "../../../../src/model/alert_event.ts";
import type { ClusterSnapshot } from "../../../../src/model/cluster_snapshot.ts";
import {
  INTERVAL_MS,
  madeBroker,
  madeGroup,
  madeSnapshot,
  NOW,
} from "../../metrics/make_reading.ts";
import { madeGroupLag, type MadeTopicLag, withGroups } from "./make_lag.ts";
import { DEFAULTS, judge, madeReadings, NO_CHANGES } from "./make_readings.ts";

const RULES = allRules(DEFAULTS);
const ruleOf = (type: AlertType): Rule => RULES.find((rule) => rule.type === type)!;

const TOPIC = { topic: "orders" };
const LAG = { group: "billing", topic: "orders" };
const BROKER = { broker: 1 };

/** A subject of each type that is watched through Kafka. */
const SUBJECTS: readonly (readonly [AlertType, AlertSubject])[] = [
  ["under_replicated_partitions", TOPIC],
  ["offline_partitions", TOPIC],
  ["under_min_isr", TOPIC],
  ["hanging_transaction", TOPIC],
  ["reassignment_stuck", TOPIC],
  ["message_rate_anomaly", TOPIC],
  ["consumer_lag", LAG],
  ["consumer_group_stalled", LAG],
  ["consumer_group_stalled", { group: "billing" }],
  ["retention_loss", LAG],
  ["broker_down", BROKER],
  ["log_dir", { broker: 1, dir: "/data" }],
  ["quorum_unhealthy", {}],
  ["quorum_unhealthy", BROKER],
  ["monitor_blind", BROKER],
];

Deno.test("every type has a rule, and one that is not enabled has none", () => {
  assert.deepEqual(RULES.map(({ type }) => type), ALERT_TYPES);
  const settings = rulesSettings.parse({ log_dir: { enabled: false } });
  const types = allRules(settings).map(({ type }) => type);
  assert.deepEqual(types, ALERT_TYPES.filter((type) => type !== "log_dir"));
});

Deno.test("without Kafka, or with old Metadata, nothing of it is known", () => {
  const old = madeSnapshot(
    { orders: [{ leader: NaN, replicas: [1], isr: [1] }] },
    { metadataReadAtMs: NOW - 3 * INTERVAL_MS - 1, brokers: [madeBroker(1, { up: false })] },
  );
  for (const snapshot of [undefined, old]) {
    for (const [type, subject] of SUBJECTS) {
      const result = judge(ruleOf(type), madeReadings(snapshot));
      assert.equal(result.others(subject), "unknown", `${type} ${JSON.stringify(subject)}`);
      assert.ok(type === "monitor_blind" || result.findings.length === 0, type);
    }
  }
});

Deno.test("rules that remember give back what they were given while they see nothing", () => {
  const memory: RuleMemory = [["kept"]];
  const remembering: AlertType[] = [
    "consumer_group_stalled",
    "retention_loss",
    "hanging_transaction",
    "reassignment_stuck",
    "quorum_unhealthy",
  ];
  for (const type of remembering) {
    assert.deepEqual(judge(ruleOf(type), madeReadings(undefined), memory).memory, memory, type);
  }
});

Deno.test("a healthy cluster is clear in every respect", () => {
  const { readings } = healthy();
  for (const rule of RULES) assert.deepEqual(judge(rule, readings).findings, [], rule.type);
  for (const [type, subject] of SUBJECTS) {
    if (type === "message_rate_anomaly") continue;
    assert.equal(judge(ruleOf(type), readings).others(subject), "clear", type);
  }
});

Deno.test("memory of any form, as from another version, is no harm", () => {
  const forms: RuleMemory[] = [
    "text",
    7,
    true,
    null,
    [],
    {},
    [1, null, "a", [], [[]], {}],
    [["orders"], ["orders", "billing"], ["billing", "x", null], [null, null, null, null, null]],
    { told: "yes", offset: "many", orders: 5 },
  ];
  const { readings } = healthy();
  for (const rule of RULES) {
    for (const memory of forms) assert.deepEqual(judge(rule, readings, memory).findings, []);
  }
});

Deno.test("names that a client chose cannot break lines, commands or the direction of text", () => {
  const hostile = [
    "a\nb",
    "$(reboot)",
    "'; reboot; '",
    "\u202egnp",
    "-x",
    "a\u0000b",
    "x".repeat(9_999),
  ];
  const snapshot = madeSnapshot({ orders: [{}] });
  const late: MadeTopicLag = {
    parts: [{ lag: 5, seconds: 9_999, status: "stopped" }],
    severity: 3,
  };
  const groups = hostile.map((name) => madeGroupLag(snapshot, name, { orders: late }));
  const seen = withGroups(snapshot, ...groups);
  for (const type of ["consumer_lag", "consumer_group_stalled"] as const) {
    const { findings } = judge(ruleOf(type), madeReadings(seen.snapshot, { lag: seen.lag }));
    assert.equal(findings.length, hostile.length);
    for (const { summary, description } of findings) {
      assert.ok(summary.length < 600, "cut");
      assert.doesNotMatch(summary + description, /[\p{C}\p{Zl}\p{Zp}]/u);
    }
    const commands = findings.map(({ description }) => description.split(" --describe ")[1]);
    assert.deepEqual(commands.slice(0, 6), [
      "$'--group=a\\u000ab'",
      "'--group=$(reboot)'",
      "'--group='\\''; reboot; '\\'''",
      "$'--group=\\u202egnp'",
      "--group=-x",
      "$'--group=a\\u0000b'",
    ]);
  }
});

Deno.test("ten thousand partitions out of order are few words and at most twenty parts a topic", () => {
  const broken = { leader: 1, replicas: [1, 2, 3], isr: [1] };
  const partitions = (count: number) => Array.from({ length: count }, () => broken);
  const many = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`topic-${index}`, partitions(50)]),
  );
  for (const topics of [{ one: partitions(10_000) }, many]) {
    const retention = { retentionMs: Infinity, retentionBytes: Infinity };
    const config = { readAtMs: NOW, cleanupPolicy: "delete", minInSyncReplicas: 2, ...retention };
    const snapshot = madeSnapshot(topics, {
      reassignments: { readAtMs: NOW, adding: new Map(), removing: new Map() },
      topicConfigs: new Map(Object.keys(topics).map((topic) => [topic, config])),
    });
    for (const type of ["under_replicated_partitions", "under_min_isr"] as const) {
      const { findings } = judge(ruleOf(type), madeReadings(snapshot));
      assert.equal(findings.length, Object.keys(topics).length);
      assert.equal(findings.reduce((sum, { total }) => sum + total, 0), 10_000);
      for (const { worst, summary, description } of findings) {
        assert.equal(worst.length, 20);
        assert.ok(summary.length + description.length < 1_000);
      }
    }
  }
});

/** A cluster of one broker that is well in every respect that a rule looks at. */
function healthy() {
  const retention = { retentionMs: 1e9, retentionBytes: Infinity };
  const config = { readAtMs: NOW, cleanupPolicy: "delete", minInSyncReplicas: 1, ...retention };
  const dir = { path: "/data", up: true, sizeBytes: 1, totalBytes: 100, usableBytes: 60 };
  const none = { slots: new Int32Array(), sizesBytes: new Float64Array() };
  const voter = { id: 1, role: "voter", logEndOffset: 9, lastCaughtUpAtMs: NOW } as const;
  const more: Partial<ClusterSnapshot> = {
    reassignments: { readAtMs: NOW, adding: new Map(), removing: new Map() },
    topicConfigs: new Map([["orders", config]]),
    logDirs: [{ brokerId: 1, readAtMs: NOW, dirs: [dir], ...none }],
    quorum: { readAtMs: NOW, leaderId: 1, leaderEpoch: 1, highWatermark: 9, replicas: [voter] },
  };
  const made = madeSnapshot({ orders: [{ unstable: 0 }] }, more);
  const snapshot = { ...made, groups: [madeGroup(made, "billing", [["orders", 0, 90]])] };
  const part = { lag: 10, seconds: 1 };
  const seen = withGroups(
    snapshot,
    madeGroupLag(snapshot, "billing", { orders: { parts: [part], secondsUntilLoss: 500_000 } }),
  );
  const readings = madeReadings(seen.snapshot, { lag: seen.lag, changes: NO_CHANGES });
  return { readings };
}
