import { Confirmation } from "../confirmation.ts";
import { type Method, UNKNOWN, UNUSUAL, USUAL } from "../method.ts";
import { DAY, HOUR, MINUTE, START_MS, WEEK } from "../traffic.ts";

const QUARTER_MS = 15 * MINUTE;
const WEEKS = 4;
const QUARTERS = WEEK / QUARTER_MS;
const AN_HOUR = HOUR / QUARTER_MS;

/** A deviation is at least so great: four of them are 2.5 times as much. */
const FLOOR = Math.log(2.5) / 4;

/**
 * The textbook's: from two weeks on, the logarithm of the rate against the median of the same hour
 * of the last four weeks and 1.4826 times the median distance from it;
 * before, against mean and deviation of the last hour. Four deviations for two minutes. It does not
 * learn from what it finds, but for what lasts a day.
 */
export class HourMedians implements Method {
  readonly name = "medians of the hour of the week";
  readonly #past: Float32Array;
  readonly #fast: Float64Array;
  readonly #mean: Float64Array;
  readonly #variance: Float64Array;
  readonly #median: Float64Array;
  readonly #distance: Float64Array;
  readonly #far: Confirmation;
  readonly #long: Confirmation;
  readonly #answer: Uint8Array;
  #quarter = NaN;

  constructor(topics: number) {
    this.#past = new Float32Array(topics * QUARTERS * WEEKS).fill(NaN);
    this.#fast = new Float64Array(topics).fill(NaN);
    this.#mean = new Float64Array(topics).fill(NaN);
    this.#variance = new Float64Array(topics);
    this.#median = new Float64Array(topics).fill(NaN);
    this.#distance = new Float64Array(topics).fill(NaN);
    this.#far = new Confirmation(topics);
    this.#long = new Confirmation(topics);
    this.#answer = new Uint8Array(topics);
  }

  cycle(rates: Float64Array, elapsedMs: number, nowMs: number): Uint8Array {
    const quarter = Math.floor(nowMs / QUARTER_MS);
    const isNewQuarter = quarter !== this.#quarter;
    const isNewHour = isNewQuarter && quarter % AN_HOUR === 0;
    this.#quarter = quarter;
    const [fast, slow] = [1 - Math.exp(-elapsedMs / 30_000), 1 - Math.exp(-elapsedMs / HOUR)];
    for (let topic = 0; topic < rates.length; topic++) {
      const value = Math.log1p(60 * rates[topic]!);
      if (Number.isNaN(value)) continue;
      const before = this.#fast[topic]!;
      const now = Number.isNaN(before) ? value : before + fast * (value - before);
      this.#fast[topic] = now;
      if (isNewHour && nowMs >= START_MS + 2 * WEEK) this.#settle(topic, quarter);
      const isFar = nowMs > START_MS + DAY && this.#isFar(topic, now);
      const isLasting = this.#long.holds(topic, isFar, nowMs, DAY);
      const isUnusual = this.#far.holds(topic, isFar, nowMs, 2 * MINUTE);
      this.#answer[topic] = nowMs <= START_MS + DAY ? UNKNOWN : isUnusual ? UNUSUAL : USUAL;
      const isLearned = !isFar || isLasting;
      if (isNewQuarter) this.#past[this.#place(topic, quarter)] = isLearned ? now : NaN;
      if (isLearned) this.#learn(topic, now, slow);
    }
    return this.#answer;
  }

  #isFar(topic: number, now: number): boolean {
    const [median, mean] = [this.#median[topic]!, this.#mean[topic]!];
    const isSeasonal = !Number.isNaN(median);
    const middle = isSeasonal ? median : mean;
    const spread = isSeasonal ? 1.4826 * this.#distance[topic]! : Math.sqrt(this.#variance[topic]!);
    return middle >= Math.log1p(30) && Math.abs(now - middle) >= 4 * Math.max(spread, FLOOR);
  }

  #learn(topic: number, now: number, share: number): void {
    const mean = Number.isNaN(this.#mean[topic]!) ? now : this.#mean[topic]!;
    const distance = now - mean;
    this.#mean[topic] = mean + share * distance;
    this.#variance[topic] = (1 - share) * (this.#variance[topic]! + share * distance * distance);
  }

  #settle(topic: number, quarter: number): void {
    const values: number[] = [];
    for (let week = 1; week < WEEKS; week++) {
      for (let near = 0; near < AN_HOUR; near++) {
        values.push(this.#past[this.#place(topic, quarter - week * QUARTERS + near)]!);
      }
    }
    const known = values.filter((value) => !Number.isNaN(value));
    const middle = median(known);
    this.#median[topic] = middle;
    this.#distance[topic] = median(known.map((value) => Math.abs(value - middle)));
  }

  #place(topic: number, quarter: number): number {
    const all = QUARTERS * WEEKS;
    return topic * all + ((quarter % all) + all) % all;
  }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
