import assert from "node:assert/strict";
import { hangingTransaction } from "../../../../src/alerts/rules/hanging_transaction.ts";
import type { RuleMemory } from "../../../../src/alerts/rule.ts";
import type { ClusterSnapshot } from "../../../../src/model/cluster_snapshot.ts";
import { madeSnapshot, NOW } from "../../metrics/make_reading.ts";
import { madeGroupLag, withGroups } from "./make_lag.ts";
import { DEFAULTS, findingOf, judge, levelOfSubject, madeReadings } from "./make_readings.ts";

const rule = hangingTransaction(DEFAULTS.hanging_transaction);
const MINUTE = 60_000;
const A = { topic: "a" };

/** A partition as it was read at a time: its end, and the records above the last stable offset. */
interface Read {
  readonly latest: number;
  readonly unstable?: number;
  /** When the unstable records were counted, minutes before now. */
  readonly unstableAgeMinutes?: number;
  readonly leader?: number;
}

function snapshotAt(minute: number, reads: readonly Read[], topicId = "one"): ClusterSnapshot {
  const nowMs = NOW + minute * MINUTE;
  const made = madeSnapshot({
    a: reads.map(({ latest, leader = 1 }) => ({ latest, latestReadAtMs: nowMs, leader })),
  }, { metadataReadAtMs: nowMs });
  const [entry] = made.directory.topics.values();
  const topics = new Map([["a", { ...entry!, topicId }]]);
  return {
    ...made,
    directory: { ...made.directory, topics, slotTopic: reads.map(() => topics.get("a")) },
    partitions: {
      ...made.partitions,
      unstableRecords: Float64Array.from(reads, ({ unstable }) => unstable ?? NaN),
      unstableReadAtMs: Float64Array.from(
        reads,
        ({ unstable, unstableAgeMinutes = 0 }) =>
          unstable === undefined ? NaN : nowMs - unstableAgeMinutes * MINUTE,
      ),
    },
  };
}

function see(minute: number, reads: readonly Read[], memory?: RuleMemory, topicId?: string) {
  const snapshot = snapshotAt(minute, reads, topicId);
  return judge(rule, madeReadings(snapshot, { nowMs: NOW + minute * MINUTE }), memory);
}

Deno.test("a last stable offset that stands for twenty minutes fires, with partition and command", () => {
  const first = see(0, [{ latest: 100, unstable: 30 }, { latest: 9, unstable: 0 }]);
  assert.equal(levelOfSubject(first, A), "clear");
  const later = see(20, [{ latest: 500, unstable: 430 }, { latest: 9, unstable: 0 }], first.memory);
  const finding = findingOf(later, A)!;
  assert.equal(
    finding.summary,
    "A transaction on 1 partition of a in prod has been open for 20m.",
  );
  assert.deepEqual([finding.severity, finding.forMs, finding.worst], [
    "warning",
    0,
    [{ name: "a-0", value: 1_200 }],
  ]);
  assert.match(finding.description, /kafka-transactions\.sh .* --topic=a --partition=0; then/);
});

Deno.test("transactions that follow each other are clear, however many there are", () => {
  let memory: RuleMemory | undefined;
  for (let minute = 0; minute < 60; minute++) {
    const result = see(minute, [{ latest: 100 + minute * 50, unstable: 30 }], memory);
    assert.equal(levelOfSubject(result, A), "clear");
    memory = result.memory;
  }
});

Deno.test("a transaction that ends is clear at once", () => {
  const first = see(0, [{ latest: 100, unstable: 30 }]);
  const hung = see(25, [{ latest: 100, unstable: 30 }], first.memory);
  assert.equal(levelOfSubject(hung, A), "firing");
  const over = see(26, [{ latest: 101, unstable: 0 }], hung.memory);
  assert.deepEqual([levelOfSubject(over, A), over.memory], ["clear", []]);
});

Deno.test("a high watermark that was read after the count tells no offset", () => {
  const first = see(0, [{ latest: 100, unstable: 30 }]);
  const carried = see(1, [{ latest: 900, unstable: 30, unstableAgeMinutes: 1 }], first.memory);
  assert.deepEqual(carried.memory, first.memory);
  assert.deepEqual(see(1, [{ latest: 900, unstable: 30, unstableAgeMinutes: 1 }]).memory, []);
});

Deno.test("what was not read lately is unknown, and goes on when it is read again", () => {
  const first = see(0, [{ latest: 100, unstable: 30 }]);
  const hung = see(21, [{ latest: 100, unstable: 30 }], first.memory);
  const old = see(24, [{ latest: 100, unstable: 30, unstableAgeMinutes: 2 }], hung.memory);
  const lost = see(25, [{ latest: 100 }], old.memory);
  const offline = see(26, [{ latest: NaN, leader: NaN }, { latest: 5, unstable: 0 }], lost.memory);
  for (const result of [old, lost, offline]) assert.equal(levelOfSubject(result, A), "unknown");
  const again = see(30, [{ latest: 100, unstable: 30 }], lost.memory);
  assert.equal(findingOf(again, A)?.value, 1_800);
});

Deno.test("an offline partition without an open transaction leaves the topic clear", () => {
  const reads = [{ latest: NaN, leader: NaN }, { latest: 5, unstable: 0 }];
  assert.equal(levelOfSubject(see(0, reads), A), "clear");
});

Deno.test("a topic of another id has other transactions; one that is gone is clear", () => {
  const first = see(0, [{ latest: 100, unstable: 30 }]);
  const recreated = see(25, [{ latest: 100, unstable: 30 }], first.memory, "another");
  assert.equal(levelOfSubject(recreated, A), "clear");
  assert.equal(recreated.others({ topic: "deleted" }), "clear");
});

Deno.test("groups that wait for the transaction are named", () => {
  const first = see(0, [{ latest: 100, unstable: 30 }]);
  const snapshot = snapshotAt(20, [{ latest: 100, unstable: 30 }]);
  const part = { parts: [{ lag: 30 }] };
  const flags = ["blocked_by_transaction"] as const;
  const { lag } = withGroups(
    snapshot,
    madeGroupLag(snapshot, "billing", { a: part }, { flags }),
    madeGroupLag(snapshot, "other", { a: part }),
  );
  const result = judge(
    rule,
    madeReadings(snapshot, { nowMs: NOW + 20 * MINUTE, lag }),
    first.memory,
  );
  assert.match(findingOf(result, A)!.description, / Waiting: billing\. /);
});
