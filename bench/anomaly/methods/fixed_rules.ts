import { Confirmation } from "../confirmation.ts";
import { type Method, UNKNOWN, UNUSUAL, USUAL } from "../method.ts";
import { DAY, HOUR, MINUTE, WEEK } from "../traffic.ts";

const SLOT_MS = 15 * MINUTE;
const SLOTS = WEEK / SLOT_MS;

/**
 * What operators write as Prometheus rules: five minutes' rate against the mean of the same time a
 * day and a week ago. A fifth of it for 15 minutes is a drop, five times as much a surge, and no
 * message for 10 minutes a silence if there was one a second all the time before.
 */
export class FixedRules implements Method {
  readonly name = "fixed rules";
  readonly #rates: Float64Array;
  readonly #past: Float32Array;
  readonly #leastBefore: Float64Array;
  readonly #low: Confirmation;
  readonly #high: Confirmation;
  readonly #silent: Confirmation;
  readonly #answer: Uint8Array;
  #slot = NaN;
  #slots = 0;

  constructor(topics: number) {
    this.#rates = new Float64Array(topics).fill(NaN);
    this.#past = new Float32Array(topics * SLOTS).fill(NaN);
    this.#leastBefore = new Float64Array(topics).fill(NaN);
    this.#low = new Confirmation(topics);
    this.#high = new Confirmation(topics);
    this.#silent = new Confirmation(topics);
    this.#answer = new Uint8Array(topics);
  }

  cycle(rates: Float64Array, elapsedMs: number, nowMs: number): Uint8Array {
    const slot = Math.floor(nowMs / SLOT_MS);
    const share = 1 - Math.exp(-elapsedMs / (2.5 * MINUTE));
    const isNew = slot !== this.#slot;
    if (isNew) this.#slots++;
    this.#slot = slot;
    for (let topic = 0; topic < rates.length; topic++) {
      const rate = rates[topic]!;
      if (Number.isNaN(rate)) continue;
      const before = this.#rates[topic]!;
      const now = Number.isNaN(before) ? rate : before + share * (rate - before);
      this.#rates[topic] = now;
      const dayAgo = this.#at(topic, slot - DAY / SLOT_MS);
      const weekAgo = this.#at(topic, slot);
      const usual = Number.isNaN(weekAgo) ? dayAgo : (dayAgo + weekAgo) / 2;
      this.#answer[topic] = this.#slots <= DAY / SLOT_MS
        ? UNKNOWN
        : this.#judge(topic, now, rate, usual, nowMs);
      if (isNew) this.#keep(topic, slot, now);
    }
    return this.#answer;
  }

  #judge(topic: number, now: number, rate: number, usual: number, nowMs: number): number {
    const isLow = usual > 5 && now < 0.2 * usual;
    const isHigh = now > 100 && now > 5 * usual;
    const isSilent = rate === 0 && this.#leastBefore[topic]! > 1;
    const low = this.#low.holds(topic, isLow, nowMs, 15 * MINUTE);
    const high = this.#high.holds(topic, isHigh, nowMs, 15 * MINUTE);
    const silent = this.#silent.holds(topic, isSilent, nowMs, 10 * MINUTE);
    return low || high || silent ? UNUSUAL : USUAL;
  }

  /** The least rate of the hour before the last quarter of an hour. */
  #keep(topic: number, slot: number, now: number): void {
    let least = Infinity;
    for (let back = 2; back < 2 + HOUR / SLOT_MS; back++) {
      least = Math.min(least, this.#at(topic, slot - back));
    }
    this.#leastBefore[topic] = least;
    this.#past[topic * SLOTS + slot % SLOTS] = now;
  }

  #at(topic: number, slot: number): number {
    return this.#past[topic * SLOTS + slot % SLOTS]!;
  }
}
