import { setImmediate } from "node:timers";

/** Longest stretch, in milliseconds, that sliced work keeps the event loop in one of its turns. */
export const SLICE_MS = 3;
/**
 * In the time of a slice so much work is done without a turn of its own, in one of a socket or of a
 * timer. Sockets that are read in one turn of the event loop share it.
 */
const SMALL_WORK_MS = 1;
/** After steps that took less than this together, so many are made without a look at the clock. */
const QUICK_MS = 0.02;
const UNTIMED_STEPS = 4;

/** Who waits for a turn, first come first served. */
const waiting: (() => void)[] = [];
/** The newest turn that was given to somebody. */
let turnFromMs = 0;
let turnEndMs = 0;
/** Since when work without a turn is counted, and how much of it there was. */
let smallWorkSinceMs = -Infinity;
let smallWorkMs = 0;

/**
 * Resolves after the event loop had a turn (timers, sockets). One caller a turn: however much work
 * is under way, it does not add up to a longer stretch.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(endTurn);
  });
}

/** Resolves after Deno has looked at its sockets; rejects if it cannot do that any more. */
export type Look = () => Promise<unknown>;

/** After two milliseconds, which are lost if there is nothing else to do. */
const byTimer: Look = () => new Promise((resolve) => setTimeout(resolve, 0));
let look = byTimer;

/** Has turns come by another look, until the function that it gives is called or the look fails. */
export function lookBy(another: Look): () => void {
  look = another;
  return () => {
    if (look === another) look = byTimer;
  };
}

function endTurn(): void {
  const tried = look;
  tried().then(giveTurn, () => {
    if (look === tried) look = byTimer;
    endTurn();
  });
}

function giveTurn(): void {
  turnFromMs = performance.now();
  turnEndMs = turnFromMs + SLICE_MS;
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(endTurn);
}

/** Waits for the next turn if this one is used up: for work in pieces that are no generator's steps. */
export function turnOrNext(): Promise<void> {
  return performance.now() < turnEndMs ? Promise.resolve() : nextTurn();
}

/** Until when there may be work now; not after `nowMs` if it has to wait for a turn. */
function workEndMs(nowMs: number): number {
  if (nowMs < turnEndMs) return turnEndMs;
  if (nowMs - smallWorkSinceMs >= SLICE_MS) {
    smallWorkSinceMs = nowMs;
    smallWorkMs = 0;
  }
  return nowMs + SMALL_WORK_MS - smallWorkMs;
}

/** Is told of a stretch of work when it ends. */
function countWork(fromMs: number): void {
  if (fromMs >= turnEndMs) smallWorkMs += performance.now() - fromMs;
}

/** Does work that cannot be interrupted: at once if there is time for it, else in the next turn. */
export async function inTurn<T>(work: () => T): Promise<T> {
  const nowMs = performance.now();
  if (nowMs >= workEndMs(nowMs)) await nextTurn();
  const fromMs = performance.now();
  const result = work();
  countWork(fromMs);
  return result;
}

/**
 * Runs a generator to its end and gives the event loop a turn whenever a slice is used up; the
 * generator yields wherever it may be interrupted, at least every few hundred steps.
 * Rejects with the signal's reason when it is aborted between slices.
 */
export async function runSliced<T>(
  work: Generator<void, T, void>,
  signal?: AbortSignal,
): Promise<T> {
  let fromMs = performance.now();
  let lookedMs = fromMs;
  let sliceEndMs = workEndMs(fromMs);
  for (let untimed = 0;;) {
    if (lookedMs >= sliceEndMs) {
      countWork(fromMs);
      await nextTurn();
      signal?.throwIfAborted();
      sliceEndMs = turnEndMs;
      fromMs = lookedMs = turnFromMs;
    }
    const step = work.next();
    if (step.done) {
      countWork(fromMs);
      return step.value;
    }
    if (untimed-- > 0) continue;
    const nowMs = performance.now();
    untimed = nowMs - lookedMs < QUICK_MS ? UNTIMED_STEPS : 0;
    lookedMs = nowMs;
  }
}

/** Runs a generator to its end at once, for small inputs and tests. */
export function runAtOnce<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Maps one item after the other, and may be interrupted between them. */
export function* mapInSteps<T, U>(
  items: Iterable<T>,
  change: (item: T) => U,
): Generator<void, U[], void> {
  const changed: U[] = [];
  for (const item of items) {
    changed.push(change(item));
    yield;
  }
  return changed;
}
