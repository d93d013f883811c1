import { PartitionDirectory } from "../../../../src/history/partition_directory.ts";
import {
  changedCounts,
  type GroupCounts,
  restoreCounts,
} from "../../../../src/lag/group_counts.ts";
import type { GroupPolicy } from "../../../../src/lag/group_policy.ts";
import { JournalWriter } from "../../../../src/lag/journal_writer.ts";
import { judgeLag } from "../../../../src/lag/judge_lag.ts";
import type { LagMark } from "../../../../src/lag/lag_cycle.ts";
import { LagMemory } from "../../../../src/lag/lag_memory.ts";
import { restoreLag, type StoredPart } from "../../../../src/lag/restore_lag.ts";
import type { ClusterSnapshot } from "../../../../src/model/cluster_snapshot.ts";
import type { GroupLag, LagReport, LagStatus } from "../../../../src/model/lag_report.ts";
import type { OffsetAnswer, OffsetQuestion } from "../../../../src/model/offset_questions.ts";
import type { TopicConfig } from "../../../../src/model/topic_config.ts";
import { parseDuration } from "../../../../src/runtime/duration.ts";
import { runAtOnce } from "../../../../src/runtime/slices.ts";
import { SimulatedGroup } from "./simulated_group.ts";
import { SimulatedLog } from "./simulated_log.ts";
import { simulatedSnapshot } from "./simulated_snapshot.ts";

const START_MS = Date.UTC(2026, 0, 1);
/** How long records take to consumers. */
const DELAY_MS = 1_000;

/** What a simulated monitor has stored. */
interface Stored {
  readonly writer: JournalWriter;
  readonly parts: StoredPart[];
  readonly counts: Map<string, GroupCounts>;
  readonly cyclesPerGeneration: number;
  cycles: number;
}

const POLICY: GroupPolicy = {
  windowMs: 600_000,
  floorMessages: 0,
  floorMs: 60_000,
  notMovingMs: 300_000,
  notMovingGaps: 3,
  unlearnedMs: 3_600_000,
  abandonedMs: 3_600_000,
  abandonedGaps: 6,
  forgottenMs: 86_400_000,
  worstSeverity: 3,
};

/** A simulated cluster with a monitor: time passes in intervals, and scripts change what happens. */
export class Simulation {
  readonly intervalMs: number;
  nowMs = START_MS;
  memory = new LagMemory();
  policy: GroupPolicy = POLICY;
  /** Whether the user may read topics, so that batches can be looked at. */
  readsBatches = false;
  /** Called with the time before each interval's events. */
  before: ((nowMs: number) => void) | undefined;
  readonly topicConfigs = new Map<string, TopicConfig>();
  readonly groups: SimulatedGroup[] = [];
  snapshot: ClusterSnapshot | undefined;
  report: LagReport | undefined;
  questions: readonly OffsetQuestion[] = [];
  marks: readonly LagMark[] = [];
  /** Statuses of the first group, each as often as it was told, since the newest `run` began. */
  readonly told = new Map<LagStatus, number>();
  stored: Stored | undefined;
  #directory = new PartitionDirectory();
  readonly #logs: SimulatedLog[] = [];
  readonly #ids = new Map<string, string>();

  constructor(intervalMs = 15_000) {
    this.intervalMs = intervalMs;
  }

  /** A topic with so many partitions. */
  topic(name: string, partitions = 1): SimulatedLog[] {
    const logs = Array.from(
      { length: partitions },
      (_, partition) => new SimulatedLog(name, partition, this.nowMs),
    );
    this.#logs.push(...logs);
    this.#ids.set(name, `id-${name}-${this.nowMs}`);
    this.#updateDirectory();
    return logs;
  }

  deleteTopic(name: string): void {
    const kept = this.#logs.filter(({ topic }) => topic !== name);
    this.#logs.splice(0, this.#logs.length, ...kept);
    this.#updateDirectory();
  }

  group(groupId = "g"): SimulatedGroup {
    const group = new SimulatedGroup(groupId);
    this.groups.push(group);
    this.groups.sort((a, b) => a.groupId < b.groupId ? -1 : 1);
    return group;
  }

  lagOf(groupId = this.groups[0]!.groupId): GroupLag {
    const found = this.report?.groups.find((group) => group.groupId === groupId);
    if (found === undefined) throw new Error(`The report has no group ${groupId}`);
    return found;
  }

  /** Lets time pass while the monitor watches; "90s", "2h". */
  run(duration: string): this {
    this.told.clear();
    const endMs = this.nowMs + parseDuration(duration);
    while (this.nowMs < endMs) {
      this.#pass();
      this.#watch();
      const { status } = this.lagOf();
      this.told.set(status, (this.told.get(status) ?? 0) + 1);
    }
    return this;
  }

  /** Begins a new monitor that remembers nothing. */
  restart(): this {
    this.memory = new LagMemory();
    this.snapshot = undefined;
    this.questions = [];
    this.stored = undefined;
    return this;
  }

  /**
   * Begins a new monitor with what the former has stored, which is everything from now on. Slots are
   * given out anew.
   */
  restartWithState(): this {
    const parts = this.stored?.parts ?? [];
    this.#directory = new PartitionDirectory();
    this.#updateDirectory();
    const { view } = this.#directory;
    const { policy, intervalMs } = this;
    const as = { directory: view, policyOf: () => policy, intervalMs };
    const restored = runAtOnce(restoreLag(parts, as));
    if (restored.problem !== undefined) throw new Error(restored.problem);
    this.memory = restored.memory;
    restoreCounts(this.memory, [...this.stored?.counts.values() ?? []], this.nowMs);
    this.snapshot = undefined;
    this.questions = [];
    this.store();
    return this;
  }

  /**
   * Keeps everything as bytes from now on, a new generation after so many cycles, with keys in
   * stretches of so many bytes.
   */
  store(cyclesPerGeneration = 50, stretchBytes?: number): this {
    this.stored = {
      writer: new JournalWriter(stretchBytes),
      parts: [],
      counts: new Map(),
      cyclesPerGeneration,
      cycles: 0,
    };
    return this;
  }

  /** Lets time pass while no monitor watches. */
  pass(duration: string): this {
    const endMs = this.nowMs + parseDuration(duration);
    while (this.nowMs < endMs) this.#pass();
    return this;
  }

  #pass(): void {
    this.before?.(this.nowMs);
    this.nowMs += this.intervalMs;
    for (const log of this.#logs) log.produceUntil(this.nowMs);
    for (const group of this.groups) {
      group.consumeUntil(this.nowMs, this.nowMs - DELAY_MS, this.intervalMs);
    }
  }

  #watch(): void {
    this.snapshot = simulatedSnapshot({
      previous: this.snapshot,
      directory: this.#directory.view,
      logs: this.#logs,
      groups: this.groups,
      nowMs: this.nowMs,
      intervalMs: this.intervalMs,
      topicConfigs: this.topicConfigs,
    });
    const output = runAtOnce(judgeLag(this.memory, {
      snapshot: this.snapshot,
      answers: this.questions.flatMap((question) => this.#answer(question) ?? []),
      intervalMs: this.intervalMs,
      policyOf: () => this.policy,
      readsBatches: this.readsBatches,
    }));
    this.report = output.report;
    this.questions = output.questions;
    this.marks = output.marks;
    this.#store();
  }

  #store(): void {
    if (this.stored === undefined) return;
    const { writer, parts, counts, cyclesPerGeneration } = this.stored;
    for (const each of runAtOnce(changedCounts(this.memory))) {
      counts.set(`${each.groupId} ${each.topic}`, each);
    }
    const put = (kind: number, bytes: Uint8Array) => parts.push({ kind, bytes: bytes.slice() });
    if (this.stored.cycles++ % cyclesPerGeneration === 0) {
      parts.length = 0;
      runAtOnce(writer.generation(this.memory, put));
    } else runAtOnce(writer.cycle(this.memory, this.marks, put));
  }

  /** As a broker would; nothing where the leader does not answer. */
  #answer(question: OffsetQuestion): OffsetAnswer | undefined {
    const { view } = this.#directory;
    const topic = view.slotTopic[question.slot]?.name;
    const partition = view.slotPartition[question.slot];
    const log = this.#logs.find((each) => each.topic === topic && each.partition === partition);
    if (log === undefined || !log.isReadable) return undefined;
    if (question.ask === "batches") {
      const offset = Math.max(question.offset, log.start);
      if (offset >= Math.min(log.end, log.markersFrom)) {
        return { question, offset: Infinity, recordMs: NaN, end: log.end };
      }
      return { question, offset, recordMs: log.writtenAtMs(offset), end: log.end };
    }
    let offset = Math.max(log.start, log.endAt(question.timeMs));
    while (log.writtenAtMs(offset) < question.timeMs) offset++;
    if (offset >= log.end) return { question, offset: Infinity, recordMs: NaN };
    return { question, offset, recordMs: log.writtenAtMs(offset) };
  }

  #updateDirectory(): void {
    const counts = new Map<string, number>();
    for (const { topic } of this.#logs) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    this.#directory.update([...counts].map(([name, partitionCount]) => ({
      name,
      partitionCount,
      internal: false,
      topicId: this.#ids.get(name),
    })));
  }
}
