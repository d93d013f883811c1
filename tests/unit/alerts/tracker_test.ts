import assert from "node:assert/strict";
import { toAlertState } from "../../../src/alerts/tracker/tracked_alert.ts";
import { finding, INTERVAL_MS, Simulation, START_MS, told } from "./simulation.ts";

const MINUTE = 4;
const minuteLong = { forMs: 60_000 };

Deno.test("an alert waits for its time, fires once, and is resolved once", () => {
  const run = new Simulation();
  assert.deepEqual(run.steps(MINUTE, [finding("t", minuteLong)]), []);
  assert.equal(toAlertState(run.alerts[0]!).state, "pending");
  const [started, ...more] = run.steps(10, [finding("t", minuteLong)]);
  assert.deepEqual(more, []);
  assert.equal(started!.startsAtMs, START_MS + 5 * INTERVAL_MS, "first seen, and a minute later");
  assert.equal(started!.id, `${started!.fingerprint}-${started!.startsAtMs}-1`);
  const [resolved] = run.step([]);
  assert.deepEqual([resolved!.status, resolved!.sequence], ["resolved", 2]);
  assert.equal(resolved!.endsAtMs, run.nowMs);
  assert.equal(resolved!.startsAtMs, started!.startsAtMs);
  assert.deepEqual(run.steps(10, []), []);
});

Deno.test("a condition that ends in time is never told, and its time begins anew", () => {
  const run = new Simulation();
  run.steps(MINUTE, [finding("t", minuteLong)]);
  run.step([]);
  run.steps(MINUTE, [finding("t", minuteLong)]);
  assert.deepEqual(run.events, []);
  assert.deepEqual(told(run.step([finding("t", minuteLong)])), ["started warning"]);
});

Deno.test("time in which it is unknown does not count for a pending alert", () => {
  const run = new Simulation();
  run.steps(3, [finding("t", minuteLong)]);
  run.steps(100, [], "unknown");
  // 30 s had been seen; the step after the blindness is a first look.
  assert.deepEqual(run.steps(2, [finding("t", minuteLong)]), []);
  assert.deepEqual(told(run.step([finding("t", minuteLong)])), ["started warning"]);
});

Deno.test("unknown never resolves, and is told once each way", () => {
  const run = new Simulation();
  const [started] = run.step([finding("t")]);
  const blind = run.steps(1000, [], "unknown");
  assert.deepEqual(told(blind), ["unobserved warning"]);
  assert.equal(blind[0]!.status, "firing");
  assert.equal(blind[0]!.unobservedSinceMs, START_MS + 2 * INTERVAL_MS);
  assert.equal(toAlertState(run.alerts[0]!).state, "unobserved");
  const [observed] = run.step([finding("t")]);
  assert.deepEqual([observed!.reason, observed!.unobservedSinceMs], ["observed", undefined]);
  assert.equal(observed!.startsAtMs, started!.startsAtMs);
  assert.deepEqual(told(run.step([])), ["resolved warning"]);
});

Deno.test("what has ended when it can be seen again is resolved, without another word", () => {
  const run = new Simulation();
  run.step([finding("t")]);
  run.steps(10, [finding("t", { level: "unknown" })]);
  const [resolved, ...more] = run.step([], "clear");
  assert.deepEqual(more, []);
  assert.deepEqual([resolved!.reason, resolved!.unobservedSinceMs], ["resolved", undefined]);
});

Deno.test("a short blindness is not told", () => {
  const run = new Simulation();
  run.step([finding("t")]);
  run.steps(3, [], "unknown");
  run.step([finding("t")]);
  assert.deepEqual(told(run.events), ["started warning"]);
});

Deno.test("what is unknown from the start begins nothing", () => {
  const run = new Simulation();
  run.steps(10, [finding("t", { level: "unknown" })], "unknown");
  assert.deepEqual([run.events, run.alerts], [[], []]);
});

Deno.test("between the levels nothing begins, nothing ends, and no time counts", () => {
  const run = new Simulation();
  const between = finding("t", { ...minuteLong, level: "between" });
  run.steps(10, [between]);
  assert.deepEqual(run.alerts, []);
  run.step([finding("t", minuteLong)]);
  run.steps(10, [between]);
  run.steps(MINUTE, [finding("t", minuteLong)]);
  assert.deepEqual(run.events, []);
  run.step([finding("t", minuteLong)]);
  run.steps(10, [between]);
  assert.deepEqual(told(run.events), ["started warning"]);
  assert.deepEqual(told(run.step([])), ["resolved warning"]);
});

Deno.test("a graver severity has to hold as long as the alert had to", () => {
  const run = new Simulation();
  const grave = finding("t", { ...minuteLong, severity: "critical" });
  run.steps(5, [finding("t", minuteLong)]);
  assert.deepEqual(told(run.events), ["started warning"]);
  run.step([grave]);
  run.step([finding("t", minuteLong)]);
  assert.deepEqual(run.steps(MINUTE, [grave]), [], "one look in between counts for nothing");
  const [changed] = run.step([grave]);
  assert.deepEqual(told([changed!]), ["severity critical"]);
  assert.deepEqual(changed!.severities, ["warning", "critical"]);
  const [resolved] = run.step([]);
  assert.deepEqual([resolved!.severity, resolved!.severities], ["critical", [
    "warning",
    "critical",
  ]]);
});

Deno.test("a pending alert fires with what held throughout, not with its last moment", () => {
  const run = new Simulation();
  run.steps(MINUTE, [finding("t", minuteLong)]);
  assert.deepEqual(told(run.step([finding("t", { ...minuteLong, severity: "critical" })])), [
    "started warning",
  ]);
});

Deno.test("a graver severity with a shorter time of its own fires when that is over", () => {
  const run = new Simulation();
  const mild = finding("t", { forMs: 600_000 });
  const grave = finding("t", { forMs: 60_000, severity: "critical" });
  run.steps(2 * MINUTE, [mild]);
  assert.deepEqual(run.steps(MINUTE, [grave]), []);
  assert.deepEqual(told(run.step([grave])), ["started critical"]);
});

Deno.test("a graver severity with a longer time does not keep the milder one from firing", () => {
  const run = new Simulation();
  const grave = finding("t", { forMs: 600_000, severity: "critical" });
  run.steps(2, [finding("t", minuteLong)]);
  assert.deepEqual(run.steps(2, [grave]), []);
  assert.deepEqual(told(run.step([grave])), ["started warning"]);
  assert.deepEqual(told(run.steps(10 * MINUTE, [grave])), ["severity critical"]);
});

Deno.test("an event without a time of its own changes its severity at once", () => {
  const run = new Simulation();
  run.step([finding("t")]);
  assert.deepEqual(told(run.step([finding("t", { severity: "info" })])), ["severity info"]);
});

Deno.test("what goes on is repeated, with its newest details", () => {
  const run = new Simulation({ repeatMs: 3_600_000 });
  run.step([finding("t")]);
  const repeats = run.steps(240 * 3, [finding("t", { value: 7 })]);
  assert.deepEqual(told(repeats), new Array(3).fill("repeat warning"));
  assert.deepEqual(repeats.map(({ sequence, value }) => [sequence, value]), [[2, 7], [3, 7], [
    4,
    7,
  ]]);
});

Deno.test("an event is shown for its time; a second one is another incident", () => {
  const run = new Simulation();
  const grown = finding("t", { lastsMs: 300_000 });
  const [first] = run.step([grown]);
  run.steps(5, []);
  const again = run.step([grown]);
  assert.deepEqual(told(again), ["resolved warning", "started warning"]);
  assert.notEqual(again[1]!.id, first!.id);
  assert.equal(again[1]!.fingerprint, first!.fingerprint);
  assert.deepEqual(run.steps(19, []), []);
  const [resolved] = run.step([]);
  assert.equal(resolved!.endsAtMs, again[1]!.startsAtMs + 300_000);
});

Deno.test("the time of an event does not end while nobody can look", () => {
  const run = new Simulation();
  run.step([finding("t", { lastsMs: 300_000 })]);
  assert.deepEqual(run.steps(100, [], "unknown"), []);
  assert.deepEqual(told(run.step([])), ["resolved warning"]);
});

Deno.test("alerts of a type that is judged no more end", () => {
  const run = new Simulation();
  run.step([finding("t")]);
  assert.deepEqual(told(run.judge([])), ["resolved warning"]);
});

Deno.test("subjects are told apart, and each has the same fingerprint for ever", () => {
  const run = new Simulation();
  const inGroup = { ...finding("a"), subject: { topic: "a", group: "g" } };
  const events = run.step([finding("a"), finding("b"), inGroup]);
  // The first 16 digits of SHA-256 over ["under_replicated_partitions","c","a",null,null,null,null]
  // and the like.
  assert.deepEqual(
    events.map(({ fingerprint }) => fingerprint),
    ["b53c3b34c226a369", "145f6fa6f146eb8b", "4d408b71d0b80cd4"],
  );
});
