import assert from "node:assert/strict";
import type { AlertEvent } from "../../../src/model/alert_event.ts";
import type { Finding } from "../../../src/alerts/rule.ts";
import { Random } from "../../schema/random.ts";
import { finding, INTERVAL_MS, type Others, Simulation, told } from "./simulation.ts";

/** What a rule says in one step of a random run. */
type Said = [readonly Finding[], Others];

const LEVELS = ["firing", "firing", "between", "unknown"] as const;
const SEVERITIES = ["warning", "warning", "critical"] as const;

/** Five topics that come, go, flap and cannot be seen, by turns. */
function randomRun(seed: number, steps: number): Said[] {
  const random = new Random(seed);
  const said = new Map<string, Finding | undefined>();
  return Array.from({ length: steps }, () => {
    for (const topic of ["a", "b", "c", "d", "e"]) {
      if (random.below(5) > 0) continue;
      const made = finding(topic, {
        level: random.pick(LEVELS),
        severity: random.pick(SEVERITIES),
      });
      said.set(topic, random.below(3) === 0 ? undefined : made);
    }
    const findings = [...said.values()].filter((each) => each !== undefined);
    return [findings, random.below(8) === 0 ? "unknown" : "clear"];
  });
}

/** By subject, the statuses one after another, each only when it is another than before. */
function statuses(events: readonly AlertEvent[]): Record<string, string[]> {
  const seen: Record<string, string[]> = {};
  for (const { subject, status, startsAtMs } of events) {
    const of = seen[subject.topic!] ??= [];
    const now = `${status} since ${startsAtMs}`;
    if (of.at(-1) !== now) of.push(now);
  }
  return seen;
}

Deno.test("an alert that fired before a restart goes on as the same incident", () => {
  const run = new Simulation();
  const [started] = run.step([finding("t")]);
  run.restart(3_600_000);
  assert.deepEqual(run.steps(20, [finding("t")]), []);
  const [resolved] = run.step([]);
  assert.deepEqual([resolved!.reason, resolved!.sequence], ["resolved", 2]);
  assert.equal(resolved!.startsAtMs, started!.startsAtMs);
});

Deno.test("what is unknown after a start stays, and what ended meanwhile is resolved", () => {
  const run = new Simulation();
  run.step([finding("t"), finding("u")]);
  run.restart(600_000);
  assert.deepEqual(told(run.steps(2, [], "unknown")), []);
  assert.deepEqual(told(run.steps(100, [], "unknown")), new Array(2).fill("unobserved warning"));
  assert.deepEqual(told(run.step([finding("t")])), [
    "resolved warning",
    "observed warning",
  ]);
});

Deno.test("a program that starts again and again still fires what waits for its time", () => {
  const run = new Simulation();
  const waits = finding("t", { forMs: 600_000 });
  let minutes = 0;
  while (run.events.length === 0 && minutes < 30) {
    run.steps(6, [waits]);
    minutes += 6 * INTERVAL_MS / 60_000;
    run.restart();
  }
  assert.deepEqual(told(run.events), ["started warning"]);
  assert.ok(minutes >= 10 && minutes <= 20, `${minutes} minutes`);
});

Deno.test("missing numbers are still missing after a restart", () => {
  const run = new Simulation({ repeatMs: INTERVAL_MS });
  run.step([finding("t", { value: NaN, worst: [{ name: "0", value: NaN }] })]);
  run.restart();
  const [repeat] = run.steps(2, [], "unknown");
  assert.deepEqual([repeat!.value, repeat!.worst], [NaN, [{ name: "0", value: NaN }]]);
});

for (const seed of [1, 2, 3, 4, 5]) {
  Deno.test(`statuses are the same with restarts as without, run ${seed}`, () => {
    const said = randomRun(seed, 400);
    const reference = new Simulation();
    const restarted = new Simulation();
    const random = new Random(seed + 100);
    for (const each of said) {
      reference.step(...each);
      if (random.below(4) === 0) restarted.restart();
      restarted.step(...each);
    }
    assert.ok(reference.events.length > 100);
    assert.deepEqual(statuses(restarted.events), statuses(reference.events));
  });

  Deno.test(`nothing ends that is not seen to have ended, run ${seed}`, () => {
    const run = new Simulation();
    for (const [findings, others] of randomRun(seed, 400)) {
      for (const { status, subject } of run.step(findings, others)) {
        if (status === "firing") continue;
        const level = findings.find((each) => each.subject.topic === subject.topic)?.level;
        assert.equal(level ?? others, "clear");
      }
    }
    for (const [topic, seen] of Object.entries(statuses(run.events))) {
      const names = seen.map((each) => each.split(" ")[0]);
      assert.ok(names.every((name, n) => name === (n % 2 === 0 ? "firing" : "resolved")), topic);
    }
  });
}
