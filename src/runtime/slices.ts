import { setImmediate } from "node:timers";

/** Longest stretch, in milliseconds, that sliced work keeps the event loop. */
export const SLICE_MS = 8;

/** Resolves after the event loop had a turn (timers, sockets). */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Runs a generator to its end and gives the event loop a turn whenever a slice is used up; the
 * generator yields wherever it may be interrupted, at least every few hundred steps.
 * Rejects with the signal's reason when it is aborted between slices.
 */
export async function runSliced<T>(
  work: Generator<void, T, void>,
  signal?: AbortSignal,
  sliceMs = SLICE_MS,
): Promise<T> {
  let sliceEnd = performance.now() + sliceMs;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() < sliceEnd) continue;
    await nextTurn();
    signal?.throwIfAborted();
    sliceEnd = performance.now() + sliceMs;
  }
}

/** Runs a generator to its end at once, for small inputs and tests. */
export function runAtOnce<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
