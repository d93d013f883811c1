import assert from "node:assert/strict";
import { TIME_LAG_METHODS, type TimeLagMethod } from "../../../src/model/lag_report.ts";
import type { SimulatedLog } from "./simulation/simulated_log.ts";
import { Simulation } from "./simulation/simulation.ts";

const HOUR_MS = 3_600_000;

/** Traffic of several kinds, messages a second. */
const TRAFFIC: Readonly<Record<string, SimulatedLog["rate"]>> = {
  "steady traffic": 50,
  "bursts of a minute an hour": (atMs) => atMs % HOUR_MS < 60_000 ? 3_000 : 0,
  "traffic that doubles every hour": (atMs) => 2 ** ((atMs / HOUR_MS) % 24) / 1_000,
  "a record every ten minutes": 1 / 600,
  "traffic of days and nights": (atMs) => 50 * (1 + Math.sin(2 * Math.PI * atMs / (24 * HOUR_MS))),
};

function scene(rate: SimulatedLog["rate"]) {
  const sim = new Simulation();
  const [log] = sim.topic("t", 1);
  log!.rate = rate;
  const group = sim.group();
  group.reads(log!);
  return { sim, log: log!, group };
}

/** Age of the oldest unread record as the monitor tells it, as it is, and how the former was found. */
function lagOf({ sim, log }: ReturnType<typeof scene>) {
  const lag = sim.lagOf();
  const next = Math.max(lag.committed[0]!, log.start);
  const method: TimeLagMethod = TIME_LAG_METHODS[lag.methods[0]!]!;
  return { told: lag.lagSeconds[0]!, true: (sim.nowMs - log.writtenAtMs(next)) / 1000, method };
}

for (const [name, rate] of Object.entries(TRAFFIC)) {
  Deno.test(`${name}: what the history covers is right within an interval or 12 %`, () => {
    const made = scene(rate);
    const { sim, group } = made;
    sim.run("30h");
    group.stop();
    for (let hour = 0; hour < 24; hour++) {
      sim.run("1h");
      const lag = lagOf(made);
      if (Number.isNaN(lag.true)) continue;
      assert.ok(["history", "bisection"].includes(lag.method), lag.method);
      const tolerance = Math.max(15, 0.12 * lag.true);
      assert.ok(Math.abs(lag.told - lag.true) <= tolerance, JSON.stringify({ hour, ...lag }));
    }
  });

  for (const readsBatches of [false, true]) {
    const how = readsBatches ? "by batches" : "by bisection";
    Deno.test(`${name}: without history it is right within 1 s in 20 cycles, ${how}`, () => {
      const made = scene(rate);
      const { sim, log, group } = made;
      sim.readsBatches = readsBatches;
      sim.pass("70h");
      log.start = Math.floor(log.end / 10);
      group.seek(Math.floor(log.end / 3));
      group.stop();
      for (let cycle = 0; cycle < 20; cycle++) sim.run("15s");
      const lag = lagOf(made);
      assert.equal(lag.method, readsBatches ? "timestamp" : "bisection");
      assert.ok(Math.abs(lag.told - lag.true) <= 1, JSON.stringify(lag));
      assert.deepEqual(sim.questions, [], "nothing more is asked");
    });
  }
}

Deno.test("a consumer that works through days of records has a time lag all the way", () => {
  const made = scene(50);
  const { sim, group } = made;
  sim.pass("48h");
  group.commits[0]!.capacity = 500;
  sim.run("2m");
  for (let minute = 0; minute < 300; minute++) {
    sim.run("1m");
    const lag = lagOf(made);
    assert.ok(Math.abs(lag.told - lag.true) <= Math.max(15, 0.12 * lag.true), JSON.stringify(lag));
  }
});

Deno.test("after a restart without memory, old records' ages are asked for and right", () => {
  const made = scene(50);
  const { sim, group } = made;
  sim.run("2h");
  group.stop();
  sim.run("3h");
  sim.restart().pass("10m");
  for (let cycle = 0; cycle < 20; cycle++) sim.run("15s");
  const lag = lagOf(made);
  assert.ok(Math.abs(lag.told - lag.true) <= 1, JSON.stringify(lag));
});

Deno.test("with nobody to answer, the age is estimated by the rate, and said to be so", () => {
  const made = scene(50);
  const { sim, log, group } = made;
  sim.pass("10h");
  group.stop();
  sim.run("30s");
  const { method, told } = lagOf(made);
  assert.equal(method, "rate");
  assert.ok(Math.abs(told - (log.end - sim.lagOf().committed[0]!) / 50) < 2);
});

Deno.test("answers are asked for the worst first, and boundedly", () => {
  const sim = new Simulation();
  const logs = sim.topic("t", 700);
  const group = sim.group();
  logs.forEach((log, index) => {
    log.rate = 1 + index;
    group.reads(log);
  });
  group.stop();
  sim.pass("10h");
  sim.run("15s");
  const slots = new Set(sim.questions.map(({ slot }) => slot));
  assert.equal(slots.size, 500);
  assert.ok(Math.min(...slots) >= 200, "those with the least lag are left out");
});
