import { Confirmation } from "../confirmation.ts";
import { type Method, UNKNOWN, UNUSUAL, USUAL } from "../method.ts";
import { DAY, HOUR, MINUTE, START_MS } from "../traffic.ts";

/** A deviation is at least so great: four of them are 2.5 times as much. */
const FLOOR = Math.log(2.5) / 4;

/**
 * A control chart: the logarithm of the rate against its exponentially weighted mean and deviation
 * of the last hour, four deviations for two minutes. It does not learn from what it finds, but for
 * what lasts a day.
 */
export class ZScore implements Method {
  readonly name = "mean and deviation of the last hour";
  readonly #mean: Float64Array;
  readonly #variance: Float64Array;
  readonly #far: Confirmation;
  readonly #long: Confirmation;
  readonly #answer: Uint8Array;

  constructor(topics: number) {
    this.#mean = new Float64Array(topics).fill(NaN);
    this.#variance = new Float64Array(topics);
    this.#far = new Confirmation(topics);
    this.#long = new Confirmation(topics);
    this.#answer = new Uint8Array(topics);
  }

  cycle(rates: Float64Array, elapsedMs: number, nowMs: number): Uint8Array {
    const share = 1 - Math.exp(-elapsedMs / HOUR);
    for (let topic = 0; topic < rates.length; topic++) {
      const value = Math.log1p(60 * rates[topic]!);
      if (Number.isNaN(value)) continue;
      const mean = Number.isNaN(this.#mean[topic]!) ? value : this.#mean[topic]!;
      const distance = value - mean;
      const deviation = Math.max(Math.sqrt(this.#variance[topic]!), FLOOR);
      const isBusy = mean >= Math.log1p(30);
      const isFar = nowMs > START_MS + DAY && isBusy && Math.abs(distance) >= 4 * deviation;
      const isLasting = this.#long.holds(topic, isFar, nowMs, DAY);
      this.#answer[topic] = nowMs <= START_MS + DAY
        ? UNKNOWN
        : this.#far.holds(topic, isFar, nowMs, 2 * MINUTE)
        ? UNUSUAL
        : USUAL;
      if (isFar && !isLasting) continue;
      this.#mean[topic] = mean + share * distance;
      this.#variance[topic] = (1 - share) * (this.#variance[topic]! + share * distance * distance);
    }
    return this.#answer;
  }
}
