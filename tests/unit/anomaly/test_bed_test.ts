import assert from "node:assert/strict";
import { classOf } from "../../../bench/anomaly/classes.ts";
import { SuddenAndOutOfHour } from "../../../bench/anomaly/methods/sudden_and_out_of_hour.ts";
import { TRAINED_MS } from "../../../bench/anomaly/score.ts";
import { makeTopics, runTestBed } from "../../../bench/anomaly/test_bed.ts";
import { MINUTE } from "../../../bench/anomaly/traffic.ts";

Deno.test("on the test bed outages and spikes are found in time, and nothing is told wrongly", () => {
  const [count, weeks] = [26, 5];
  const topics = makeTopics(count, weeks);
  const [result] = runTestBed(topics, weeks, [new SuddenAndOutOfHour(count)], () => {});
  const { findings, notifications } = result!.score;
  const must = findings.filter(({ topic, accident }) =>
    accident.fromMs >= TRAINED_MS &&
    ["outage", "spike"].includes(classOf(topics[topic]!.shape, accident))
  );
  assert.ok(must.length >= 10, `${must.length} accidents`);
  assert.deepEqual(must.filter(({ delayMs }) => !(delayMs <= 3 * MINUTE)), []);
  const wrong = notifications.filter(({ atMs, accident }) =>
    atMs >= TRAINED_MS && accident === undefined
  );
  assert.deepEqual(wrong, []);
});
