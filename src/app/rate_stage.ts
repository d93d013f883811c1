import { decodePage, encodePage, pageCount, PageError } from "../anomaly/baseline_pages.ts";
import type { Baselines } from "../anomaly/baselines.ts";
import { joinPages } from "../anomaly/join_pages.ts";
import { comparePartitions, type SkewWindow } from "../anomaly/partition_skew.ts";
import { judgeRates } from "../anomaly/judge_rates.ts";
import { readTopicRates } from "../anomaly/read_topic_rates.ts";
import type { AnomalySettings } from "../anomaly/settings.ts";
import { type Timing, timing } from "../anomaly/timing.ts";
import { type PolicyOf, topicPolicies } from "../anomaly/topic_policy.ts";
import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { RateReport } from "../model/rate_report.ts";
import type { Logger } from "../runtime/logger.ts";
import { runSliced } from "../runtime/slices.ts";

/** Every page is stored once in this time, before the time factor. */
const SAVE_ALL_MS = 15 * 60_000;

/** Keeps pages of baselines by cluster id. */
export interface PageStore {
  load(clusterId: string): Uint8Array[];
  save(clusterId: string, pages: ReadonlyMap<number, Uint8Array>, count: number): void;
}

/** Judges one cluster's message rates, cycle by cycle, and keeps what was learned. */
export class RateStage {
  readonly #store: PageStore;
  readonly #logger: Logger;
  readonly #intervalMs: number;
  #times: Timing;
  readonly #saveAllMs: number;
  #policyOf: PolicyOf;
  #baselines: Baselines | undefined;
  /** Those before, whose arrays the next ones may have. */
  #spare: Baselines | undefined;
  #skews: SkewWindow | undefined;
  #report: RateReport | undefined;
  #clusterId: string | undefined;
  #page = 0;
  #savedAtMs = -Infinity;
  #saveFailed = false;

  constructor(settings: AnomalySettings, intervalMs: number, store: PageStore, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
    this.#intervalMs = intervalMs;
    this.#times = timing({ ...settings, intervalMs });
    this.#saveAllMs = SAVE_ALL_MS / settings.timeFactor;
    this.#policyOf = topicPolicies(settings);
  }

  /** undefined before two snapshots were compared. */
  get report(): RateReport | undefined {
    return this.#report;
  }

  /** Judges by other settings from now on; what was learned stays. The time factor is the same. */
  judgeBy(settings: AnomalySettings): void {
    this.#times = timing({ ...settings, intervalMs: this.#intervalMs });
    this.#policyOf = topicPolicies(settings);
  }

  /** Compares a snapshot with the one before. A failure concerns message rates only. */
  async take(
    previous: ClusterSnapshot | undefined,
    next: ClusterSnapshot,
    signal: AbortSignal,
  ): Promise<void> {
    if (previous === undefined) return;
    try {
      await this.#judge(previous, next, signal);
    } catch (error) {
      signal.throwIfAborted();
      this.#report = undefined;
      this.#logger.error("Message rates could not be judged", { error: String(error) });
    }
  }

  /** Stores everything that was learned. */
  save(): void {
    const pages = this.#baselines === undefined ? 0 : pageCount(this.#baselines);
    this.#savePages(Array.from({ length: pages }, (_, page) => page));
  }

  async #judge(
    previous: ClusterSnapshot,
    next: ClusterSnapshot,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#restore(next.clusterId, signal);
    const readings = await runSliced(readTopicRates(previous, next), signal);
    const nowMs = next.finishedAtMs;
    const [known, times] = [this.#baselines, this.#times];
    const work = judgeRates(known, readings, this.#policyOf, times, nowMs, this.#spare);
    const judged = await runSliced(work, signal);
    [this.#baselines, this.#spare] = [judged.next, known];
    this.#skews = await runSliced(comparePartitions(this.#skews, next, this.#times), signal);
    this.#report = { ...judged.report, skews: this.#skews.skews };
    this.#saveSome(nowMs);
  }

  async #restore(clusterId: string | undefined, signal: AbortSignal): Promise<void> {
    if (clusterId === undefined || clusterId === this.#clusterId) return;
    this.#clusterId = clusterId;
    this.#baselines = await runSliced(joinPages(this.#load(clusterId), this.#times), signal);
  }

  #load(clusterId: string): Baselines[] {
    const read = <T>(what: () => T): T | undefined => {
      try {
        return what();
      } catch (error) {
        this.#logger.warn("Stored message rates cannot be used: these topics are learned anew", {
          reason: error instanceof PageError ? error.message : String(error),
        });
        return undefined;
      }
    };
    const pages = read(() => this.#store.load(clusterId)) ?? [];
    return pages.flatMap((bytes) => read(() => decodePage(bytes, this.#times.hourMs)) ?? []);
  }

  /** One page at a time, in turn, so that no cycle writes much. */
  #saveSome(nowMs: number): void {
    const pages = this.#baselines === undefined ? 0 : pageCount(this.#baselines);
    if (pages === 0 || Math.abs(nowMs - this.#savedAtMs) < this.#saveAllMs / pages) return;
    this.#page = this.#page + 1 < pages ? this.#page + 1 : 0;
    this.#savePages([this.#page]);
    this.#savedAtMs = nowMs;
  }

  #savePages(pages: readonly number[]): void {
    const [clusterId, baselines] = [this.#clusterId, this.#baselines];
    if (clusterId === undefined || baselines === undefined) return;
    const encode = (page: number) => encodePage(baselines, page, this.#times.hourMs);
    try {
      const bytes = new Map(pages.map((page) => [page, encode(page)]));
      this.#store.save(clusterId, bytes, pageCount(baselines));
      this.#saveFailed = false;
    } catch (error) {
      if (!this.#saveFailed) {
        this.#logger.error("What is usual for topics could not be stored", {
          error: String(error),
        });
      }
      this.#saveFailed = true;
    }
  }
}
