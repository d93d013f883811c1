import type { Random } from "./random.ts";
import { isWithin, type Span, spanAt } from "./spans.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;
/** The traffic begins on a Monday, 00:00 UTC. */
export const START_MS = Date.UTC(2026, 0, 5);

/** So long an accident is beginning: what must be found in time must be seen in it. */
const BEGINNING_MS = 3 * MINUTE;

/** The traffic of one topic. */
export interface Traffic {
  readonly kind: string;
  /** Messages a second that its producers mean to send at a time, without noise and accidents. */
  intended(atMs: number): number;
  /** How many messages come in the time that ends now. */
  messages(nowMs: number, elapsedMs: number): number;
}

/** A shape of traffic: what it is at a time, and how messages come. */
export interface Shape {
  readonly kind: string;
  readonly intended: (atMs: number) => number;
  /** Standard deviation of the logarithm of a noise that lasts for about `noiseMs`. */
  readonly noise?: number;
  readonly noiseMs?: number;
  /** At any hour it may usually be so many times what it is meant to be. */
  readonly peak?: number;
  /** Messages are held back and come together, once in this time. */
  readonly bulkMs?: number;
  /** Times at which producers stop for a moment, and then send what they held back. */
  readonly pauses?: readonly Span[];
}

/** An accident: for a time the rate is multiplied. */
export interface Accident {
  readonly kind: "outage" | "drop" | "spike";
  readonly fromMs: number;
  readonly toMs: number;
  readonly factor: number;
  /** Whether what did not come is sent in a rush afterwards. */
  readonly catchesUp: boolean;
}

/** Traffic of a shape with independent arrivals, noise, pauses and accidents. */
export class ShapedTraffic implements Traffic {
  readonly kind: string;
  readonly accidents: readonly Accident[];
  readonly #shape: Shape;
  readonly #random: Random;
  readonly #accidentAt: (atMs: number) => Accident | undefined;
  readonly #isPaused: (atMs: number) => boolean;
  readonly #begun = new Map<Accident, { sent: number; intended: number }>();
  #noise = 0;
  #held = 0;
  #bulkAtMs = START_MS;
  #minute = NaN;
  #intended = NaN;

  constructor(shape: Shape, accidents: readonly Accident[], random: Random) {
    this.kind = shape.kind;
    this.accidents = accidents;
    this.#shape = shape;
    this.#random = random;
    this.#accidentAt = spanAt(accidents);
    this.#isPaused = isWithin(shape.pauses ?? []);
  }

  /** The same for a whole minute: it costs much to compute. */
  intended(atMs: number): number {
    const minute = Math.floor(atMs / MINUTE);
    if (minute !== this.#minute) this.#intended = this.#shape.intended(minute * MINUTE);
    this.#minute = minute;
    return this.#intended;
  }

  messages(nowMs: number, elapsedMs: number): number {
    const { noise = 0, noiseMs = 10 * MINUTE, bulkMs = 0 } = this.#shape;
    if (noise > 0) {
      const kept = Math.exp(-elapsedMs / noiseMs);
      this.#noise = kept * this.#noise + Math.sqrt(1 - kept * kept) * this.#random.normal();
    }
    const rate = this.intended(nowMs) * Math.exp(noise * this.#noise - noise * noise / 2);
    const accident = this.#accidentAt(nowMs);
    const factor = accident?.factor ?? 1;
    const sent = this.#random.poisson(rate * factor * elapsedMs / SECOND);
    if (accident !== undefined) this.#note(accident, nowMs, sent, elapsedMs);
    if (accident?.catchesUp === true) this.#held += rate * (1 - factor) * elapsedMs / SECOND;
    if (this.#isPaused(nowMs)) {
      this.#held += sent;
      return 0;
    }
    if (bulkMs > 0) return accident?.factor === 0 ? 0 : this.#bulk(nowMs, sent, bulkMs);
    if (accident !== undefined || this.#held === 0) return sent;
    // Producers catch up at some times their usual rate.
    const rush = Math.min(this.#held, 4 * rate * elapsedMs / SECOND + 1);
    this.#held = this.#held - rush < 1 ? 0 : this.#held - rush;
    return sent + Math.round(rush);
  }

  /**
   * How many times what was intended came at the beginning of an accident, by chance and noise; its
   * factor, before it has begun.
   */
  begunAt(accident: Accident): number {
    const { sent, intended } = this.#begun.get(accident) ?? { sent: accident.factor, intended: 1 };
    return sent / intended;
  }

  #note(accident: Accident, nowMs: number, sent: number, elapsedMs: number): void {
    if (nowMs > accident.fromMs + BEGINNING_MS) return;
    const sum = this.#begun.get(accident) ?? { sent: 0, intended: 0 };
    sum.sent += sent;
    sum.intended += this.intended(nowMs) * elapsedMs / SECOND;
    this.#begun.set(accident, sum);
  }

  #bulk(nowMs: number, sent: number, bulkMs: number): number {
    this.#held += sent;
    if (nowMs < this.#bulkAtMs) return 0;
    this.#bulkAtMs = nowMs + bulkMs * this.#random.between(0.8, 1.2);
    const messages = Math.round(this.#held);
    this.#held = 0;
    return messages;
  }
}
