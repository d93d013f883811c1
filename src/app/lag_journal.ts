import { changedCounts, type GroupCounts, restoreCounts } from "../lag/group_counts.ts";
import { JournalWriter } from "../lag/journal_writer.ts";
import type { LagMark } from "../lag/lag_cycle.ts";
import { LagMemory } from "../lag/lag_memory.ts";
import { type RestoredCluster, restoreLag, type StoredPart } from "../lag/restore_lag.ts";
import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { Logger } from "../runtime/logger.ts";
import { runSliced } from "../runtime/slices.ts";

/** A generation is as large as some hundred cycles, which are all read back after a restart. */
const GENERATION_MS = 7_200_000;
/** After storing has failed, how long to wait before everything is stored anew. */
const RETRY_MS = 300_000;

/** Where lag is kept by the key of a cluster. */
export interface LagStore {
  load(cluster: string, nowMs: number): Iterable<StoredPart>;
  begin(cluster: string): void;
  put(cluster: string, atMs: number, part: StoredPart): void;
  complete(cluster: string): void;
  removeSome(cluster: string): void;
  counts(cluster: string): readonly GroupCounts[];
  count(cluster: string, changed: readonly GroupCounts[], gone: readonly string[]): void;
}

/** Keeps one cluster's lag in a store, cycle by cycle, and gives it back after a restart. */
export class LagJournal {
  readonly #store: LagStore;
  readonly #name: string | undefined;
  readonly #logger: Logger;
  readonly #writer = new JournalWriter();
  /** When the next generation begins, milliseconds since the epoch. */
  #nextGenerationMs = -Infinity;
  #hasFailed = false;

  /** A cluster may be watched under several names, each with filters of its own. */
  constructor(store: LagStore, name: string | undefined, logger: Logger) {
    this.#store = store;
    this.#name = name;
    this.#logger = logger;
  }

  /** What was remembered of the cluster; nothing if it cannot be read. */
  async restore(
    snapshot: ClusterSnapshot,
    { policyOf, intervalMs }: Pick<RestoredCluster, "policyOf" | "intervalMs">,
    signal: AbortSignal,
  ): Promise<LagMemory> {
    const { directory, finishedAtMs } = snapshot;
    const cluster = this.#keyOf(snapshot);
    try {
      const parts = this.#store.load(cluster, finishedAtMs);
      const work = restoreLag(parts, { directory, policyOf, intervalMs });
      const { memory, problem } = await runSliced(work, signal);
      if (problem !== undefined) this.#unreadable(problem);
      restoreCounts(memory, this.#store.counts(cluster), finishedAtMs);
      return memory;
    } catch (error) {
      signal.throwIfAborted();
      this.#unreadable(String(error));
      return new LagMemory();
    }
  }

  /** Stores what a cycle has changed; everything, when it is time for a generation. */
  async store(
    memory: LagMemory,
    snapshot: ClusterSnapshot,
    marks: readonly LagMark[],
    signal: AbortSignal,
  ): Promise<void> {
    const { finishedAtMs: nowMs } = snapshot;
    const cluster = this.#keyOf(snapshot);
    if (this.#hasFailed && nowMs < this.#nextGenerationMs) return;
    try {
      const changed = await runSliced(changedCounts(memory), signal);
      this.#store.count(cluster, changed, snapshot.goneGroups);
      await this.#storeParts(memory, cluster, nowMs, marks, signal);
      if (this.#hasFailed) this.#logger.info("Lag is stored again");
      this.#hasFailed = false;
    } catch (error) {
      // Parts of a generation belong together: what failed or was aborted ends it.
      this.#nextGenerationMs = -Infinity;
      signal.throwIfAborted();
      this.#nextGenerationMs = nowMs + RETRY_MS;
      if (!this.#hasFailed) {
        this.#logger.error("Lag could not be stored; it is judged all the same", {
          error: String(error),
        });
      }
      this.#hasFailed = true;
    }
  }

  async #storeParts(
    memory: LagMemory,
    cluster: string,
    nowMs: number,
    marks: readonly LagMark[],
    signal: AbortSignal,
  ): Promise<void> {
    const put = (kind: number, bytes: Uint8Array) =>
      this.#store.put(cluster, nowMs, { kind, bytes });
    if (nowMs < this.#nextGenerationMs && nowMs > this.#nextGenerationMs - 2 * GENERATION_MS) {
      await runSliced(this.#writer.cycle(memory, marks, put), signal);
      return this.#store.removeSome(cluster);
    }
    this.#store.begin(cluster);
    await runSliced(this.#writer.generation(memory, put), signal);
    this.#store.complete(cluster);
    this.#nextGenerationMs = nowMs + GENERATION_MS;
  }

  #keyOf({ clusterId = "" }: ClusterSnapshot): string {
    return this.#name === undefined ? clusterId : `${clusterId} ${this.#name}`;
  }

  #unreadable(reason: string): void {
    this.#logger.warn("Stored lag cannot be used as a whole: the rest is learned anew", { reason });
  }
}
