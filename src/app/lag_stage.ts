import type { QuestionReader } from "../kafka/question_reader.ts";
import { judgeLag } from "../lag/judge_lag.ts";
import { LagMemory } from "../lag/lag_memory.ts";
import type { PolicyOf } from "../lag/group_policy.ts";
import { policyOf } from "../lag/policy_of.ts";
import type { LagSettings } from "../lag/settings.ts";
import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { LagReport } from "../model/lag_report.ts";
import type { Logger } from "../runtime/logger.ts";
import type { LagJournal } from "./lag_journal.ts";
import { waitAtMost } from "../runtime/wait_at_most.ts";
import { runSliced } from "../runtime/slices.ts";

/** Longest time that a cycle waits until stored lag is read, in milliseconds. */
const RESTORE_WAIT_MS = 500;

/** What one cluster's lag stage is made of. */
export interface LagStageParts {
  readonly intervalMs: number;
  readonly settings: LagSettings;
  readonly questions: QuestionReader;
  /** undefined: what is remembered ends with the program. */
  readonly journal: LagJournal | undefined;
  readonly logger: Logger;
}

/** Judges lag cycle after cycle, and has asked what it would like to know for the next one. */
export class LagStage {
  readonly #parts: LagStageParts;
  readonly #ended = new AbortController();
  /** undefined before the first snapshot, which says which cluster it is. */
  #memory: LagMemory | undefined;
  #restoring: Promise<void> | undefined;
  #readsBatches: boolean;
  #policyOf: PolicyOf;
  #report: LagReport | undefined;

  constructor(parts: LagStageParts) {
    this.#parts = parts;
    this.#readsBatches = parts.settings.readsBatches;
    this.#policyOf = policyOf(parts.settings);
  }

  /** undefined before the first snapshot was judged. */
  get report(): LagReport | undefined {
    return this.#report;
  }

  /** Judges by other settings from the next cycle on; what is remembered stays. */
  judgeBy(settings: LagSettings): void {
    this.#readsBatches = settings.readsBatches;
    this.#policyOf = policyOf(settings);
  }

  /** Judges a snapshot. A failure concerns lag only. */
  async take(snapshot: ClusterSnapshot, signal: AbortSignal): Promise<void> {
    const { intervalMs, questions, journal, logger } = this.#parts;
    const input = {
      snapshot,
      answers: questions.take(),
      intervalMs,
      policyOf: this.#policyOf,
      readsBatches: this.#readsBatches,
    };
    try {
      const memory = await this.#remembered(snapshot, signal);
      if (memory === undefined) return;
      const output = await runSliced(judgeLag(memory, input), signal);
      questions.ask(output.questions, snapshot);
      await journal?.store(memory, snapshot, output.marks, signal);
      this.#report = output.report;
    } catch (error) {
      signal.throwIfAborted();
      this.#report = undefined;
      logger.error("Lag could not be judged", { error: String(error) });
    }
  }

  close(): void {
    this.#ended.abort(new Error("the cluster is watched no more"));
    this.#parts.questions.close();
  }

  /** undefined while what was stored is still being read: lag waits for it, nothing else does. */
  async #remembered(
    snapshot: ClusterSnapshot,
    signal: AbortSignal,
  ): Promise<LagMemory | undefined> {
    const { journal } = this.#parts;
    if (this.#memory !== undefined) return this.#memory;
    if (journal === undefined) return this.#memory = new LagMemory();
    const { intervalMs } = this.#parts;
    const as = { policyOf: this.#policyOf, intervalMs };
    this.#restoring ??= journal.restore(snapshot, as, this.#ended.signal)
      .then((memory) => void (this.#memory = memory))
      // It rejects only when the cluster is watched no more.
      .catch(() => {});
    await waitAtMost(this.#restoring, RESTORE_WAIT_MS, signal);
    return this.#memory;
  }
}
