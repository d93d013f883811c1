import assert from "node:assert/strict";
import { LagJournal, type LagStore } from "../../../src/app/lag_journal.ts";
import type { StoredPart } from "../../../src/lag/restore_lag.ts";
import { lagHistory } from "../../../src/state/lag_history.ts";
import { openState } from "../../../src/state/open_state.ts";
import { RecordingLogger, silentLogger } from "../../wire_fakes/recorders.ts";
import { Simulation } from "../lag/simulation/simulation.ts";

const { signal } = new AbortController();

function asOf({ policy, intervalMs }: Simulation) {
  return { policyOf: () => policy, intervalMs };
}

Deno.test("a program that is killed loses one cycle of history at most, whenever it is", async () => {
  const script = new URL("./stores_lag.ts", import.meta.url).pathname;
  for (let kill = 0; kill < 4; kill++) {
    const dir = await Deno.makeTempDir();
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "-A", script, dir],
      stdout: "piped",
    }).spawn();
    let told = "";
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      told += text;
      if (told.split("\n").length > 20 + 37 * kill) child.kill("SIGKILL");
    }
    await child.status;
    const newest = Number(told.trim().split("\n").at(-1));
    const state = openState(dir, silentLogger);
    assert.ok(state.history.isLasting);
    const journal = new LagJournal(lagHistory(state.history)!, undefined, silentLogger);
    const sim = new Simulation();
    sim.topic("t", 200);
    sim.group();
    sim.run("15s");
    const snapshot = { ...sim.snapshot!, clusterId: "c" };
    const { history, groups } = await journal.restore(snapshot, asOf(sim), signal);
    assert.ok(history.ticks.at(-1)!.number >= newest, `${history.ticks.at(-1)!.number} ${newest}`);
    assert.equal(groups.get("g")?.slots.length, 200);
    state.close();
    await Deno.remove(dir, { recursive: true });
  }
});

/** A store that fails whenever it is told to. */
class FailingStore implements LagStore {
  fails = false;
  parts: StoredPart[] = [];
  begun: StoredPart[] = [];
  load = () => this.parts;
  counts = () => [];
  count = () => {};
  removeSome = () => {};
  begin(): void {
    this.begun = [];
  }
  put(_: string, __: number, { kind, bytes }: StoredPart): void {
    if (this.fails) throw new Error("the disk is full");
    this.begun.push({ kind, bytes: bytes.slice() });
  }
  complete(): void {
    this.parts = this.begun;
  }
}

Deno.test("a store that fails is told once, and begins anew when it works again", async () => {
  const [store, log] = [new FailingStore(), new RecordingLogger()];
  const journal = new LagJournal(store, undefined, log);
  const sim = new Simulation();
  const [one] = sim.topic("t", 1);
  one!.rate = 5;
  sim.group().reads(one!);
  const cycle = async (count: number) => {
    for (let left = count; left > 0; left--) {
      sim.run("15s");
      await journal.store(sim.memory, sim.snapshot!, sim.marks, signal);
    }
  };
  await cycle(5);
  assert.equal(store.parts.length, 1 + 1 + 4, "a tick, the key, and four cycles");
  store.fails = true;
  await cycle(30);
  assert.equal(log.lines.length, 1);
  assert.match(log.text, /^error Lag could not be stored.*the disk is full/);
  store.fails = false;
  await cycle(25);
  assert.match(log.text, /info Lag is stored again/);
  const { history } = await journal.restore(sim.snapshot!, asOf(sim), signal);
  assert.equal(history.ticks.at(-1)!.number, sim.memory.history.ticks.at(-1)!.number);
});

Deno.test("stored bytes that cannot be read are told, and lag begins anew", async () => {
  const [store, log] = [new FailingStore(), new RecordingLogger()];
  store.parts = [{ kind: 1, bytes: Uint8Array.of(200, 1, 2) }];
  const sim = new Simulation();
  sim.topic("t", 1);
  sim.group();
  sim.run("15s");
  const memory = await new LagJournal(store, undefined, log).restore(
    sim.snapshot!,
    asOf(sim),
    signal,
  );
  assert.equal(memory.history.ticks.length, 0);
  assert.match(log.text, /^warn Stored lag cannot be used.*version 200/);
});

Deno.test("of a cluster that is watched under two names each has what its own line saw", async () => {
  const dir = await Deno.makeTempDir();
  const state = openState(dir, silentLogger);
  const store = lagHistory(state.history)!;
  const watched = ["one", "other"].map((name, index) => {
    const sim = new Simulation();
    const logs = sim.topic("t", 3 + index);
    const group = sim.group(`g-${name}`);
    for (const log of logs) group.reads(log);
    return { name, sim, journal: new LagJournal(store, name, silentLogger) };
  });
  const snapshotOf = (sim: Simulation) => ({ ...sim.snapshot!, clusterId: "c" });
  for (let cycle = 0; cycle < 5; cycle++) {
    for (const { sim, journal } of watched) {
      sim.run("15s");
      await journal.store(sim.memory, snapshotOf(sim), sim.marks, signal);
    }
  }
  for (const { name, sim } of watched) {
    const log = new RecordingLogger();
    const journal = new LagJournal(store, name, log);
    const { groups, history } = await journal.restore(snapshotOf(sim), asOf(sim), signal);
    assert.deepEqual([...groups.keys()], [`g-${name}`]);
    assert.equal(history.ticks.length, 5);
    assert.equal(log.text, "");
  }
  state.close();
  await Deno.remove(dir, { recursive: true });
});
