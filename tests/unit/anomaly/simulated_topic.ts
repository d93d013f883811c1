import type { Baselines } from "../../../src/anomaly/baselines.ts";
import { judgeRates } from "../../../src/anomaly/judge_rates.ts";
import type { TopicReading } from "../../../src/anomaly/rate_reading.ts";
import { type Timing, timing } from "../../../src/anomaly/timing.ts";
import type { TopicPolicy } from "../../../src/anomaly/topic_policy.ts";
import type { RateVerdict, TopicRate } from "../../../src/model/rate_report.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;
/** A Monday, 00:00 UTC. */
export const MONDAY = Date.UTC(2026, 0, 5);
export const INTERVAL_MS = 15 * SECOND;
export const TIMES = timing({ warmUpMs: DAY, intervalMs: INTERVAL_MS });
export const NORMAL: TopicPolicy = {
  enabled: true,
  minRate: 0.5,
  smallestChange: Math.log(2.5),
};

/** The rate of a topic at a time, in messages a second. */
export type RateAt = (atMs: number) => number;

/** One topic, read every 15 s of a simulated clock. Rates vary by 5 % to and fro. */
export class SimulatedTopic {
  nowMs = MONDAY;
  baselines: Baselines | undefined;
  policy = NORMAL;
  identity: Partial<TopicReading> = { topicId: "id-1" };
  readonly #times: Timing;
  #newest: TopicRate | undefined;
  #turn = 0;

  constructor(times = TIMES) {
    this.#times = times;
  }

  get newest(): TopicRate {
    if (this.#newest === undefined) throw new Error("nothing was read yet");
    return this.#newest;
  }

  /** Reads once, after the time that passed. */
  read(rate: number, elapsedMs = INTERVAL_MS, passedMs = elapsedMs): TopicRate {
    this.nowMs += passedMs;
    const reading: TopicReading = {
      topic: "orders",
      topicId: undefined,
      isNew: false,
      internal: false,
      rate,
      elapsedMs,
      ...this.identity,
    };
    const work = judgeRates(this.baselines, [reading], () => this.policy, this.#times, this.nowMs);
    const { next, report } = runAtOnce(work);
    this.baselines = next;
    return this.#newest = report.topics.get("orders")!;
  }

  /** Reads for some time; gives every verdict that began, in its order. */
  run(durationMs: number, rate: RateAt | number): RateVerdict[] {
    const seen: RateVerdict[] = [];
    for (const untilMs = this.nowMs + durationMs; this.nowMs < untilMs;) {
      const wave = 1 + 0.05 * Math.sin(this.#turn++ * 2.399963);
      const atMs = this.nowMs + INTERVAL_MS;
      this.read(wave * (typeof rate === "number" ? rate : rate(atMs)));
      if (this.newest.verdict !== seen.at(-1)) seen.push(this.newest.verdict);
    }
    return seen;
  }

  /** How long it takes until the verdict is this one, in milliseconds; at most ten minutes. */
  timeUntil(verdict: RateVerdict, rate: number): number {
    const fromMs = this.nowMs;
    while (this.nowMs < fromMs + 10 * MINUTE) {
      this.run(INTERVAL_MS, rate);
      if (this.newest.verdict === verdict) return this.nowMs - fromMs;
    }
    throw new Error(`after ten minutes it is ${this.newest.verdict}, not ${verdict}`);
  }

  /** A topic that was steady for so long. */
  static steady(rate: number, durationMs: number): SimulatedTopic {
    const topic = new SimulatedTopic();
    topic.run(durationMs, rate);
    return topic;
  }
}

/** Whether the hour of the day is one of these; the hours are of UTC. */
export function isHour(atMs: number, from: number, to: number): boolean {
  const hour = (atMs % DAY) / HOUR;
  return hour >= from && hour < to;
}
