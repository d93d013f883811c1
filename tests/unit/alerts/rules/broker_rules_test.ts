import assert from "node:assert/strict";
import { brokerDown } from "../../../../src/alerts/rules/broker_down.ts";
import { logDir } from "../../../../src/alerts/rules/log_dir.ts";
import { monitorBlind } from "../../../../src/alerts/rules/monitor_blind.ts";
import type { BrokerLogDirs, LogDir } from "../../../../src/model/log_dirs.ts";
import { INTERVAL_MS, madeBroker, madeSnapshot, NOW } from "../../metrics/make_reading.ts";
import { DEFAULTS, findingOf, judge, levelOfSubject, madeReadings } from "./make_readings.ts";

const GB = 1e9;
const down = brokerDown(DEFAULTS.broker_down);
const dirs = logDir(DEFAULTS.log_dir);
const blind = monitorBlind(DEFAULTS.monitor_blind);

Deno.test("a broker that the cluster does not count as alive is down, with what it takes along", () => {
  const snapshot = madeSnapshot({
    a: [{ replicas: [1, 2], isr: [1] }, { leader: NaN, replicas: [2], isr: [2] }],
    b: [{ replicas: [1] }],
  }, { brokers: [madeBroker(1), madeBroker(2, { up: false, reachable: false })] });
  const result = judge(down, madeReadings(snapshot));
  const finding = findingOf(result, { broker: 2 })!;
  assert.equal(result.findings.length, 1);
  assert.deepEqual([finding.severity, finding.forMs, finding.value], ["warning", 300_000, 2]);
  assert.equal(
    finding.summary,
    "Broker 2 (kafka-2:9092) of prod is down: the cluster does not count it as alive.",
  );
  assert.match(finding.description, /2 partitions lack its replica, and 1 of them is offline\./);
  assert.equal(result.others({ broker: 1 }), "clear");
  assert.equal(result.others({ broker: 99 }), "clear", "it is forgotten");
});

Deno.test("a broker that we cannot reach, but that the cluster sees, is not down", () => {
  const snapshot = madeSnapshot({}, { brokers: [madeBroker(1, { reachable: false })] });
  assert.equal(levelOfSubject(judge(down, madeReadings(snapshot)), { broker: 1 }), "clear");
});

Deno.test("a broker without replicas that is gone is worth a note, even with an unknown address", () => {
  const gone = madeBroker(9, { up: false, address: undefined });
  const snapshot = madeSnapshot({ a: [{ replicas: [1] }] }, { brokers: [madeBroker(1), gone] });
  const finding = findingOf(judge(down, madeReadings(snapshot)), { broker: 9 })!;
  assert.equal(finding.severity, "info");
  assert.match(finding.summary, /^Broker 9 of prod is down/);
});

function dir(path: string, usedShare: number, more: Partial<LogDir> = {}): LogDir {
  const sizes = { sizeBytes: GB, totalBytes: 100 * GB, usableBytes: (1 - usedShare) * 100 * GB };
  return { path, up: true, ...sizes, ...more };
}

function brokerDirs(brokerId: number, ofBroker: readonly LogDir[], readAtMs = NOW): BrokerLogDirs {
  const nothing = { slots: new Int32Array(), sizesBytes: new Float64Array() };
  return { brokerId, readAtMs, dirs: ofBroker, ...nothing };
}

function dirsSnapshot(...logDirs: BrokerLogDirs[]) {
  return madeReadings(
    madeSnapshot({}, { brokers: [1, 2, 3].map((id) => madeBroker(id)), logDirs }),
  );
}

Deno.test("directories fire as their file system fills, and keep what is just below the level", () => {
  const shares = { low: 0.5, kept: 0.83, high: 0.86, full: 0.96 };
  const all = Object.entries(shares).map(([path, share]) => dir(`/${path}`, share));
  const result = judge(dirs, dirsSnapshot(brokerDirs(1, all)));
  const found = Object.keys(shares).map((path) => {
    const finding = findingOf(result, { broker: 1, dir: `/${path}` });
    return [path, finding?.level, finding?.severity];
  });
  assert.deepEqual(found, [
    ["low", undefined, undefined],
    ["kept", "between", "warning"],
    ["high", "firing", "warning"],
    ["full", "firing", "critical"],
  ]);
  assert.equal(result.others({ broker: 1, dir: "/low" }), "clear");
  const finding = findingOf(result, { broker: 1, dir: "/high" })!;
  assert.equal(
    finding.summary,
    "The file system of log directory /high of broker 1 in prod is 86 % full.",
  );
  assert.deepEqual([finding.forMs, finding.threshold], [600_000, 0.85]);
});

Deno.test("a directory that its broker has lost is critical after a minute", () => {
  const lost = dir("/data", NaN, { up: false, totalBytes: NaN, usableBytes: NaN });
  const result = judge(dirs, dirsSnapshot(brokerDirs(2, [lost, dir("/other", 0.1)])));
  const finding = findingOf(result, { broker: 2, dir: "/data" })!;
  assert.deepEqual([finding.level, finding.severity, finding.forMs], [
    "firing",
    "critical",
    60_000,
  ]);
  assert.equal(result.findings.length, 1);
});

Deno.test("sizes that a broker does not tell leave only the lost directory to be seen", () => {
  const untold = dir("/data", NaN, { totalBytes: NaN, usableBytes: NaN });
  const result = judge(dirs, dirsSnapshot(brokerDirs(1, [untold])));
  assert.equal(levelOfSubject(result, { broker: 1, dir: "/data" }), "clear");
});

Deno.test("directories are unknown where they were not read lately, or may not be", () => {
  const full = [dir("/data", 0.99)];
  const old = brokerDirs(1, full, NOW - 180_001);
  const result = judge(dirs, dirsSnapshot(old, brokerDirs(2, [])));
  const level = (broker: number) => levelOfSubject(result, { broker, dir: "/data" });
  assert.deepEqual([level(1), level(2), level(3)], ["unknown", "unknown", "unknown"]);
  assert.equal(level(4), "clear", "there is no such broker any more");
});

Deno.test("a cluster that cannot be read is told with the reason, and its brokers are unknown", () => {
  const old = madeSnapshot({}, { metadataReadAtMs: NOW - 3 * INTERVAL_MS - 1 });
  const result = judge(blind, madeReadings(old, { lastError: "no\nbroker answered" }));
  const finding = findingOf(result, {})!;
  assert.deepEqual([finding.severity, finding.forMs], ["critical", 120_000]);
  assert.equal(finding.summary, "Nothing could be read from Kafka cluster prod for 45s.");
  assert.match(finding.description, /The newest error: "no\\nbroker answered"$/);
  assert.equal(result.others({ broker: 1 }), "unknown");
});

Deno.test("a cluster that was never read is told without its name", () => {
  const result = judge(blind, madeReadings(undefined, { cluster: "" }));
  assert.equal(findingOf(result, {})?.summary, "Nothing could be read from Kafka yet.");
});

Deno.test("a broker that is up and does not answer is told; all others are clear", () => {
  const brokers = [
    madeBroker(1),
    madeBroker(2, { reachable: false }),
    madeBroker(3, { up: false, reachable: false }),
  ];
  const result = judge(blind, madeReadings(madeSnapshot({}, { brokers })));
  assert.deepEqual(result.findings.map(({ subject, severity }) => [subject, severity]), [
    [{ broker: 2 }, "warning"],
  ]);
  assert.deepEqual([result.others({}), result.others({ broker: 3 })], ["clear", "clear"]);
});
