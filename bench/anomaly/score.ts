import { UNKNOWN, UNUSUAL } from "./method.ts";
import { type Accident, DAY, MINUTE, START_MS, WEEK } from "./traffic.ts";

/** A notification that was sent, and why if there was a reason. */
export interface Notification {
  readonly topic: number;
  readonly atMs: number;
  /** undefined if it is false. */
  readonly accident: Accident | undefined;
}

/** An accident and when it was found; NaN if it was not. */
export interface Finding {
  readonly topic: number;
  readonly accident: Accident;
  readonly delayMs: number;
}

/** After an accident its consequences are still its own for this long. */
const AFTER_MS = 10 * MINUTE;

/** Collects what a method says of all topics. Unknown neither begins nor ends a notification. */
export class Score {
  readonly notifications: Notification[] = [];
  readonly findings: Finding[] = [];
  readonly #accidents: readonly (readonly Accident[])[];
  readonly #isFiring: Uint8Array;
  readonly #found = new Map<Accident, number>();

  constructor(accidents: readonly (readonly Accident[])[]) {
    this.#accidents = accidents;
    this.#isFiring = new Uint8Array(accidents.length);
  }

  take(answers: Uint8Array, nowMs: number): void {
    for (let topic = 0; topic < answers.length; topic++) {
      const answer = answers[topic]!;
      if (answer === UNKNOWN || (answer === UNUSUAL) === (this.#isFiring[topic] === 1)) continue;
      this.#isFiring[topic] = answer;
      if (answer === UNUSUAL) this.#notify(topic, nowMs);
    }
  }

  #notify(topic: number, nowMs: number): void {
    const accident = this.#accidents[topic]!.find(({ fromMs, toMs }) =>
      fromMs < nowMs && nowMs <= toMs + AFTER_MS
    );
    const isFirst = accident !== undefined && !this.#found.has(accident);
    if (isFirst) this.#found.set(accident, nowMs - accident.fromMs);
    this.notifications.push({ topic, atMs: nowMs, accident: isFirst ? accident : undefined });
  }

  /** Settles what was found; to be called once, at the end. */
  finish(): this {
    this.#accidents.forEach((accidents, topic) => {
      for (const accident of accidents) {
        this.findings.push({ topic, accident, delayMs: this.#found.get(accident) ?? NaN });
      }
    });
    return this;
  }
}

/** From when on the hours of the week are known three times, so that one odd week does not count. */
export const TRAINED_MS = START_MS + 3 * WEEK + DAY;
/** The first day is warm-up: nothing is told. */
export const WARM_MS = START_MS + DAY;
