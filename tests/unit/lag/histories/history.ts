import assert from "node:assert/strict";
import type { LagStatus } from "../../../../src/model/lag_report.ts";
import { SimulatedGroup } from "../simulation/simulated_group.ts";
import type { SimulatedLog } from "../simulation/simulated_log.ts";
import { Simulation } from "../simulation/simulation.ts";

/** A group `g` of one member on a topic `t`, in a simulated cluster with a monitor. */
export interface Scene {
  readonly sim: Simulation;
  readonly logs: readonly SimulatedLog[];
  readonly group: SimulatedGroup;
}

/**
 * A history and what must be told of it, as a test. Scripts begin after the monitor's first cycles,
 * in which it can say nothing of what moves.
 */
export function history(
  sentence: string,
  script: (scene: Scene) => void,
  { partitions = 1, intervalMs = 15_000, isCold = false } = {},
): void {
  Deno.test(sentence, () => {
    const sim = new Simulation(intervalMs);
    const logs = sim.topic("t", partitions);
    const group = sim.group("g");
    group.subscribed = new Set();
    for (const log of logs) group.reads(log);
    if (!isCold) sim.run("30s");
    script({ sim, logs, group });
  });
}

/** Sets the rate of all logs, messages a second. */
export function produce(logs: readonly SimulatedLog[], rate: SimulatedLog["rate"]): void {
  for (const log of logs) log.rate = rate;
}

/** A transaction is open for a minute, then committed; its marker is what is left to read. */
export function leaveMarker({ sim, logs }: Scene): void {
  logs[0]!.openFrom = logs[0]!.end;
  sim.run("1m");
  produce(logs, 0);
  logs[0]!.openFrom = Infinity;
  sim.run("1m");
  logs[0]!.markersFrom = logs[0]!.end;
  logs[0]!.append(1);
}

/** Nothing but these was told since the newest run began. */
export function onlyTold({ told }: Simulation, ...statuses: readonly LagStatus[]): void {
  const others = [...told.keys()].filter((status) => !statuses.includes(status));
  assert.deepEqual(others, [], `told: ${[...told].join("; ")}`);
}

/** The status now, which was told of the first group. */
export function isNow(sim: Simulation, status: LagStatus): void {
  assert.equal(sim.lagOf().status, status);
}
