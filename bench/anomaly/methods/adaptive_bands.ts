import { Confirmation } from "../confirmation.ts";
import { type Method, UNKNOWN, UNUSUAL, USUAL } from "../method.ts";
import { DAY, HOUR, MINUTE, START_MS, WEEK } from "../traffic.ts";

const SLOT_MS = 15 * MINUTE;
const SLOTS = WEEK / SLOT_MS;

/**
 * The adaptive bands of grafana/promql-anomaly-detection: the mean of an hour with two of its
 * deviations, these smoothed over 26 hours and only taken where they are above half of the mean; a
 * margin of a half around the mean; and what was at this time a day and a week ago, give or take
 * half an hour. Outside of all for five minutes.
 */
export class AdaptiveBands implements Method {
  readonly name = "adaptive bands";
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  readonly #deviation: Float64Array;
  readonly #past: Float32Array;
  readonly #outside: Confirmation;
  readonly #answer: Uint8Array;
  #slot = NaN;

  constructor(topics: number) {
    this.#mean = new Float64Array(topics).fill(NaN);
    this.#square = new Float64Array(topics).fill(NaN);
    this.#deviation = new Float64Array(topics);
    this.#past = new Float32Array(topics * SLOTS).fill(NaN);
    this.#outside = new Confirmation(topics);
    this.#answer = new Uint8Array(topics);
  }

  cycle(rates: Float64Array, elapsedMs: number, nowMs: number): Uint8Array {
    const slot = Math.floor(nowMs / SLOT_MS);
    const isNew = slot !== this.#slot;
    this.#slot = slot;
    const share = 1 - Math.exp(-elapsedMs / HOUR);
    const slowShare = 1 - Math.exp(-elapsedMs / (26 * HOUR));
    for (let topic = 0; topic < rates.length; topic++) {
      const rate = rates[topic]!;
      if (Number.isNaN(rate)) continue;
      const isFirst = Number.isNaN(this.#mean[topic]!);
      const mean = isFirst ? rate : this.#mean[topic]! + share * (rate - this.#mean[topic]!);
      const square = isFirst
        ? rate * rate
        : this.#square[topic]! + share * (rate * rate - this.#square[topic]!);
      const spread = Math.sqrt(Math.max(0, square - mean * mean));
      if (spread > 0.5 * mean) {
        this.#deviation[topic]! += slowShare * (spread - this.#deviation[topic]!);
      }
      this.#mean[topic] = mean;
      this.#square[topic] = square;
      const isKnown = nowMs > START_MS + 26 * HOUR && mean >= 5 / 60;
      const isOut = isKnown && this.#isOutside(topic, slot, rate, mean);
      const isUnusual = this.#outside.holds(topic, isOut, nowMs, 5 * MINUTE);
      this.#answer[topic] = !isKnown ? UNKNOWN : isUnusual ? UNUSUAL : USUAL;
      if (isNew) this.#past[topic * SLOTS + slot % SLOTS] = mean;
    }
    return this.#answer;
  }

  #isOutside(topic: number, slot: number, rate: number, mean: number): boolean {
    const band = Math.max(2 * this.#deviation[topic]!, 0.5 * mean);
    let [low, high] = [mean - band, mean + band];
    for (const back of [DAY / SLOT_MS, SLOTS]) {
      // The hour's mean lags behind by half an hour.
      for (let near = 1; near <= 4; near++) {
        const past = this.#past[topic * SLOTS + (slot - back + near + SLOTS) % SLOTS]!;
        if (near + slot - back >= slot || Number.isNaN(past)) continue;
        low = Math.min(low, past * 0.5);
        high = Math.max(high, past * 1.5);
      }
    }
    return rate < low || rate > high;
  }
}
