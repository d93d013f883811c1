import assert from "node:assert/strict";
import {
  DAY,
  HOUR,
  isHour,
  MINUTE,
  MONDAY,
  type RateAt,
  SimulatedTopic,
  WEEK,
} from "./simulated_topic.ts";

/** A base, and every day from 02:00 to 02:30 a load of a hundred times as much. */
const nightly: RateAt = (atMs) => isHour(atMs, 2, 2.5) ? 1_000 : 10;

Deno.test("a load at the same time every day is usual from the second time on", () => {
  const topic = new SimulatedTopic();
  topic.run(2 * DAY, nightly);
  assert.deepEqual(topic.run(13 * DAY, nightly), ["usual"]);
  topic.run(5 * HOUR, nightly);
  assert.ok(topic.newest.expectedRate > 9 && topic.newest.expectedRate < 11);
  assert.deepEqual(topic.run(10 * MINUTE, 1_000), ["usual", "spike"], "but not at 05:00");
});

Deno.test("a load that once fails to come, or comes an hour later, is no news", () => {
  const topic = new SimulatedTopic();
  topic.run(16 * DAY, nightly);
  assert.deepEqual(topic.run(DAY, 10), ["usual"], "it fails to come");
  const late: RateAt = (atMs) => nightly(atMs - HOUR);
  assert.deepEqual(topic.run(DAY, late), ["usual"], "as after a shift of summer time");
});

Deno.test("a shift of summer time is no news for a shop that opens and closes", () => {
  const shop = (shiftMs: number): RateAt => (atMs) => isHour(atMs + shiftMs, 8, 18) ? 200 : 2;
  for (const shiftMs of [HOUR, -HOUR]) {
    const topic = new SimulatedTopic();
    topic.run(2 * DAY, shop(0));
    assert.deepEqual(topic.run(19 * DAY, shop(0)), ["usual"]);
    assert.deepEqual(topic.run(2 * WEEK, shop(shiftMs)), ["usual"]);
  }
});

Deno.test("what comes once a week is expected from the third week on, the week's end included", () => {
  // Sunday, 23:30, until Monday, 00:30: it wraps around the week.
  const weekly: RateAt = (atMs) => {
    const minutes = ((atMs - MONDAY + 30 * MINUTE) % WEEK) / MINUTE;
    return minutes < 60 ? 400 : 20;
  };
  const topic = new SimulatedTopic();
  topic.run(15 * DAY, weekly);
  assert.deepEqual(topic.run(5 * DAY, weekly), ["usual"]);
  assert.deepEqual(topic.run(2 * DAY, weekly), ["usual"]);
  assert.deepEqual(topic.run(10 * MINUTE, 400), ["usual", "spike"], "on another day");
});

Deno.test("an odd week among three does not change what is usual", () => {
  const topic = new SimulatedTopic();
  topic.run(2 * WEEK + 2 * DAY, 50);
  topic.run(2 * HOUR, 0);
  topic.run(WEEK - 2 * HOUR, 50);
  assert.deepEqual(topic.run(5 * MINUTE, 0), ["usual", "silence"], "at the same hour a week later");
});

Deno.test("a holiday that sets in slowly is no news, and an outage on it is", () => {
  const shop: RateAt = (atMs) => 20 + 180 * Math.max(0, Math.sin(Math.PI * (atMs % DAY) / DAY));
  const topic = new SimulatedTopic();
  topic.run(2 * DAY, shop);
  assert.deepEqual(topic.run(20 * DAY, shop), ["usual"]);
  const fromMs = topic.nowMs;
  const holiday: RateAt = (atMs) => shop(atMs) * 0.3 ** Math.min(1, (atMs - fromMs) / (4 * HOUR));
  assert.deepEqual(topic.run(12 * HOUR, holiday), ["usual"]);
  assert.deepEqual(topic.run(5 * MINUTE, 0), ["usual", "silence"]);
});

Deno.test("bursts at four hours of the day in two weeks are usual for the topic", () => {
  const topic = new SimulatedTopic();
  topic.run(16 * DAY, 50);
  const burst = () => topic.run(10 * MINUTE, 500);
  const rest = (durationMs: number) => topic.run(durationMs, 50);
  for (const hours of [5, 29, 31, 4]) {
    assert.deepEqual(burst(), ["usual", "spike"]);
    rest(hours * HOUR);
  }
  assert.deepEqual(burst(), ["usual"], "the fifth");
  rest(7 * HOUR);
  assert.deepEqual(topic.run(10 * MINUTE, 2_000), ["usual", "spike"], "but not a greater one");
  rest(22 * DAY);
  assert.deepEqual(burst(), ["usual", "spike"], "after three weeks it is forgotten");
});

Deno.test("before two weeks are known, a burst that came once is usual", () => {
  const topic = new SimulatedTopic();
  topic.run(3 * HOUR, 50);
  topic.run(10 * MINUTE, 500);
  topic.run(2 * DAY, 50);
  assert.deepEqual(topic.run(10 * MINUTE, 500), ["usual"]);
  topic.run(7 * HOUR, 50);
  assert.deepEqual(topic.run(10 * MINUTE, 1_500), ["usual", "spike"]);
});

Deno.test("what came late is no spike either where the drop had become usual, as just before the end of a day", () => {
  const topic = new SimulatedTopic();
  const shop = (atMs: number) => isHour(atMs, 8, 17.6) ? 100 : 5;
  topic.run(3 * WEEK + 2 * DAY + 15 * HOUR, shop);
  const dropped = topic.run(2 * HOUR + 5 * MINUTE, (atMs) => 0.27 * shop(atMs));
  assert.ok(dropped.includes("drop"));
  assert.equal(dropped.at(-1), "usual", "an hour from now it always is as low");
  assert.deepEqual(topic.run(20 * MINUTE, 500), ["usual"]);
  assert.deepEqual(topic.run(HOUR, shop), ["usual"]);
});
