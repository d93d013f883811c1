import assert from "node:assert/strict";
import { jvmMemory } from "../../../../src/alerts/rules/jvm_memory.ts";
import type { JvmReading } from "../../../../src/model/jvm_reading.ts";
import { NOW } from "../../metrics/make_reading.ts";
import { DEFAULTS, findingOf, judge, levelOfSubject, madeReadings } from "./make_readings.ts";

const rule = jvmMemory(DEFAULTS.jvm_memory);
const SUBJECT = { instance: "kafka-1" };

type Measures = Pick<
  JvmReading,
  "heapAfterCollectionRatio" | "heapTroughRatio" | "gcTimeRatio"
>;

function see(live: number, trough: number, gc: number) {
  const measures: Measures = {
    heapAfterCollectionRatio: live,
    heapTroughRatio: trough,
    gcTimeRatio: gc,
  };
  const jvm: JvmReading = {
    instance: "kafka-1",
    url: "http://kafka-1:7071/metrics",
    cluster: undefined,
    readAtMs: NOW,
    error: undefined,
    heapUsedBytes: 1,
    heapMaxBytes: 2,
    ...measures,
  };
  return judge(rule, madeReadings(undefined, { jvms: [jvm] }));
}

Deno.test("each measure fires by itself, and is in between just below its level", () => {
  const level = (...measures: [number, number, number]) =>
    levelOfSubject(see(...measures), SUBJECT);
  assert.equal(level(0.3, 0.4, 0.01), "clear");
  assert.equal(level(0.8, 0.4, 0.01), "firing");
  assert.equal(level(0.7, 0.4, 0.01), "between");
  assert.equal(level(0.3, 0.9, 0.01), "firing");
  assert.equal(level(0.3, 0.8, 0.01), "between");
  assert.equal(level(0.3, 0.4, 0.1), "firing");
  assert.equal(level(0.3, 0.4, 0.09), "between");
});

Deno.test("what is gravest gives the severity, and all that fires is told", () => {
  const severity = (...measures: [number, number, number]) =>
    findingOf(see(...measures), SUBJECT)?.severity;
  assert.equal(severity(0.8, 0.5, 0), "warning");
  assert.equal(severity(0.9, 0.5, 0), "critical");
  assert.equal(severity(0.3, 0.5, 0.1), "warning");
  assert.equal(severity(0.3, 0.5, 0.3), "critical");
  const finding = findingOf(see(0.95, 0.92, 0.01), SUBJECT)!;
  assert.equal(
    finding.summary,
    "The JVM kafka-1 is short of memory: at least 92 % of the heap was in use all the time and " +
      "95 % of the old generation are in use after its collection.",
  );
  assert.deepEqual(finding.worst, [
    { name: "least heap in use", value: 0.92 },
    { name: "heap after collection", value: 0.95 },
  ]);
  assert.deepEqual([finding.severity, finding.forMs, finding.value, finding.threshold], [
    "critical",
    300_000,
    0.92,
    0.9,
  ]);
});

Deno.test("what is not known is unknown, but a low trough tells that little is alive", () => {
  const level = (...measures: [number, number, number]) =>
    levelOfSubject(see(...measures), SUBJECT);
  assert.equal(level(NaN, NaN, NaN), "unknown");
  assert.equal(level(0.3, NaN, 0.01), "unknown");
  assert.equal(level(0.3, 0.4, NaN), "unknown");
  assert.equal(level(0.7, 0.4, NaN), "unknown");
  assert.equal(level(NaN, 0.4, 0.01), "clear");
  assert.equal(level(NaN, 0.7, 0.01), "unknown");
  assert.equal(level(0.9, NaN, NaN), "firing");
});

Deno.test("a JVM that is not watched any more is clear", () => {
  const result = judge(rule, madeReadings(undefined));
  assert.equal(result.others(SUBJECT), "clear");
});
