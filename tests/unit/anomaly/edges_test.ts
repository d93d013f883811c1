import assert from "node:assert/strict";
import { decodePage, encodePage } from "../../../src/anomaly/baseline_pages.ts";
import { joinPages } from "../../../src/anomaly/join_pages.ts";
import { timing } from "../../../src/anomaly/timing.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import {
  DAY,
  HOUR,
  INTERVAL_MS,
  MINUTE,
  SECOND,
  SimulatedTopic,
  TIMES,
  WEEK,
} from "./simulated_topic.ts";

Deno.test("after the first reading a topic is unknown, and has its rate", () => {
  const topic = new SimulatedTopic();
  const { rate, verdict, sinceMs } = topic.read(70);
  assert.deepEqual([rate, verdict, sinceMs], [70, "unknown", topic.nowMs]);
});

Deno.test("without a rate a topic is unknown, and then what it was before", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  topic.timeUntil("silence", 0);
  const { sinceMs } = topic.newest;
  topic.run(MINUTE, 0);
  const blindMs = topic.nowMs + INTERVAL_MS;
  topic.read(NaN, NaN, INTERVAL_MS);
  const unknown = topic.read(NaN, NaN, INTERVAL_MS);
  assert.deepEqual([unknown.verdict, unknown.sinceMs], ["unknown", blindMs]);
  assert.ok(Number.isNaN(unknown.rate) && Number.isNaN(unknown.score));
  const again = topic.read(0, 45 * SECOND, 15 * SECOND);
  assert.deepEqual([again.verdict, again.sinceMs], ["silence", sinceMs]);
});

Deno.test("after a gap of ten minutes it looks anew for a while, then tells what is", () => {
  for (const [rate, verdict] of [[50, "usual"], [0, "silence"], [500, "spike"]] as const) {
    const topic = SimulatedTopic.steady(50, 26 * HOUR);
    assert.equal(topic.read(50, INTERVAL_MS, 10 * MINUTE).verdict, "unknown");
    if (verdict === "spike") topic.run(20 * MINUTE, 50);
    const seen = topic.run(5 * MINUTE, rate);
    assert.equal(seen.at(-1), verdict, `${seen}`);
    assert.ok(!seen.slice(0, -1).some((each) => each !== "unknown" && each !== "usual"));
  }
});

Deno.test("a monitor that reads every quarter of an hour is not blind for that", () => {
  const times = timing({ warmUpMs: DAY, intervalMs: 15 * MINUTE });
  const slow = new SimulatedTopic(times);
  for (let count = 0; count < 120; count++) slow.read(50, 15 * MINUTE);
  assert.equal(slow.newest.verdict, "usual");
  for (let count = 0; count < 3; count++) slow.read(0, 15 * MINUTE);
  assert.equal(slow.newest.verdict, "silence");
});

Deno.test("what came in a rush after a time that nobody saw is no spike", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  topic.read(50, INTERVAL_MS, 4 * MINUTE);
  assert.deepEqual(topic.run(45 * SECOND, 250), ["usual"]);
  assert.deepEqual(topic.run(10 * MINUTE, 50), ["usual"]);
});

Deno.test("after hours without a reading it learns the level anew before it tells anything", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  topic.timeUntil("silence", 0);
  topic.read(500, INTERVAL_MS, 3 * HOUR);
  assert.deepEqual(topic.run(14 * MINUTE, 500), ["unknown"]);
  assert.deepEqual(topic.run(2 * HOUR, 500), ["unknown", "usual"], "500 is the level now");
});

Deno.test("a rate over a long time, as after a stop of the clock's machine, is not judged", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  assert.equal(topic.read(0.1, 30 * MINUTE).verdict, "unknown");
  assert.deepEqual(topic.run(HOUR, 50), ["unknown", "usual"]);
});

Deno.test("a clock that steps costs a moment of sight and no false verdict", () => {
  for (const stepMs of [HOUR, -HOUR, 2 * DAY, -2 * DAY, 90 * SECOND, -90 * SECOND]) {
    const topic = SimulatedTopic.steady(50, 26 * HOUR);
    const elapsedMs = INTERVAL_MS + stepMs;
    topic.read(50 * INTERVAL_MS / elapsedMs, elapsedMs);
    const seen = topic.run(5 * HOUR, 50);
    assert.equal(seen.at(-1), "usual", `${stepMs}: ${seen}`);
    assert.ok(!seen.some((each) => each !== "unknown" && each !== "usual"), `${stepMs}: ${seen}`);
    assert.ok(topic.timeUntil("silence", 0) <= 3 * MINUTE);
  }
});

Deno.test("a topic that was created again under its name is learned anew", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  topic.identity = { topicId: "id-2" };
  assert.deepEqual(topic.run(20 * HOUR, 0), ["unknown"]);
  const old = new SimulatedTopic();
  old.identity = { topicId: undefined, isNew: false };
  old.run(26 * HOUR, 50);
  old.identity = { topicId: undefined, isNew: true };
  assert.equal(old.read(0).verdict, "unknown");
  old.identity = { topicId: undefined, isNew: false };
  assert.deepEqual(old.run(20 * HOUR, 0), ["unknown"]);
});

Deno.test("a topic that was away for a moment is the same if its id is", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  topic.identity = { topicId: "id-1", isNew: true };
  topic.read(NaN, NaN, INTERVAL_MS);
  topic.identity = { topicId: "id-1" };
  assert.deepEqual(topic.run(HOUR, 50), ["usual"]);
});

Deno.test("Kafka's own topics and those that are switched off are not judged, but have a rate", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  topic.identity = { topicId: "id-1", internal: true };
  const { rate, expectedRate, verdict } = topic.read(7);
  assert.deepEqual([rate, expectedRate, verdict], [7, NaN, "usual"]);
  topic.identity = { topicId: "id-1" };
  topic.policy = { ...topic.policy, enabled: false };
  assert.equal(topic.read(7).verdict, "usual");
});

Deno.test("a restart with what was stored goes on as before", () => {
  const restart = (topic: SimulatedTopic, awayMs: number) => {
    const page = decodePage(encodePage(topic.baselines!, 0, TIMES.hourMs), TIMES.hourMs);
    topic.baselines = runAtOnce(joinPages([page], TIMES));
    topic.nowMs += awayMs;
  };
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  restart(topic, 20 * SECOND);
  assert.deepEqual(topic.run(HOUR, 50), ["usual"]);
  topic.timeUntil("silence", 0);
  const { sinceMs } = topic.newest;
  restart(topic, 20 * SECOND);
  assert.deepEqual(topic.run(HOUR, 0), ["silence"]);
  assert.equal(topic.newest.sinceMs, sinceMs, "it is the same silence");
  restart(topic, 3 * DAY);
  assert.deepEqual(topic.run(HOUR, 50), ["unknown", "usual"], "days later");
  restart(topic, 6 * WEEK);
  assert.deepEqual(topic.run(HOUR, 50), ["unknown", "usual"], "weeks later");
});
