import { decodePage, encodePage, pageCount } from "../../../src/anomaly/baseline_pages.ts";
import type { Baselines } from "../../../src/anomaly/baselines.ts";
import { joinPages } from "../../../src/anomaly/join_pages.ts";
import { judgeRates } from "../../../src/anomaly/judge_rates.ts";
import type { TopicReading } from "../../../src/anomaly/rate_reading.ts";
import { timing } from "../../../src/anomaly/timing.ts";
import type { TopicPolicy } from "../../../src/anomaly/topic_policy.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import type { RateReport } from "../../../src/model/rate_report.ts";
import { type Method, UNKNOWN, UNUSUAL, USUAL } from "../method.ts";
import { DAY, SECOND } from "../traffic.ts";

/** The program's own: sudden, and not what the hour of the week is like. */
export class SuddenAndOutOfHour implements Method {
  readonly name = "sudden and out of the hour";
  report: RateReport | undefined;
  baselines: Baselines | undefined;
  readonly #names: readonly string[];
  readonly #policy: TopicPolicy;
  readonly #times = timing({ warmUpMs: DAY, intervalMs: 15 * SECOND });
  readonly #answer: Uint8Array;

  constructor(topics: number, minRate = 0.5, smallestChange = Math.log(2.5)) {
    this.#names = Array.from({ length: topics }, (_, topic) => `topic-${topic}`);
    this.#policy = { enabled: true, minRate, smallestChange };
    this.#answer = new Uint8Array(topics);
  }

  restart(): void {
    const { baselines } = this;
    if (baselines === undefined) return;
    const { hourMs } = this.#times;
    const pages = Array.from(
      { length: pageCount(baselines) },
      (_, page) => decodePage(encodePage(baselines, page, hourMs), hourMs),
    );
    this.baselines = runAtOnce(joinPages(pages, this.#times));
  }

  cycle(rates: Float64Array, elapsedMs: number, nowMs: number): Uint8Array {
    const readings = this.#names.map((topic, index): TopicReading => ({
      topic,
      topicId: topic,
      isNew: false,
      internal: false,
      rate: rates[index]!,
      elapsedMs,
    }));
    const stage = judgeRates(this.baselines, readings, () => this.#policy, this.#times, nowMs);
    const { next, report } = runAtOnce(stage);
    this.baselines = next;
    this.report = report;
    this.#names.forEach((topic, index) => {
      const { verdict } = report.topics.get(topic)!;
      this.#answer[index] = verdict === "usual" ? USUAL : verdict === "unknown" ? UNKNOWN : UNUSUAL;
    });
    return this.#answer;
  }
}
