import type { QuestionReader } from "../kafka/question_reader.ts";
import { judgeLag, LagMemory } from "../lag/judge_lag.ts";
import type { PolicyOf } from "../lag/group_policy.ts";
import { policyOf } from "../lag/policy_of.ts";
import type { LagSettings } from "../lag/settings.ts";
import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { LagReport } from "../model/lag_report.ts";
import type { Logger } from "../runtime/logger.ts";
import { runSliced } from "../runtime/slices.ts";

/** What one cluster's lag stage is made of. */
export interface LagStageParts {
  readonly intervalMs: number;
  readonly settings: LagSettings;
  readonly questions: QuestionReader;
  readonly logger: Logger;
}

/** Judges lag cycle after cycle, and has asked what it would like to know for the next one. */
export class LagStage {
  readonly #parts: LagStageParts;
  readonly #memory = new LagMemory();
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
    const { intervalMs, questions, logger } = this.#parts;
    const input = {
      snapshot,
      answers: questions.take(),
      intervalMs,
      policyOf: this.#policyOf,
      readsBatches: this.#readsBatches,
    };
    try {
      const output = await runSliced(judgeLag(this.#memory, input), signal);
      this.#report = output.report;
      questions.ask(output.questions, snapshot);
    } catch (error) {
      signal.throwIfAborted();
      this.#report = undefined;
      logger.error("Lag could not be judged", { error: String(error) });
    }
  }

  close(): void {
    this.#parts.questions.close();
  }
}
