import assert from "node:assert/strict";
import { retentionLoss } from "../../../../src/alerts/rules/retention_loss.ts";
import type { RuleMemory } from "../../../../src/alerts/rule.ts";
import type { TopicConfig } from "../../../../src/model/topic_config.ts";
import { madeGroup, madeSnapshot, NOW } from "../../metrics/make_reading.ts";
import { madeGroupLag, type MadeTopicLag, withGroups } from "./make_lag.ts";
import { DEFAULTS, findingOf, judge, levelOfSubject, madeReadings } from "./make_readings.ts";

const rule = retentionLoss(DEFAULTS.retention_loss);
const SUBJECT = { group: "billing", topic: "orders" };
const HOUR = 3_600;

const config = (more: Partial<TopicConfig> = {}): TopicConfig => ({
  readAtMs: NOW,
  cleanupPolicy: "delete",
  minInSyncReplicas: 1,
  retentionMs: 168 * HOUR * 1000,
  retentionBytes: Infinity,
  ...more,
});

function see(
  topic: Partial<MadeTopicLag>,
  { memory, nowMs = NOW, config: told = config(), state = "Stable" }: {
    readonly memory?: RuleMemory;
    readonly nowMs?: number;
    readonly config?: TopicConfig;
    readonly state?: string;
  } = {},
) {
  const topicConfigs = new Map([["orders", { ...told, readAtMs: told.readAtMs + nowMs - NOW }]]);
  const snapshot = madeSnapshot({ orders: [{}] }, { topicConfigs, metadataReadAtMs: nowMs });
  const lag = madeGroupLag(
    snapshot,
    "billing",
    { orders: { parts: [{ lag: 50 }], ...topic } },
  );
  const groups = [{ ...madeGroup(snapshot, "billing", []), state }];
  const seen = withGroups({ ...snapshot, groups }, lag);
  return judge(rule, madeReadings(seen.snapshot, { lag: seen.lag, nowMs }), memory);
}

Deno.test("the time until unread records are deleted decides, and is told", () => {
  const told = [9, 7, 6, 1].map((hours) => {
    const result = see({ secondsUntilLoss: hours * HOUR });
    return [levelOfSubject(result, SUBJECT), findingOf(result, SUBJECT)?.severity];
  });
  assert.deepEqual(told, [
    ["clear", undefined],
    ["between", "warning"],
    ["firing", "warning"],
    ["firing", "critical"],
  ]);
  const finding = findingOf(see({ secondsUntilLoss: 5.5 * HOUR }), SUBJECT)!;
  assert.equal(
    finding.summary,
    "Messages of orders in prod that group billing has not read begin to be deleted in 5h30m.",
  );
  assert.deepEqual([finding.value, finding.threshold, finding.forMs], [
    19_800,
    21_600,
    120_000,
  ]);
});

Deno.test("of a short retention a quarter must be left, a tenth is critical", () => {
  const short = config({ retentionMs: HOUR * 1000 });
  const told = [1_200, 900, 360].map((secondsUntilLoss) => {
    const result = see({ secondsUntilLoss }, { config: short });
    return [levelOfSubject(result, SUBJECT), findingOf(result, SUBJECT)?.severity];
  });
  assert.deepEqual(told, [
    ["clear", undefined],
    ["firing", "warning"],
    ["firing", "critical"],
  ]);
});

Deno.test("what cannot be told is unknown, unless nothing is unread or nothing is deleted", () => {
  const level = (parts: MadeTopicLag["parts"], told = config()) =>
    levelOfSubject(see({ parts }, { config: told }), SUBJECT);
  assert.equal(level([{ lag: 5 }]), "unknown");
  assert.equal(level([{}]), "unknown");
  assert.equal(level([{ lag: 0 }]), "clear");
  assert.equal(level([{ lag: 5 }], config({ cleanupPolicy: "compact" })), "clear");
  assert.equal(level([{ lag: 5 }], config({ cleanupPolicy: "compact,delete" })), "unknown");
  const forever = config({ retentionMs: Infinity });
  assert.equal(level([{ lag: 5 }], forever), "clear");
  assert.equal(level([{ lag: 5 }], { ...forever, readAtMs: NOW - 900_001 }), "unknown");
  assert.equal(level([{ lag: 5 }], { ...forever, retentionBytes: 1e9 }), "unknown");
});

const SAFE = { secondsUntilLoss: 99 * HOUR };

Deno.test("a loss is critical at once, adds up, and is shown for an hour after the last one", () => {
  const lost = (messagesLost: number, seconds: number, memory: RuleMemory | undefined) =>
    see({ ...SAFE, messagesLost }, { memory: memory!, nowMs: NOW + seconds * 1000 });
  const none = lost(0, 0, undefined);
  const first = lost(40, 15, none.memory);
  const finding = findingOf(first, SUBJECT)!;
  assert.equal(
    finding.summary,
    "Up to 40 messages of orders in prod were deleted before group billing had read them.",
  );
  assert.deepEqual([finding.severity, finding.forMs, finding.value], ["critical", 0, 40]);
  const more = lost(100, HOUR, first.memory);
  assert.equal(findingOf(more, SUBJECT)?.value, 100);
  const still = lost(100, 2 * HOUR - 1, more.memory);
  assert.equal(findingOf(still, SUBJECT)?.value, 100);
  const over = lost(100, 2 * HOUR, still.memory);
  assert.equal(levelOfSubject(over, SUBJECT), "clear");
  assert.equal(findingOf(lost(107, 9 * HOUR, over.memory), SUBJECT)?.value, 7);
});

Deno.test("losses from before the first evaluation, and counters that begin anew, are none now", () => {
  const first = see({ ...SAFE, messagesLost: 900 });
  assert.equal(levelOfSubject(first, SUBJECT), "clear");
  const anew = see({ ...SAFE, messagesLost: 3 }, { memory: first.memory! });
  assert.equal(levelOfSubject(anew, SUBJECT), "clear");
  assert.equal(
    findingOf(see({ ...SAFE, messagesLost: 5 }, { memory: anew.memory! }), SUBJECT)?.value,
    2,
  );
});

Deno.test("a loss stays remembered while its group is not told", () => {
  const memory = [["orders", "billing", 40, 40, NOW]];
  const snapshot = madeSnapshot({ orders: [{}] }, { brokersWithoutGroupList: [1] });
  const result = judge(rule, madeReadings(snapshot, { lag: withGroups(snapshot).lag }), memory);
  assert.deepEqual([result.others(SUBJECT), result.memory], ["unknown", memory]);
  const gone = madeSnapshot({ orders: [{}] });
  const over = judge(rule, madeReadings(gone, { lag: withGroups(gone).lag }), memory);
  assert.deepEqual([over.others(SUBJECT), over.memory], ["clear", []]);
});

Deno.test("what nobody reads any more loses records with little ado", () => {
  const near = { secondsUntilLoss: 60 };
  const stopped = { ...near, parts: [{ lag: 50, status: "stopped" }], severity: 1 } as const;
  assert.equal(findingOf(see(stopped), SUBJECT)?.severity, "info");
  const unmoved = { ...near, parts: [{ lag: 50, status: "unknown" }] } as const;
  assert.equal(levelOfSubject(see(unmoved, { state: "Empty" }), SUBJECT), "between");
});

Deno.test("a tail of markers that nobody can read loses nothing", () => {
  assert.equal(levelOfSubject(see({ parts: [{ lag: 1, seconds: 0 }] }), SUBJECT), "clear");
});
