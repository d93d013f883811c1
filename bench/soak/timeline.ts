import type { Observation, Part, SeenTopics } from "./observation.ts";

/** Observations are kept for so long; members of groups may be served for 90 s. */
const KEPT_MS = 300_000;

/** A span of time in milliseconds since 1970. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What one thing was from the last reading before a span to the first one after it. */
export interface Around<T> {
  /** The newest value known before the span; undefined if there was none. */
  readonly before: T | undefined;
  /** The first value that was read after the span; undefined if there is none. */
  readonly after: T | undefined;
  /** These two and all between. */
  readonly all: readonly T[];
  /** The longest time from one of them to the next; other values may have been there in it. */
  readonly longestGapMs: number;
}

/** What the independent observer saw, one observation after the other. */
export class Timeline {
  readonly #all: Observation[] = [];
  readonly #topics: Part<SeenTopics>[] = [];

  get newest(): Observation | undefined {
    return this.#all.at(-1);
  }

  get length(): number {
    return this.#all.length;
  }

  add(observation: Observation): void {
    this.#all.push(observation);
    const oldestMs = observation.topics.toMs - KEPT_MS;
    while (this.#all[0]!.topics.toMs < oldestMs) this.#all.shift();
    this.#topics.push(...observation.topicReads);
    while (this.#topics.length > 0 && this.#topics[0]!.toMs < oldestMs) this.#topics.shift();
  }

  /** What something of topics was, by the reads that are close together. */
  aroundTopics<V>(pick: (topics: SeenTopics) => V | undefined, span: Span): Around<V> {
    return around(this.#topics, (read) => read, pick, span);
  }

  /** What a thing was around the span; readings without it are passed over. */
  around<T, V>(
    part: (observation: Observation) => Part<T>,
    pick: (value: T) => V | undefined,
    span: Span,
  ): Around<V> {
    return around(this.#all, part, pick, span);
  }
}

interface Picked<V> extends Span {
  readonly picked: V;
}

function around<R, T, V>(
  reads: readonly R[],
  part: (read: R) => Part<T>,
  pick: (value: T) => V | undefined,
  span: Span,
): Around<V> {
  const at = (index: number): Picked<V> | undefined => {
    const { fromMs, toMs, value } = part(reads[index]!);
    const picked = value === undefined ? undefined : pick(value);
    return picked === undefined ? undefined : { fromMs, toMs, picked };
  };
  const start = firstAfter(reads, part, span.fromMs);
  let before: Picked<V> | undefined;
  for (let index = start - 1; index >= 0 && before === undefined; index--) before = at(index);
  const all = before === undefined ? [] : [before];
  let after: Picked<V> | undefined;
  for (let index = start; index < reads.length && after === undefined; index++) {
    const read = at(index);
    if (read === undefined) continue;
    all.push(read);
    if (read.fromMs >= span.toMs) after = read;
  }
  const gaps = all.slice(1).map(({ toMs }, index) => toMs - all[index]!.fromMs);
  return {
    before: before?.picked,
    after: after?.picked,
    all: all.map(({ picked }) => picked),
    longestGapMs: Math.max(0, ...gaps),
  };
}

/** The index of the first read that ended after the moment, or how many there are. */
function firstAfter<R, T>(reads: readonly R[], part: (read: R) => Part<T>, ms: number): number {
  let [low, high] = [0, reads.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (part(reads[middle]!).toMs <= ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
