import assert from "node:assert/strict";
import { LineAlerts } from "../../../src/alerts/line_alerts.ts";
import type { Rule } from "../../../src/alerts/rule.ts";
import type { AlertEvent } from "../../../src/model/alert_event.ts";
import { AlertTables } from "../../../src/state/alert_tables.ts";
import { STATE_MIGRATIONS } from "../../../src/state/migrations.ts";
import { openDatabase } from "../../../src/state/open_database.ts";
import { RecordingLogger } from "../../wire_fakes/recorders.ts";
import { finding, INTERVAL_MS, QUIET_POLICY, Simulation, START_MS, told } from "./simulation.ts";
import { TYPE } from "./simulation.ts";

const topics = (count: number) => Array.from({ length: count }, (_, n) => finding(`topic-${n}`));
const never = new AbortController().signal;

/** By topic, the statuses one after another, each only when it is another than before. */
function statuses(events: readonly AlertEvent[]): Map<string, string> {
  const seen = new Map<string, string>();
  for (const { subject: { topic = "all" }, status } of events) {
    const before = seen.get(topic) ?? "";
    if (!before.endsWith(status)) seen.set(topic, `${before} ${status}`);
  }
  return seen;
}

for (const stored of [0, 1, 2, 4]) {
  Deno.test(`a program that dies when ${stored} of 5 portions are stored tells everything`, () => {
    const run = new Simulation({ stormLimit: 10_000 });
    run.dieInStep(stored, topics(1_000));
    run.step(topics(1_000));
    run.dieInStep(stored, []);
    run.steps(2, []);
    const said = statuses(run.events);
    assert.equal(said.size, 1_000);
    assert.deepEqual(new Set(said.values()), new Set([" firing resolved"]));
    assert.equal(run.events.length, 2_000, "nothing is told twice");
    assert.deepEqual(run.alerts, []);
  });

  Deno.test(`a storm that begins when the program dies after ${stored} portions is one`, () => {
    const run = new Simulation();
    run.dieInStep(stored, topics(1_000));
    run.steps(10, topics(1_000));
    assert.deepEqual(told(run.events), ["started warning"]);
    run.dieInStep(stored, []);
    run.steps(40, []);
    assert.deepEqual(told(run.events), ["started warning", "resolved warning"]);
    assert.deepEqual(run.alerts, []);
  });

  Deno.test(`what a storm leaves is told if the program dies after ${stored} portions`, () => {
    const run = new Simulation({ stormLimit: 2_000 });
    run.step(topics(2_001));
    run.steps(19, topics(900));
    assert.deepEqual(told(run.events), ["started warning"]);
    run.dieInStep(stored, topics(900));
    run.steps(40, topics(900));
    const said = statuses(run.events);
    assert.equal(said.get("all"), " firing resolved");
    said.delete("all");
    assert.equal(said.size, 900);
    assert.deepEqual(new Set(said.values()), new Set([" firing"]));
    assert.equal(run.alerts.length, 900);
  });
}

Deno.test("a step of which only a part could be stored is finished by the next one", async () => {
  const logger = new RecordingLogger();
  const options = { path: undefined, migrations: STATE_MIGRATIONS, synchronous: "NORMAL" } as const;
  const { database, isLasting } = openDatabase({ ...options, logger });
  const line = new LineAlerts("", new AlertTables(database, isLasting, logger), logger);
  const policy = { ...QUIET_POLICY, stormLimit: 10_000 };
  const rule: Rule = {
    type: TYPE,
    // deno-lint-ignore require-yield
    *evaluate() {
      return { findings: topics(1_000), others: () => "clear" };
    },
  };
  const events: AlertEvent[] = [];
  let portions = 0;
  const step = (failAt: number) => {
    const readings = { nowMs: START_MS + portions, cluster: "c", intervalMs: INTERVAL_MS };
    const nothing = { snapshot: undefined, changes: undefined, lag: undefined, rates: undefined };
    const all = { ...readings, ...nothing, jvms: [], lastError: undefined };
    return line.evaluate(all, [rule], policy, (some) => {
      if (++portions === failAt) throw new Error("no");
      events.push(...some);
    }, never);
  };
  await assert.rejects(step(3), /no/);
  assert.equal(line.states.length, 400);
  await step(Infinity);
  assert.equal(line.states.length, 1_000);
  assert.equal(new Set(events.map(({ fingerprint }) => fingerprint)).size, 1_000);
  assert.equal(events.length, 1_000, "nothing is told twice");
  database.close();
});
