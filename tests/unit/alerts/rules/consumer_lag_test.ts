import assert from "node:assert/strict";
import { consumerLag } from "../../../../src/alerts/rules/consumer_lag.ts";
import type { Rule } from "../../../../src/alerts/rule.ts";
import type { ClusterSnapshot } from "../../../../src/model/cluster_snapshot.ts";
import type { GroupDescription, GroupSnapshot } from "../../../../src/model/group_snapshot.ts";
import type { GroupLag, LagStatus } from "../../../../src/model/lag_report.ts";
import { madeBroker, madeGroup, madeSnapshot, NOW } from "../../metrics/make_reading.ts";
import { madeGroupLag, type MadePart, type MadeTopicLag, withGroups } from "./make_lag.ts";
import {
  DEFAULTS,
  findingOf,
  judge,
  levelOfSubject,
  madeReadings,
  settingsOf,
} from "./make_readings.ts";

const rule = consumerLag(DEFAULTS.consumer_lag);
const SUBJECT = { group: "billing", topic: "orders" };
const snapshot = madeSnapshot({ orders: [{}, {}, {}] });

/** The rule on one group, by default billing on orders. */
function see(
  topic: MadeTopicLag,
  { more = {}, judged = rule, of = snapshot, read }: {
    readonly more?: Partial<GroupLag>;
    readonly judged?: Rule;
    readonly of?: ClusterSnapshot;
    readonly read?: GroupSnapshot;
  } = {},
) {
  const lag = madeGroupLag(of, "billing", { orders: topic }, more);
  const seen = withGroups({ ...of, groups: read === undefined ? [] : [read] }, lag);
  return judge(judged, madeReadings(seen.snapshot, { lag: seen.lag }));
}

const behind = (seconds: number, lag = 10): MadeTopicLag => ({ parts: [{ lag, seconds }] });

Deno.test("the age of the oldest unread record decides: clear, in between, warning, critical", () => {
  const told = [0, 200, 240, 300, 1_799, 1_800].map((seconds) => {
    const result = see(behind(seconds));
    return [levelOfSubject(result, SUBJECT), findingOf(result, SUBJECT)?.severity];
  });
  assert.deepEqual(told, [
    ["clear", undefined],
    ["clear", undefined],
    ["between", "warning"],
    ["firing", "warning"],
    ["firing", "warning"],
    ["firing", "critical"],
  ]);
});

Deno.test("an alert says how far the group is behind, where, how it goes on and where to look", () => {
  const parts = [{ lag: 1_000, seconds: 700 }, { lag: 0, seconds: 0 }, { lag: 234, seconds: 20 }];
  const more = { consumeRate: 100, produceRate: 40, secondsUntilLoss: 7_200 };
  const finding = findingOf(
    see({ parts, ...more }, { more: { catchUpSeconds: 20 } }),
    SUBJECT,
  )!;
  assert.equal(
    finding.summary,
    "Group billing is behind on orders in prod: the oldest unread message is 12m old; unread: " +
      "1,234 messages in 2 partitions.",
  );
  assert.equal(
    finding.description,
    "It reads 100 messages a second of the 40 that are produced. Unread records begin to be " +
      "deleted in 2h. At this pace the group has read everything in 20s. Its partitions and " +
      "members: kafka-consumer-groups.sh --bootstrap-server kafka-1:9092 --describe --group=billing",
  );
  assert.deepEqual(finding.worst, [
    { name: "orders-0", value: 700 },
    { name: "orders-2", value: 20 },
  ]);
  assert.deepEqual([finding.value, finding.threshold, finding.forMs], [700, 300, 300_000]);
});

Deno.test("while ages are not known, very many messages fire and none are clear", () => {
  const level = (lag: number) => levelOfSubject(see({ parts: [{ lag }] }), SUBJECT);
  assert.deepEqual([0, 5_000, 100_000].map(level), ["clear", "unknown", "firing"]);
  const finding = findingOf(see({ parts: [{ lag: 200_000 }] }), SUBJECT)!;
  assert.match(finding.summary, /200,000 messages in 1 partition are unread, and it is not known/);
  assert.deepEqual([finding.value, finding.threshold], [200_000, 100_000]);
});

Deno.test("of a lag known in part, what is known may be enough to fire", () => {
  const level = (...parts: MadePart[]) => levelOfSubject(see({ parts }), SUBJECT);
  assert.equal(level({ lag: 5, seconds: 400 }, {}), "firing");
  assert.equal(level({ lag: 5, seconds: 10 }, {}), "unknown");
  assert.equal(level({ lag: 0, seconds: 0 }, {}), "unknown");
  assert.equal(level({ lag: 150_000 }, {}), "firing");
});

Deno.test("offline partitions are left out, and the topic's others are judged", () => {
  const of = madeSnapshot({ orders: [{ leader: NaN }, {}] });
  const level = (...parts: MadePart[]) => levelOfSubject(see({ parts }, { of }), SUBJECT);
  assert.equal(level({}, { lag: 5, seconds: 10 }), "clear");
  assert.equal(level({}, { lag: 5, seconds: 500 }), "firing");
  assert.equal(level({}), "unknown");
});

Deno.test("levels are set for groups and topics; the first override that matches counts", () => {
  const judged = consumerLag(settingsOf("consumer_lag", {
    seconds: 600,
    overrides: [
      { group: "^bill", topic: "^pay", enabled: false },
      { group: "^bill", seconds: 30, critical_seconds: 60, for: "10s" },
      { group: "^billing$", seconds: 9 },
    ],
  }));
  const result = see(behind(40), { judged });
  assert.deepEqual(
    [findingOf(result, SUBJECT)?.severity, findingOf(result, SUBJECT)?.forMs],
    ["warning", 10_000],
  );
  assert.equal(findingOf(see(behind(61), { judged }), SUBJECT)?.severity, "critical");
  const payments = madeSnapshot({ payments: [{}], other: [{}] });
  const late = { parts: [{ lag: 9, seconds: 550 }] };
  const seen = withGroups(
    payments,
    madeGroupLag(payments, "billing", { payments: late }),
    madeGroupLag(payments, "reports", { other: late }),
  );
  const none = judge(judged, madeReadings(seen.snapshot, { lag: seen.lag }));
  assert.deepEqual(none.findings.map(({ subject, level }) => [subject.group, level]), [
    ["reports", "between"],
  ]);
  assert.equal(none.others({ group: "billing", topic: "payments" }), "clear");
});

Deno.test("six times the level is critical where nothing else is given", () => {
  const { criticalSeconds, overrides } = settingsOf("consumer_lag", {
    seconds: 60,
    overrides: [{ group: "a", seconds: 600 }, { group: "b", messages: 5 }, {
      seconds: 10,
      critical_seconds: 20,
    }],
  });
  assert.deepEqual([criticalSeconds, ...overrides.map((each) => each.criticalSeconds)], [
    360,
    3_600,
    undefined,
    20,
  ]);
});

Deno.test("a level in messages counts beside the age", () => {
  const judged = consumerLag(settingsOf("consumer_lag", { messages: 1_000 }));
  const level = (lag: number) => levelOfSubject(see(behind(5, lag), { judged }), SUBJECT);
  assert.deepEqual([10, 900, 1_000].map(level), ["clear", "between", "firing"]);
  const finding = findingOf(see(behind(5, 2_000), { judged }), SUBJECT)!;
  assert.deepEqual([finding.value, finding.threshold], [2_000, 1_000]);
});

Deno.test("console consumers are worth a note", () => {
  const judged = consumerLag(settingsOf("consumer_lag", { info_groups: "^bil" }));
  assert.equal(findingOf(see(behind(9_999), { judged }), SUBJECT)?.severity, "info");
});

Deno.test("how grave a group's standstill is judged limits how grave its lag is", () => {
  const told = ([0, 1, 2, 3] as const).map((severity) => {
    const parts = [{ lag: 10, seconds: 9_999, status: "stopped" }] as const;
    const { level, severity: found } = findingOf(see({ parts, severity }), SUBJECT)!;
    return `${level} ${found}`;
  });
  assert.deepEqual(told, ["between critical", "firing info", "firing critical", "firing critical"]);
});

Deno.test("a group without members that was not seen to move yet begins no alert and ends none", () => {
  const read = (state: string) => ({ ...madeGroup(snapshot, "billing", []), state });
  const level = (state: string, status: LagStatus) => {
    const parts = [{ lag: 10, seconds: 9_999, status }];
    return levelOfSubject(see({ parts, severity: 3 }, { read: read(state) }), SUBJECT);
  };
  assert.equal(level("Empty", "unknown"), "between");
  assert.equal(level("Empty", "stopped"), "firing");
  assert.equal(level("Empty", "ok"), "firing");
  assert.equal(level("Stable", "unknown"), "firing");
});

Deno.test("commits on a topic that the members do not read concern nobody", () => {
  const told = (topics: string[] | undefined, patterns: string[] = []): GroupSnapshot => {
    const subscription = topics && { topics: new Set(topics), patterns };
    const members = { assignor: "", members: [], epoch: NaN };
    const description: GroupDescription = {
      readAtMs: NOW,
      state: "Stable",
      ...members,
      subscription,
    };
    return { ...madeGroup(snapshot, "billing", []), description };
  };
  const level = (read: GroupSnapshot) =>
    levelOfSubject(see(behind(9_999), { read, more: { flags: ["unsubscribed"] } }), SUBJECT);
  assert.equal(level(told(["other"])), "clear");
  assert.equal(level(told(undefined)), "between", "it is being rebalanced");
  assert.equal(level(told(["orders"])), "firing");
  assert.equal(level(told(["other"], ["^ord"])), "firing");
});

Deno.test("a group that is not in the report is gone only if every coordinator has told", () => {
  const missing = {
    groupId: "billing",
    coordinatorId: 1,
    deniedSinceMs: NaN,
    type: "classic",
    listedAtMs: NOW,
    completeCycles: 0,
  } as const;
  const level = (more: Partial<ClusterSnapshot>, topics = {}) => {
    const of = madeSnapshot({ orders: [{}], ...topics }, more);
    return judge(rule, madeReadings(of, { lag: withGroups(of).lag })).others(SUBJECT);
  };
  assert.equal(level({}), "clear");
  assert.equal(level({ missingGroups: [missing] }), "unknown");
  assert.equal(level({ brokersWithoutGroupList: [1] }), "unknown");
  const dead = [madeBroker(1), madeBroker(2, { up: false })];
  assert.equal(level({ brokers: dead, brokersWithoutGroupList: [2] }), "clear");
  assert.equal(level({}, { __consumer_offsets: [{}, { leader: NaN }] }), "unknown");
});

Deno.test("a topic that is gone is clear; one that the group's commits did not tell is not", () => {
  const other = madeSnapshot({ orders: [{}], other: [{}] });
  const level = (more: Partial<GroupLag>, topic: string, commits: [] | null = []) => {
    const of = { ...other, groups: [madeGroup(other, "billing", commits ?? undefined)] };
    const lag = madeGroupLag(of, "billing", { other: behind(1) }, more);
    return judge(rule, madeReadings(of, { lag: withGroups(of, lag).lag }))
      .others({ group: "billing", topic });
  };
  assert.equal(level({}, "deleted"), "clear");
  assert.equal(level({}, "orders"), "clear", "it has no commit there any more");
  assert.equal(level({ partitionsUnreadable: 1 }, "orders"), "unknown");
  assert.equal(level({ topics: [] }, "orders", null), "unknown");
});

Deno.test("without a report of this cycle nothing is known", () => {
  const result = judge(rule, madeReadings(snapshot));
  assert.deepEqual([result.findings, result.others(SUBJECT)], [[], "unknown"]);
});
