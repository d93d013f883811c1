import assert from "node:assert/strict";
import { consumerGroupStalled } from "../../../../src/alerts/rules/consumer_group_stalled.ts";
import type { RuleMemory } from "../../../../src/alerts/rule.ts";
import type { GroupMember, GroupSnapshot } from "../../../../src/model/group_snapshot.ts";
import type { LagSeverity } from "../../../../src/model/lag_report.ts";
import { madeGroup, madeSnapshot, NOW } from "../../metrics/make_reading.ts";
import { madeGroupLag, type MadePart, withGroups } from "./make_lag.ts";
import { DEFAULTS, findingOf, judge, levelOfSubject, madeReadings } from "./make_readings.ts";

const rule = consumerGroupStalled(DEFAULTS.consumer_group_stalled);
const SUBJECT = { group: "billing", topic: "orders" };
const MINUTE = 60_000;
const snapshot = madeSnapshot({ orders: [{}, {}] });

function member(clientId: string, partitions: readonly number[]): GroupMember {
  const assignment = [{ topic: "orders", partitions: Int32Array.from(partitions) }];
  const ids = { memberId: `${clientId}-1`, groupInstanceId: undefined };
  return { ...ids, clientId, clientHost: "/10.0.0.7", assignment };
}

function see(parts: readonly MadePart[], severity: LagSeverity = 3, of = snapshot) {
  const topic = { parts, severity, secondsSinceAdvanced: 720 };
  const lag = madeGroupLag(of, "billing", { orders: topic });
  const members = [member("app-1", [0]), member("app-2", [1])];
  const told = { assignor: "", members, subscription: undefined, epoch: NaN };
  const read: GroupSnapshot = {
    ...madeGroup(of, "billing", []),
    description: { readAtMs: NOW, state: "Stable", ...told },
  };
  const seen = withGroups({ ...of, groups: [read] }, lag);
  return judge(rule, madeReadings(seen.snapshot, { lag: seen.lag }));
}

Deno.test("a stalled group is told with who owns the partitions that stand", () => {
  const finding = findingOf(see([{ lag: 5 }, { lag: 70, status: "stalled" }]), SUBJECT)!;
  assert.equal(
    finding.summary,
    "Group billing has read nothing from 1 partition of orders in prod for 12m, though there are " +
      "unread messages; owned by app-2 (10.0.0.7).",
  );
  assert.deepEqual([finding.severity, finding.forMs, finding.value], ["critical", 60_000, 720]);
  assert.deepEqual(finding.worst, [{ name: "orders-1", value: 70 }]);
});

Deno.test("a stopped group is told, as grave as whoever judged the lag says", () => {
  const severities = [1, 2, 3] as const;
  const told = severities.map((severity) =>
    findingOf(see([{ lag: 70, status: "stopped" }], severity), SUBJECT)!
  );
  assert.deepEqual(told.map(({ severity }) => severity), ["info", "warning", "critical"]);
  assert.match(told[0]!.summary, /owned by nobody\.$/);
});

Deno.test("a standstill that concerns nobody begins no alert and ends none", () => {
  assert.equal(levelOfSubject(see([{ lag: 70, status: "stopped" }], 0), SUBJECT), "between");
});

Deno.test("a group that moves is clear, however far behind; one that is not known is unknown", () => {
  const level = (...parts: MadePart[]) => levelOfSubject(see(parts), SUBJECT);
  assert.equal(level({ lag: 5 }, { lag: 9, status: "warning" }), "clear");
  assert.equal(level({ lag: 5, status: "rewound" }), "clear");
  assert.equal(level({ lag: 5 }, { status: "unknown" }), "unknown");
  assert.equal(level({ lag: 5, status: "stalled" }, { status: "unknown" }), "firing");
});

Deno.test("offline partitions are left out, and the topic's others are judged", () => {
  const of = madeSnapshot({ orders: [{ leader: NaN }, {}] });
  const level = (...parts: MadePart[]) => levelOfSubject(see(parts, 3, of), SUBJECT);
  assert.equal(level({ status: "unknown" }, { lag: 5 }), "clear");
  assert.equal(level({ status: "unknown" }), "unknown");
});

/** Evaluates minute by minute a group whose count of rebalances, or state, is given for each. */
function watch(minutes: readonly (number | string)[], groupId = "billing") {
  let memory: RuleMemory | undefined;
  let result = judge(rule, madeReadings(snapshot));
  let rebalances = 0;
  minutes.forEach((minute, index) => {
    if (typeof minute === "number") rebalances = minute;
    const state = typeof minute === "string" ? minute : "Stable";
    const lag = madeGroupLag(snapshot, groupId, {}, { rebalancesObserved: rebalances });
    const read = { ...madeGroup(snapshot, groupId, []), state };
    const seen = withGroups({ ...snapshot, groups: [read] }, lag);
    const nowMs = NOW + index * MINUTE;
    const fresh = { ...seen.snapshot, metadataReadAtMs: nowMs };
    result = judge(rule, madeReadings(fresh, { lag: seen.lag, nowMs }), memory);
    memory = result.memory;
  });
  return result;
}

const counting = (minutes: number, every: number) =>
  Array.from({ length: minutes }, (_, minute) => Math.floor(minute / every));

Deno.test("a group that never comes to rest for half an hour fires, by its rebalances or state", () => {
  const always = Array.from({ length: 32 }, () => "PreparingRebalance");
  for (const minutes of [counting(35, 3), always]) {
    const finding = findingOf(watch(minutes), { group: "billing" })!;
    assert.deepEqual([finding.level, finding.severity, finding.forMs], ["firing", "warning", 0]);
  }
  const finding = findingOf(watch(counting(35, 3)), { group: "billing" })!;
  assert.equal(
    finding.summary,
    "Group billing of prod has been rebalancing again and again for 31m.",
  );
});

Deno.test("rebalances with rests between them, and those of one deployment, are clear", () => {
  const deployment = counting(20, 1);
  for (const minutes of [counting(120, 6), deployment, [...deployment, ...Array(30).fill(19)]]) {
    assert.equal(levelOfSubject(watch(minutes), { group: "billing" }), "clear");
  }
});

Deno.test("a group that comes to rest is clear, and may have any name", () => {
  const restless = counting(35, 3);
  const rest = Array(6).fill(11);
  for (const groupId of ["__proto__", "a\nb"]) {
    assert.equal(levelOfSubject(watch(restless, groupId), { group: groupId }), "firing");
    assert.equal(
      levelOfSubject(watch([...restless, ...rest], groupId), { group: groupId }),
      "clear",
    );
  }
});

Deno.test("counts from before the first evaluation are not rebalances now", () => {
  assert.deepEqual(watch([500]).memory, [["billing", 500]]);
  assert.deepEqual(watch([0]).memory, []);
});

Deno.test("without a report nothing is known, and what was remembered stays", () => {
  const memory = [["billing", 3, NOW - MINUTE, NOW]];
  const result = judge(rule, madeReadings(snapshot), memory);
  assert.deepEqual([result.others({ group: "billing" }), result.memory], ["unknown", memory]);
});
