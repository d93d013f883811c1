import assert from "node:assert/strict";
import { Random } from "../../../bench/anomaly/random.ts";
import { nextFault } from "../../../bench/soak/faults.ts";
import { growthAnHour, type Held } from "../../../bench/soak/process_watch.ts";
import { failuresOf, type SoakResult } from "../../../bench/soak/soak_result.ts";

function done(seed: number): { names: string[]; calls: string[]; act(): Promise<void> } {
  const calls: string[] = [];
  const note = (what: string) => (id: number) => {
    calls.push(`${what} ${id}`);
    return Promise.resolve();
  };
  const lab = {
    freeze: note("freeze"),
    thaw: note("thaw"),
    kill: note("kill"),
    stop: note("stop"),
    restart: note("restart"),
  };
  const random = new Random(seed);
  const faults = Array.from({ length: 40 }, () => nextFault(random, lab));
  const act = async () => {
    for (const fault of faults) {
      await fault.begin();
      await fault.repair();
    }
  };
  return { names: faults.map(({ name }) => name), calls, act };
}

Deno.test("a seed gives the same faults again, of every kind, and all are repaired", async () => {
  const { names, calls, act } = done(1);
  assert.deepEqual(done(1).names, names);
  assert.notDeepEqual(done(2).names, names);
  assert.equal(new Set(names.map((name) => name.split(" ").at(-1))).size, 3);
  await act();
  const count = (what: RegExp) => calls.filter((call) => what.test(call)).length;
  assert.equal(count(/^freeze/), count(/^thaw/));
  assert.equal(count(/^(kill|stop)/), count(/^restart/));
  assert.ok(count(/^freeze/) > 0 && count(/^kill/) > 0 && count(/^stop/) > 0);
});

Deno.test("growth is per hour, and that of what does not change is none", () => {
  const held = (minute: number, residentMib: number): Held => ({
    atMs: minute * 60_000,
    residentMib,
    anonymousMib: 1,
    descriptors: 9,
    sockets: 8,
  });
  const points = [held(2, 100), held(3, 101), held(4, 102)];
  assert.ok(Math.abs(growthAnHour(points, (each) => each.residentMib) - 60) < 1e-6);
  assert.equal(growthAnHour(points, (each) => each.sockets), 0);
});

Deno.test("whatever must not be is told", () => {
  const good: SoakResult = {
    startedMs: 0,
    endedMs: 1,
    faults: [],
    churn: new Map(),
    refused: 3,
    observations: 1,
    wrong: [],
    judged: 1,
    unjudged: 0,
    quiet: [{ atMs: 0, equalAfterMs: 1, differences: [], partitions: 1 }],
    scrapes: [],
    failedScrapes: [],
    held: [],
    logged: [],
    losses: 0,
    ending: { code: 0, signal: null, tookMs: 1 },
  };
  assert.deepEqual(failuresOf(good), []);
  const wrong = { atMs: 0, what: "a lag", served: "1", truth: "2", during: "calm" };
  const bad: SoakResult = {
    ...good,
    wrong: [wrong],
    quiet: [{ atMs: 0, equalAfterMs: NaN, differences: ["a series"], partitions: 1 }],
    failedScrapes: ["a scrape"],
    logged: ["error: Uncaught"],
    losses: 1,
    ending: { code: 1, signal: null, tookMs: 1 },
  };
  assert.deepEqual(failuresOf(bad), [
    "1970-01-01T00:00:00.000Z a lag: served 1, truth 2; calm",
    "In a quiet moment: a series",
    "A scrape failed: a scrape",
    "It logged: error: Uncaught",
    "It counted 1 losses",
    `It ended with {"code":1,"signal":null,"tookMs":1}`,
  ]);
});
