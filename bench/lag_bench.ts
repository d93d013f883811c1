import process from "node:process";
import { PartitionDirectory } from "../src/history/partition_directory.ts";
import { judgeLag } from "../src/lag/judge_lag.ts";
import { LagMemory } from "../src/lag/lag_memory.ts";
import { JournalWriter } from "../src/lag/journal_writer.ts";
import { policyOf } from "../src/lag/policy_of.ts";
import { restoreLag } from "../src/lag/restore_lag.ts";
import { lagSettings } from "../src/lag/settings.ts";
import type { ClusterSnapshot } from "../src/model/cluster_snapshot.ts";
import type { GroupSnapshot } from "../src/model/group_snapshot.ts";
import { lineLogger } from "../src/runtime/line_logger.ts";
import { lagHistory } from "../src/state/lag_history.ts";
import { openState } from "../src/state/open_state.ts";
import { say } from "../scripts/say.ts";
import { madeSnapshot } from "../tests/unit/metrics/make_reading.ts";

/**
 * What judging lag costs, without Kafka: snapshots are made up in which every partition gets
 * messages and every group reads on. `deno run -A --v8-flags=… bench/lag_bench.ts PARTITIONS`.
 */
const INTERVAL_MS = 15_000;
const COMMITS_PER_GROUP = 100;
const CYCLES = 200;
const WARM_UP = 140;

class MadeCluster {
  readonly #directory = new PartitionDirectory();
  readonly #groups: readonly { readonly id: string; readonly slots: Int32Array }[];
  readonly #ends: Float64Array;
  readonly #rates: Float64Array;
  #nowMs = 1_790_000_000_000;

  constructor(partitions: number) {
    const topics = Array.from({ length: partitions / 50 }, (_, topic) => ({
      name: `topic-${topic}`,
      topicId: `id-${topic}`,
      internal: false,
      partitionCount: 50,
    }));
    const { capacity } = this.#directory.update(topics);
    this.#ends = Float64Array.from({ length: capacity }, (_, slot) => 1e9 + slot);
    this.#rates = Float64Array.from({ length: capacity }, (_, slot) => 1 + slot % 40);
    const count = 2 * partitions / COMMITS_PER_GROUP;
    this.#groups = Array.from({ length: count }, (_, group) => ({
      id: `group-${String(group).padStart(6, "0")}`,
      slots: Int32Array.from(
        { length: COMMITS_PER_GROUP },
        (_, index) => (group * COMMITS_PER_GROUP / 2 + index) % partitions,
      ),
    }));
  }

  /** The next snapshot; one group in fifty is an hour behind and stands still. */
  next(): ClusterSnapshot {
    this.#nowMs += INTERVAL_MS;
    const { capacity } = this.#directory.view;
    for (let slot = 0; slot < capacity; slot++) this.#ends[slot]! += 15 * this.#rates[slot]!;
    const made = madeSnapshot({});
    const at = (offsetMs: number) =>
      Float64Array.from({ length: capacity }, (_, slot) => this.#nowMs + offsetMs + slot % 3);
    return {
      ...made,
      startedAtMs: this.#nowMs,
      finishedAtMs: this.#nowMs + 500,
      metadataReadAtMs: this.#nowMs,
      directory: this.#directory.view,
      partitions: {
        ...made.partitions,
        leader: Float64Array.from({ length: capacity }, (_, slot) => 1 + slot % 3),
        earliestOffset: new Float64Array(capacity),
        earliestReadAtMs: at(10),
        latestOffset: this.#ends.slice(),
        latestReadAtMs: at(300),
        unstableRecords: new Float64Array(capacity).fill(NaN),
        unstableReadAtMs: new Float64Array(capacity).fill(NaN),
      },
      groups: this.#groups.map((group, index) => this.#group(group, index)),
    };
  }

  #group({ id, slots }: { id: string; slots: Int32Array }, index: number): GroupSnapshot {
    const isStuck = index % 50 === 7;
    return {
      groupId: id,
      type: "classic",
      protocolType: "consumer",
      state: "Stable",
      coordinatorId: 1,
      listedAtMs: this.#nowMs,
      commits: {
        readAtMs: this.#nowMs + 200,
        slots,
        offsets: Float64Array.from(
          slots,
          (slot) => isStuck ? 1e9 + slot : this.#ends[slot]! - slot % 7 * this.#rates[slot]!,
        ),
        unreadableSlots: new Int32Array(0),
      },
      description: undefined,
    };
  }
}

/** CPU time of this process, which other programs on the machine do not lengthen. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Runs work step by step, as `runSliced` does, and says what CPU all and the longest step took. */
function timed<T>(work: Generator<void, T, void>): { value: T; allMs: number; longestMs: number } {
  const beginMs = cpuMs();
  let [beforeMs, longestMs] = [beginMs, 0];
  for (;;) {
    const step = work.next();
    const nowMs = cpuMs();
    longestMs = Math.max(longestMs, nowMs - beforeMs);
    beforeMs = nowMs;
    if (step.done) return { value: step.value, allMs: nowMs - beginMs, longestMs };
  }
}

/** Bytes that this process handed to the system for writing, and that went on to a disk. */
function written(): { calls: number; disk: number } {
  const text = Deno.readTextFileSync("/proc/self/io");
  const value = (name: string) => Number(new RegExp(`^${name}: (\\d+)`, "m").exec(text)?.[1]);
  return { calls: value("wchar"), disk: value("write_bytes") };
}

class Figures {
  #sum = 0;
  #most = 0;
  #count = 0;

  add(value: number): void {
    this.#sum += value;
    this.#most = Math.max(this.#most, value);
    this.#count++;
  }

  toString(): string {
    return `${(this.#sum / this.#count).toFixed(1)} (most ${this.#most.toFixed(1)})`;
  }
}

function main(partitions: number): void {
  const cluster = new MadeCluster(partitions);
  const memory = new LagMemory();
  const settings = lagSettings.parse({});
  const input = {
    answers: [],
    intervalMs: INTERVAL_MS,
    policyOf: policyOf(settings),
    readsBatches: true,
  };
  const dir = Deno.makeTempDirSync();
  const state = openState(dir, lineLogger({ level: "warn", format: "text" }));
  const store = lagHistory(state.history)!;
  const writer = new JournalWriter();
  const figures = {
    judge: new Figures(),
    judgeStep: new Figures(),
    store: new Figures(),
    storeStep: new Figures(),
    kB: new Figures(),
  };
  let snapshot = cluster.next();
  let before = written();
  for (let cycle = 1; cycle <= CYCLES; cycle++) {
    const judged = timed(judgeLag(memory, { ...input, snapshot }));
    const atMs = snapshot.finishedAtMs;
    let bytes = 0;
    const put = (kind: number, part: Uint8Array) => {
      bytes += part.length;
      store.put("c", atMs, { kind, bytes: part });
    };
    if (cycle === WARM_UP) {
      before = written();
      store.begin("c");
      const all = timed(writer.generation(memory, put));
      store.complete("c");
      const { calls, disk } = written();
      say(
        `a generation: ${all.allMs.toFixed(0)} ms, longest step ${all.longestMs.toFixed(1)} ms, ` +
          `${(bytes / 1e6).toFixed(1)} MB; written ${
            ((calls - before.calls) / 1e6).toFixed(1)
          } MB, ` +
          `to disk ${((disk - before.disk) / 1e6).toFixed(1)} MB`,
      );
      before = written();
    }
    if (cycle > WARM_UP) {
      const stored = timed(writer.cycle(memory, judged.value.marks, put));
      store.removeSome("c");
      figures.judge.add(judged.allMs);
      figures.judgeStep.add(judged.longestMs);
      figures.store.add(stored.allMs);
      figures.storeStep.add(stored.longestMs);
      figures.kB.add(bytes / 1e3);
    }
    snapshot = cluster.next();
  }
  const { calls, disk } = written();
  const cycles = CYCLES - WARM_UP;
  say(`${partitions} partitions, ${2 * partitions} commits; a cycle, mean:`);
  say(`judge ${figures.judge} ms, longest step ${figures.judgeStep} ms`);
  say(`store ${figures.store} ms, longest step ${figures.storeStep} ms, ${figures.kB} kB`);
  say(
    `written ${((calls - before.calls) / cycles / 1e3).toFixed(0)} kB a cycle, to disk ` +
      `${((disk - before.disk) / cycles / 1e3).toFixed(0)} kB`,
  );
  say(`resident ${(Deno.memoryUsage().rss / 1_048_576).toFixed(0)} MiB`);
  const restored = timed(
    restoreLag(store.load("c", snapshot.finishedAtMs), {
      directory: snapshot.directory,
      policyOf: input.policyOf,
      intervalMs: INTERVAL_MS,
    }),
  );
  say(
    `restored in ${restored.allMs.toFixed(0)} ms, longest step ${
      restored.longestMs.toFixed(1)
    } ms, ` +
      `${restored.value.memory.history.ticks.length} ticks, problem ${restored.value.problem}`,
  );
  state.close();
  Deno.removeSync(dir, { recursive: true });
}

main(Number(Deno.args[0] ?? 10_000));
