import { LagJournal } from "../../../src/app/lag_journal.ts";
import { lagHistory } from "../../../src/state/lag_history.ts";
import { openState } from "../../../src/state/open_state.ts";
import { silentLogger } from "../../wire_fakes/recorders.ts";
import { Simulation } from "../lag/simulation/simulation.ts";

/** Watches a simulated cluster for ever and keeps state in the directory; tells each stored cycle. */
const state = openState(Deno.args[0], silentLogger);
const journal = new LagJournal(lagHistory(state.history)!, undefined, silentLogger);
const sim = new Simulation();
const logs = sim.topic("t", 200);
const group = sim.group();
for (const log of logs) {
  log.rate = 10;
  group.reads(log);
}
const { signal } = new AbortController();
for (;;) {
  sim.run("15s");
  const snapshot = { ...sim.snapshot!, clusterId: "c" };
  await journal.store(sim.memory, snapshot, sim.marks, signal);
  const { number } = sim.memory.history.ticks.at(-1)!;
  Deno.stdout.writeSync(new TextEncoder().encode(`${number}\n`));
}
