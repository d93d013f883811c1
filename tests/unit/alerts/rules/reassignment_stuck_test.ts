import assert from "node:assert/strict";
import { reassignmentStuck } from "../../../../src/alerts/rules/reassignment_stuck.ts";
import type { RuleMemory } from "../../../../src/alerts/rule.ts";
import type { ClusterSnapshot } from "../../../../src/model/cluster_snapshot.ts";
import type { BrokerLogDirs } from "../../../../src/model/log_dirs.ts";
import { madeBroker, madeSnapshot, NOW } from "../../metrics/make_reading.ts";
import { DEFAULTS, findingOf, judge, levelOfSubject, madeReadings } from "./make_readings.ts";

const rule = reassignmentStuck(DEFAULTS.reassignment_stuck);
const MINUTE = 60_000;
const A = { topic: "a" };
const GB = 1e9;

/** Partition 0 of topic a, led by broker 1, gets a replica on broker 3 of so many bytes. */
interface Move {
  readonly copied?: number;
  readonly whole?: number;
  readonly inSync?: boolean;
  /** Also partition 1 is moved. */
  readonly two?: boolean;
  readonly targetUp?: boolean;
  readonly sizesKnown?: boolean;
  readonly readMinutesAgo?: number;
}

function dirs(brokerId: number, bytes: number, readAtMs: number): BrokerLogDirs {
  const dir = { path: "/d", up: true, sizeBytes: bytes, totalBytes: NaN, usableBytes: NaN };
  const sizes = { slots: Int32Array.of(0, 1), sizesBytes: Float64Array.of(bytes, bytes) };
  return { brokerId, readAtMs, dirs: [dir], ...sizes };
}

function see(minute: number, move: Move | undefined, memory?: RuleMemory) {
  const nowMs = NOW + minute * MINUTE;
  const { copied = 0, whole = 10 * GB, sizesKnown = true, targetUp = true } = move ?? {};
  const isr = move?.inSync === true ? [1, 3] : [1];
  const readAtMs = nowMs - (move?.readMinutesAgo ?? 0) * MINUTE;
  const adding = new Map(move === undefined ? [] : [[0, [3]]]);
  if (move?.two === true) adding.set(1, [3]);
  const more: Partial<ClusterSnapshot> = {
    metadataReadAtMs: nowMs,
    brokers: [madeBroker(1), madeBroker(2), madeBroker(3, { up: targetUp })],
    reassignments: { readAtMs, adding, removing: new Map() },
    logDirs: sizesKnown ? [dirs(1, whole, nowMs), dirs(3, copied, nowMs)] : [],
  };
  const snapshot = madeSnapshot({
    a: [{ replicas: [1, 3], isr }, { replicas: [1, 3], isr: [1, 3] }],
    b: [{}],
  }, more);
  return judge(rule, madeReadings(snapshot, { nowMs }), memory);
}

/** Sees one state a minute for so many minutes. */
function watch(minutes: number, moveAt: (minute: number) => Move, memory?: RuleMemory) {
  let result = see(0, moveAt(0), memory);
  for (let minute = 1; minute <= minutes; minute++) {
    result = see(minute, moveAt(minute), result.memory);
  }
  return result;
}

Deno.test("a copy that does not grow for half an hour fires, with what it waits for", () => {
  const result = watch(30, () => ({ copied: 4 * GB }));
  const finding = findingOf(result, A)!;
  assert.equal(
    finding.summary,
    "The reassignment of 1 partition of a in prod has made no progress for 30m; it waits for " +
      "broker 3; 6,000 MB are left to copy.",
  );
  assert.deepEqual([finding.severity, finding.forMs], ["warning", 0]);
  assert.deepEqual(finding.worst, [{ name: "a-0", value: 6 * GB }]);
  assert.equal(result.others({ topic: "b" }), "clear");
});

Deno.test("before that it is clear, and so is a copy that grows, however slowly", () => {
  assert.equal(levelOfSubject(watch(29, () => ({ copied: 4 * GB })), A), "clear");
  assert.equal(levelOfSubject(watch(300, (minute) => ({ copied: minute * 1000 })), A), "clear");
});

Deno.test("a copy that grows no faster than the partition makes no progress", () => {
  const chasing = (minute: number) => ({ copied: minute * GB, whole: (10 + minute) * GB });
  assert.equal(levelOfSubject(watch(31, chasing), A), "firing");
});

Deno.test("a replica that joins, a partition that is done, and a larger plan count from anew", () => {
  const stuck = watch(25, () => ({ two: true }));
  for (const next of [{ two: true, inSync: true }, {}]) {
    const after = see(26, next, stuck.memory);
    assert.equal(levelOfSubject(see(50, next, after.memory), A), "clear");
    assert.equal(levelOfSubject(see(56, next, after.memory), A), "firing");
  }
});

Deno.test("when it has ended it is clear, and forgotten", () => {
  const stuck = watch(31, () => ({}));
  const over = see(32, undefined, stuck.memory);
  assert.deepEqual([levelOfSubject(over, A), over.memory], ["clear", []]);
});

Deno.test("without sizes only a broker that is down tells that it is stuck", () => {
  const unknown = watch(31, () => ({ sizesKnown: false }));
  assert.equal(levelOfSubject(unknown, A), "unknown");
  const dead = watch(31, () => ({ sizesKnown: false, targetUp: false }));
  assert.match(findingOf(dead, A)!.description, /^Down: broker 3\./);
});

Deno.test("while running reassignments are not known nothing is, and memory stays", () => {
  const stuck = watch(31, () => ({}));
  const old = see(40, { readMinutesAgo: 1 }, stuck.memory);
  assert.deepEqual([levelOfSubject(old, A), old.memory], ["unknown", stuck.memory]);
});

Deno.test("a topic of another id has another reassignment", () => {
  const memory = [["a", "another id", 2, 10 * GB, NOW - 60 * MINUTE]];
  assert.equal(levelOfSubject(see(0, {}, memory), A), "clear");
});
