import assert from "node:assert/strict";
import { messageRateAnomaly } from "../../../../src/alerts/rules/message_rate_anomaly.ts";
import type { RateVerdict, TopicRate } from "../../../../src/model/rate_report.ts";
import { madeSnapshot, NOW } from "../../metrics/make_reading.ts";
import { DEFAULTS, findingOf, judge, levelOfSubject, madeReadings } from "./make_readings.ts";

const rule = messageRateAnomaly(DEFAULTS.message_rate_anomaly);

function see(verdicts: Readonly<Record<string, RateVerdict>>) {
  const rates = Object.entries(verdicts).map(([topic, verdict]): [string, TopicRate] => [
    topic,
    { rate: 4, expectedRate: 250, score: -6, verdict, sinceMs: NOW - 120_000 },
  ]);
  const topics = Object.fromEntries(Object.keys(verdicts).map((topic) => [topic, [{}]]));
  return judge(
    rule,
    madeReadings(madeSnapshot({ ...topics, untold: [{}] }), {
      rates: { atMs: NOW, topics: new Map(rates) },
    }),
  );
}

Deno.test("drops and spikes are worth a note, silence a warning", () => {
  const result = see({ less: "drop", more: "spike", none: "silence", same: "usual" });
  const told = result.findings.map(({ subject, severity, forMs }) => [
    subject.topic,
    severity,
    forMs,
  ]);
  assert.deepEqual(told, [
    ["less", "info", 0],
    ["more", "info", 0],
    ["none", "warning", 0],
  ]);
  assert.equal(
    findingOf(result, { topic: "less" })?.summary,
    "4 messages a second are produced to less in prod for 2m; about 250 a second are usual at " +
      "this time.",
  );
  assert.equal(
    findingOf(result, { topic: "none" })?.summary,
    "Nothing has been produced to none in prod for 2m; about 250 a second are usual at this time.",
  );
});

Deno.test("a topic without a verdict is unknown; one that is gone or left out is clear", () => {
  const result = see({ young: "unknown", same: "usual", __internal: "spike" });
  const level = (topic: string) => levelOfSubject(result, { topic });
  assert.deepEqual(["young", "untold", "same", "__internal", "deleted"].map(level), [
    "unknown",
    "unknown",
    "clear",
    "clear",
    "clear",
  ]);
});

Deno.test("without rates of this cycle nothing is known", () => {
  assert.equal(
    judge(rule, madeReadings(madeSnapshot({ a: [{}] }))).others({ topic: "a" }),
    "unknown",
  );
});
