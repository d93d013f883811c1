import assert from "node:assert/strict";
import type { AlertEvent } from "../../../src/model/alert_event.ts";
import { finding, INTERVAL_MS, Simulation, START_MS, told } from "./simulation.ts";

const topics = (count: number) => Array.from({ length: count }, (_, n) => finding(`topic-${n}`));
const HOUR = 3_600_000 / INTERVAL_MS;

/** The newest status of every subject, as somebody sees it who reads the events. */
function firingAfter(events: readonly AlertEvent[]): Set<string> {
  const newest = new Map(events.map((event) => [event.fingerprint, event]));
  return new Set(
    [...newest.values()].filter(({ status }) => status === "firing")
      .map(({ subject }) => subject.topic ?? "all"),
  );
}

Deno.test("as many as the limit are told one by one, one more and they are told as one", () => {
  const few = new Simulation();
  assert.equal(few.step(topics(50)).length, 50);
  const many = new Simulation();
  const [summary, ...more] = many.step(topics(51));
  assert.deepEqual(more, []);
  assert.deepEqual(summary!.subject, {});
  assert.deepEqual([summary!.total, summary!.threshold, summary!.worst.length], [51, 50, 20]);
});

Deno.test("the summary has the gravest severity and names the gravest first", () => {
  const run = new Simulation();
  const said = topics(100).map((each, n) => ({ ...each, value: n }));
  said[7] = { ...said[7]!, severity: "critical" };
  const [summary] = run.step(said);
  assert.equal(summary!.severity, "critical");
  assert.deepEqual(summary!.worst.slice(0, 3), [
    { name: "topic topic-7", value: 7 },
    { name: "topic topic-99", value: 99 },
    { name: "topic topic-98", value: 98 },
  ]);
});

Deno.test("when the storm is over, what is left is told by itself, and nothing is lost", () => {
  const run = new Simulation();
  run.step(topics(5));
  run.step(topics(200));
  assert.deepEqual([...firingAfter(run.events)].length, 6);
  const quiet = run.steps(18, topics(20));
  assert.deepEqual(quiet, []);
  const over = run.steps(3, topics(20));
  assert.deepEqual(told(over), [...new Array(15).fill("started warning"), "resolved warning"]);
  assert.deepEqual(
    firingAfter(run.events),
    new Set(topics(20).map(({ subject }) => subject.topic)),
  );
  assert.equal(over[0]!.startsAtMs, START_MS + 2 * INTERVAL_MS, "since when it really fires");
});

Deno.test("a storm that ends altogether has the end of its last alert", () => {
  const run = new Simulation();
  run.steps(4, topics(200));
  const lastMs = run.nowMs;
  const events = run.steps(30, []);
  assert.deepEqual(told(events), ["resolved warning"]);
  assert.equal(events[0]!.endsAtMs, lastMs);
  assert.deepEqual(run.alerts, []);
});

Deno.test("10,000 conditions that flap for an hour are one alert, and memory stays bounded", () => {
  const run = new Simulation({ repeatMs: 4 * 3_600_000 });
  const all = topics(10_000);
  let most = 0;
  for (let n = 0; n < HOUR; n++) {
    const events = run.step(n % 2 === 0 ? all : []);
    assert.ok(events.length <= 1);
    if (n === 0) assert.deepEqual(told(events), ["started warning"], "in the step that saw it");
    most = Math.max(most, run.alerts.length);
  }
  assert.deepEqual(told(run.events), ["started warning"]);
  assert.ok(most <= 10_001);
  assert.deepEqual(told(run.steps(21, [])), ["resolved warning"]);
  assert.deepEqual(run.alerts, []);
});

Deno.test("conditions that flap out of step are one alert, too", () => {
  const run = new Simulation();
  const all = topics(2_000);
  for (let n = 0; n < HOUR; n++) run.step(all.filter((_, index) => (index * 7 + n) % 5 < 2));
  assert.deepEqual(told(run.events), ["started warning"]);
});

Deno.test("fewer conditions than the limit that flap become one alert when they do not stop", () => {
  const run = new Simulation();
  for (let n = 0; n < HOUR; n++) run.step(n % 2 === 0 ? topics(40) : []);
  assert.deepEqual(told(run.events), [
    ...new Array(40).fill("started warning"),
    ...new Array(40).fill("resolved warning"),
    "started warning",
  ]);
});

Deno.test("alerts that cannot be observed by turns do not make a storm either", () => {
  const run = new Simulation();
  run.step(topics(50));
  for (let n = 0; n < HOUR; n++) run.step(topics(50), n % 8 < 5 ? "unknown" : "clear");
  for (let n = 0; n < HOUR; n++) run.step(n % 8 < 5 ? [] : topics(50), "unknown");
  assert.ok(run.events.length < 50 + 2 * (100 + 600), `${run.events.length} events`);
  run.steps(60, topics(50));
  assert.ok(run.alerts.every(({ told }) => told?.unobserved === false), "the last state is told");
});

Deno.test("a storm that cannot be observed is not resolved", () => {
  const run = new Simulation();
  run.step(topics(200));
  const blind = run.steps(HOUR, [], "unknown");
  assert.deepEqual(told(blind), ["unobserved warning"]);
  run.restart();
  assert.deepEqual(run.steps(HOUR, [], "unknown"), []);
  assert.deepEqual(told(run.steps(3, topics(200))), ["observed warning"]);
  assert.deepEqual(told(run.steps(21, [])), ["resolved warning"]);
});

Deno.test("only so many are tracked, and the summary tells of them", () => {
  const run = new Simulation();
  run.steps(3, topics(30_000));
  assert.ok(run.alerts.length <= 20_001);
  assert.deepEqual(told(run.events), ["started warning"]);
});

Deno.test("storms of one type leave other types alone", () => {
  const run = new Simulation();
  const others = () => "clear" as const;
  const offline = [finding("x", { severity: "critical" })];
  const events = run.judge([
    { type: "under_replicated_partitions", result: { findings: topics(99), others } },
    { type: "offline_partitions", result: { findings: offline, others } },
  ]);
  assert.deepEqual(told(events), ["started warning", "started critical"]);
});
