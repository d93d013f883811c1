import assert from "node:assert/strict";
import { PartitionDirectory } from "../../../src/history/partition_directory.ts";
import { type CommitColumns, SAMPLES } from "../../../src/lag/commit_columns.ts";
import { samplesOf } from "../../../src/lag/commit_samples.ts";
import { PartKind } from "../../../src/lag/journal_parts.ts";
import type { LagMemory } from "../../../src/lag/lag_memory.ts";
import { restoreLag } from "../../../src/lag/restore_lag.ts";
import { GAPS_KEPT } from "../../../src/lag/usual_gap.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { Random } from "../../schema/random.ts";
import { Simulation } from "./simulation/simulation.ts";

/** Everything that is remembered of ends, by topic and partition, oldest tick first. */
function endsOf({ history, directory }: LagMemory) {
  const { rows } = history;
  return history.ticks.map((tick) => {
    const ends: [string, number, number][] = [];
    for (let row = 0; row < rows.count; row++) {
      const slot = rows.slot(row);
      const topic = slot < 0 ? undefined : directory!.slotTopic[slot];
      const isSame = directory!.slotBirth[slot] === rows.birth(row);
      if (topic === undefined || !isSame || Number.isNaN(history.end(tick, row))) continue;
      const name = `${topic.name}-${directory!.slotPartition[slot]}`;
      ends.push([name, history.end(tick, row), history.readAtMs(tick, row)]);
    }
    return { number: tick.number, atMs: tick.atMs, ends: ends.sort() };
  });
}

/** What is remembered of commits, by group, topic and partition, with times in seconds. */
function commitsOf({ groups, rows: { columns }, directory }: LagMemory) {
  return [...groups].map(([groupId, track]) => ({
    groupId,
    readAtMs: track.commitsReadAtMs,
    memberless: track.memberless,
    commits: Array.from(track.slots, (slot, index) => {
      const topic = directory!.slotTopic[slot]?.name;
      return [
        `${topic}-${directory!.slotPartition[slot]}`,
        commitOf(columns, track.firstRow + index),
      ] as const;
    }).sort(([a], [b]) => a < b ? -1 : 1),
  })).sort((a, b) => a.groupId < b.groupId ? -1 : 1);
}

function commitOf(columns: CommitColumns, row: number) {
  return {
    committed: columns.committed[row],
    movedAt: Math.round(columns.movedAtMs[row]! / 1000),
    rewoundFrom: columns.rewoundFrom[row],
    lostUpTo: columns.lostUpTo[row],
    moved: columns.moved[row],
    otherTopic: columns.otherTopic[row],
    isBeyond: columns.beyondEnd[row]! >= 3,
    gaps: Array.from(
      columns.gaps.subarray(row * GAPS_KEPT, (row + 1) * GAPS_KEPT),
      (gapMs) => Math.ceil(gapMs / 1000),
    ),
  };
}

/** A cluster in which topics, partitions and groups come and go, and leaders fall silent. */
function eventful(random: Random) {
  const sim = new Simulation();
  let logs = sim.topic("t0", 3);
  let names = 0;
  const groups = ["a", "b", "c"].map((id) => sim.group(id));
  for (const group of groups) for (const log of logs) group.reads(log);
  const events: (() => void)[] = [
    () => {
      const more = sim.topic(`t${++names}`, 1 + random.below(3));
      logs = [...logs, ...more];
      for (const log of more) for (const group of groups) if (random.chance(0.7)) group.reads(log);
    },
    () => {
      const { topic } = random.pick(logs);
      if (topic === "t0") return;
      logs = logs.filter((log) => log.topic !== topic);
      for (const group of groups) {
        const kept = group.commits.filter(({ log }) => log.topic !== topic);
        group.commits.splice(0, group.commits.length, ...kept);
      }
      sim.deleteTopic(topic);
    },
    () => random.pick(groups).stop(),
    () => random.pick(groups).go(),
    () => random.pick(groups).seek(random.below(200)),
    () => groups[1]!.isReadable = !groups[1]!.isReadable,
    () => random.pick(logs).isReadable = random.chance(0.5),
    () => random.pick(logs).rate = random.below(100),
    () => {
      const log = random.pick(logs);
      log.start = Math.min(log.end, log.start + random.below(2_000));
    },
    () => random.pick(logs).truncateTo(Math.floor(random.pick(logs).end / 2)),
  ];
  return { sim, event: () => random.pick(events)() };
}

for (let seed = 1; seed <= 25; seed++) {
  Deno.test(`what was stored is what was remembered, whatever happens (seed ${seed})`, () => {
    const random = new Random(seed);
    const { sim, event } = eventful(random);
    sim.store(20 + random.below(40), seed % 2 === 0 ? 64 : undefined);
    for (let step = 0; step < 120; step++) {
      event();
      sim.run("15s");
    }
    for (const group of sim.groups) group.isReadable = true;
    sim.run("15s");
    const [ends, commits] = [endsOf(sim.memory), commitsOf(sim.memory)];
    sim.restartWithState();
    assert.deepEqual(endsOf(sim.memory).slice(-20), ends.slice(-20));
    const told = (each: typeof commits) =>
      each.map(({ groupId, readAtMs, commits }) => ({
        groupId,
        readAtMs,
        // Gaps are learned again, and an end that has come to a commit is not stored.
        commits: commits.map(([name, { gaps: _, isBeyond: __, ...commit }]) => [name, commit]),
      }));
    assert.deepEqual(told(commitsOf(sim.memory)), told(commits));
  });
}

for (const stretchBytes of [undefined, 32]) {
  const how = stretchBytes === undefined ? "at once" : `in stretches of ${stretchBytes} bytes`;
  Deno.test(`right after the key, stored ${how}, everything is as it was`, () => {
    const { sim, event } = eventful(new Random(99));
    for (let step = 0; step < 200; step++) {
      event();
      sim.run("15s");
    }
    sim.store(1, stretchBytes).run("15s");
    const kinds = sim.stored!.parts.map(({ kind }) => kind);
    const stretches = kinds.filter((kind) => kind === PartKind.keyStretch).length;
    if (stretchBytes === undefined) assert.equal(stretches, 0);
    else assert.ok(stretches > 5);
    const [ends, commits] = [endsOf(sim.memory), commitsOf(sim.memory)];
    sim.restartWithState();
    assert.deepEqual(endsOf(sim.memory), ends);
    assert.deepEqual(commitsOf(sim.memory), commits);
  });
}

Deno.test("partitions that are restored are soon in the array of the snapshot, and not stored again", () => {
  const { sim } = eventful(new Random(7));
  sim.store(50).run("1m");
  sim.restartWithState();
  sim.run("15s");
  const { slots, storedSlots } = sim.memory.groups.get("a")!;
  const read = sim.snapshot!.groups.find(({ groupId }) => groupId === "a")!.commits!;
  assert.equal(slots.length, 3);
  assert.ok(slots === read.slots, "not twice");
  assert.ok(storedSlots === slots, "not stored again");
});

Deno.test("samples of late commits are kept in the key", () => {
  const sim = new Simulation();
  const [log] = sim.topic("t", 1);
  log!.rate = 100;
  const commit = sim.group().reads(log!);
  sim.run("10m");
  commit.capacity = 70;
  sim.run("40m");
  sim.store(1).run("15s");
  const before = samplesOf(sim.memory.rows.columns, 0);
  sim.restartWithState();
  const after = samplesOf(sim.memory.rows.columns, 0);
  assert.equal(after.length, SAMPLES);
  after.forEach(({ atMs, offset, lagSeconds }, index) => {
    assert.equal(offset, before[index]!.offset);
    assert.ok(Math.abs(atMs - before[index]!.atMs) <= 500);
    assert.ok(Math.abs(lagSeconds - before[index]!.lagSeconds) <= 0.5);
  });
});

Deno.test("bytes that are damaged cost what comes after them, and nothing if the key is", () => {
  const sim = new Simulation();
  const [log] = sim.topic("t", 2);
  log!.rate = 10;
  sim.group().reads(log!);
  sim.run("10m").store(100, 32).run("10m");
  const { parts } = sim.stored!;
  const view = new PartitionDirectory().update([
    {
      name: "t",
      topicId: sim.snapshot!.directory.topics.get("t")!.topicId,
      internal: false,
      partitionCount: 2,
    },
  ]);
  const as = { policyOf: () => sim.policy, intervalMs: sim.intervalMs };
  const restore = (damaged: typeof parts) =>
    runAtOnce(restoreLag(damaged, { directory: view, ...as }));
  const whole = restore(parts);
  assert.equal(whole.problem, undefined);
  // The end of the key may be empty.
  const isOfKey = (kind: number) => kind === PartKind.key || kind === PartKind.keyStretch;
  const key = parts.findLastIndex(({ kind, bytes }) => isOfKey(kind) && bytes.length > 0);
  for (const cut of [key, key + 5]) {
    const damaged = parts.map((part, index) =>
      index === cut ? { ...part, bytes: part.bytes.subarray(0, part.bytes.length - 1) } : part
    );
    const { memory, problem } = restore(damaged);
    assert.ok(problem !== undefined);
    const ticks = memory.history.ticks.length;
    assert.ok(
      cut === key ? ticks === 0 : ticks > 0 && ticks < whole.memory.history.ticks.length + 1,
    );
  }
  const random = new Random(7);
  for (let round = 0; round < 300; round++) {
    const damaged = parts.map((part) => ({ ...part, bytes: part.bytes.slice() }));
    const { bytes } = random.pick(damaged.filter((part) => part.bytes.length > 0));
    bytes[random.below(bytes.length)] = random.below(256);
    restore(damaged);
  }
});
