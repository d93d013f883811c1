import assert from "node:assert/strict";
import { DAY, HOUR, INTERVAL_MS, MINUTE, SECOND, SimulatedTopic } from "./simulated_topic.ts";

/** Outages and spikes must be told within this time. */
const IN_TIME_MS = 3 * MINUTE;

Deno.test("while a topic is new it is unknown, whatever it does", () => {
  const topic = new SimulatedTopic();
  assert.deepEqual(topic.run(12 * HOUR, 100), ["unknown"]);
  assert.deepEqual(topic.run(1 * HOUR, 0), ["unknown"]);
  assert.deepEqual(topic.run(1 * HOUR, 2_000), ["unknown"]);
  const { rate, expectedRate, score, sinceMs } = topic.newest;
  assert.ok(rate > 1_500);
  assert.ok(Number.isNaN(expectedRate) && Number.isNaN(score));
  assert.equal(sinceMs, topic.nowMs - 14 * HOUR + INTERVAL_MS);
});

Deno.test("a steady topic is as usual, with what is expected and a score near 0", () => {
  const topic = SimulatedTopic.steady(100, 26 * HOUR);
  assert.equal(topic.newest.verdict, "usual");
  assert.ok(Math.abs(topic.newest.expectedRate - 100) < 3);
  assert.equal(topic.newest.score, 0);
  assert.ok(topic.newest.sinceMs < topic.nowMs - HOUR);
});

Deno.test("a topic that stops is silent in time, and as usual again when it goes on", () => {
  for (const rate of [1, 1_000_000]) {
    const topic = SimulatedTopic.steady(rate, 26 * HOUR);
    assert.ok(topic.timeUntil("silence", 0) <= IN_TIME_MS);
    assert.equal(topic.newest.sinceMs, topic.nowMs);
    assert.ok(topic.newest.score < -4);
    assert.deepEqual(topic.run(2 * HOUR, 0), ["silence"]);
    assert.ok(Math.abs(topic.newest.expectedRate - rate) < 0.05 * rate, "it learns nothing");
    assert.deepEqual(topic.run(10 * MINUTE, rate), ["silence", "usual"]);
  }
});

Deno.test("a fifth of the messages is a drop", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  assert.ok(topic.timeUntil("drop", 10) <= IN_TIME_MS);
  assert.deepEqual(topic.run(10 * MINUTE, 50), ["drop", "usual"]);
});

Deno.test("five times the messages are a spike", () => {
  const topic = SimulatedTopic.steady(1, 26 * HOUR);
  assert.ok(topic.timeUntil("spike", 5) <= IN_TIME_MS);
  assert.ok(topic.newest.score >= 4);
  assert.deepEqual(topic.run(10 * MINUTE, 1), ["spike", "usual"]);
});

Deno.test("what lasts for a moment only is nothing", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  assert.deepEqual(topic.run(45 * SECOND, 2_000), ["usual"]);
  assert.deepEqual(topic.run(30 * MINUTE, 50), ["usual"]);
  assert.deepEqual(topic.run(45 * SECOND, 0), ["usual"]);
  assert.deepEqual(topic.run(30 * MINUTE, 50), ["usual"]);
});

Deno.test("a drop that ends in silence is a silence, and with a trickle a drop again", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  topic.timeUntil("drop", 5);
  assert.deepEqual(topic.run(10 * MINUTE, 0), ["drop", "silence"]);
  assert.deepEqual(topic.run(10 * MINUTE, 5), ["silence", "drop"]);
  assert.deepEqual(topic.run(10 * MINUTE, 50), ["drop", "usual"]);
});

Deno.test("a spike that ends in an outage becomes a silence", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  topic.timeUntil("spike", 500);
  assert.deepEqual(topic.run(10 * MINUTE, 0), ["spike", "silence"]);
});

Deno.test("what comes late in a rush after an outage is no spike, but what goes on is", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  topic.run(HOUR, 0);
  // An hour of messages, at five times the rate, comes in a quarter of an hour.
  assert.deepEqual(topic.run(15 * MINUTE, 250), ["silence", "usual"]);
  assert.deepEqual(topic.run(30 * MINUTE, 50), ["usual"]);
  assert.ok(topic.timeUntil("spike", 250) <= IN_TIME_MS, "nothing is owed any more");
  const other = SimulatedTopic.steady(50, 26 * HOUR);
  other.run(10 * MINUTE, 0);
  assert.deepEqual(other.run(30 * MINUTE, 500), ["silence", "spike"]);
});

Deno.test("a slow topic is as usual whatever it does, and a lower limit changes that", () => {
  const topic = SimulatedTopic.steady(0.2, 26 * HOUR);
  assert.deepEqual(topic.run(HOUR, 0), ["usual"]);
  assert.deepEqual(topic.run(HOUR, 20), ["usual"], "it is busy now, and that is learned");
  const watched = new SimulatedTopic();
  watched.policy = { ...watched.policy, minRate: 0.1 };
  watched.run(26 * HOUR, 0.2);
  assert.deepEqual(watched.run(HOUR, 0), ["usual", "silence"]);
});

Deno.test("a change that lasts a day is how things are", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  assert.deepEqual(topic.run(DAY - HOUR, 500), ["usual", "spike"]);
  assert.ok(topic.newest.expectedRate < 55, "nothing was learned");
  assert.deepEqual(topic.run(3 * HOUR, 500), ["spike", "usual"]);
  assert.ok(Math.abs(topic.newest.expectedRate - 500) < 50);
  assert.ok(topic.timeUntil("silence", 0) <= IN_TIME_MS);
});

Deno.test("a slow change is followed", () => {
  const topic = SimulatedTopic.steady(50, 26 * HOUR);
  const fromMs = topic.nowMs;
  const seen = topic.run(4 * HOUR, (atMs) => 50 * 8 ** ((atMs - fromMs) / (4 * HOUR)));
  assert.deepEqual(seen, ["usual"]);
  assert.ok(topic.newest.expectedRate > 250);
});

Deno.test("sensitivity tells how small a change may be", () => {
  const verdict = (factor: number, smallestChange: number) => {
    const topic = SimulatedTopic.steady(50, 26 * HOUR);
    topic.policy = { ...topic.policy, smallestChange: Math.log(smallestChange) };
    topic.run(5 * MINUTE, 50 * factor);
    return topic.newest.verdict;
  };
  assert.equal(verdict(2, 2.5), "usual");
  assert.equal(verdict(2, 1.7), "spike");
  assert.equal(verdict(3.5, 2.5), "spike");
  assert.equal(verdict(3.5, 4), "usual");
});

Deno.test("messages that come in bulks are usual, and none for much longer is a silence", () => {
  const topic = new SimulatedTopic();
  const bulks = (atMs: number) => atMs % (2 * MINUTE) === 0 ? 400 : 0;
  topic.run(25 * HOUR, bulks);
  assert.deepEqual(topic.run(5 * HOUR, bulks), ["usual"]);
  assert.deepEqual(topic.run(4 * MINUTE, 0), ["usual", "silence"]);
});
