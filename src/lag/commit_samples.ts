import { type CommitColumns, SAMPLES } from "./commit_columns.ts";
import type { LagSample } from "./lag_growth.ts";

/**
 * Keeps where the commit is now, if the newest sample is long enough ago that all of them span the
 * window. Taken when the commit has moved, so that what a slow committer has read meanwhile does not
 * look like growth. `lagSeconds` may be NaN.
 */
export function takeSample(
  columns: CommitColumns,
  row: number,
  atMs: number,
  lagSeconds: number,
  windowMs: number,
): void {
  const count = columns.sampleCount[row]!;
  if (count > 0) {
    const newestMs = columns.sampleAtMs[place(row, count - 1)]!;
    if (atMs - newestMs < windowMs / SAMPLES) return;
  }
  const at = place(row, count);
  columns.sampleAtMs[at] = atMs;
  columns.sampleOffset[at] = columns.committed[row]!;
  columns.sampleLag[at] = lagSeconds;
  columns.sampleCount[row] = count + 1;
}

/** Begins anew: what was measured before says nothing any more. */
export function dropSamples(columns: CommitColumns, row: number): void {
  columns.sampleCount[row] = 0;
}

/**
 * Messages a second over about the window: 0 if the commit has not moved in it, NaN while there is
 * no earlier sample.
 */
export function consumeRate(
  columns: CommitColumns,
  row: number,
  nowMs: number,
  windowMs: number,
): number {
  const count = columns.sampleCount[row]!;
  if (count === 0) return NaN;
  if (nowMs - columns.movedAtMs[row]! >= windowMs) return 0;
  const oldest = Math.max(0, count - SAMPLES);
  let number = count - 1;
  while (number > oldest && columns.sampleAtMs[place(row, number)]! > nowMs - windowMs) number--;
  const at = place(row, number);
  // Between samples that are far apart, the commit has stood where it was in the older one.
  const sinceMs = Math.max(columns.sampleAtMs[at]!, nowMs - windowMs * (1 + 1 / SAMPLES));
  const seconds = (nowMs - sinceMs) / 1000;
  return seconds > 0 ? (columns.committed[row]! - columns.sampleOffset[at]!) / seconds : NaN;
}

/** The samples with a lag, oldest first. */
export function lagSamples(columns: CommitColumns, row: number): readonly LagSample[] {
  const samples: LagSample[] = [];
  const count = columns.sampleCount[row]!;
  for (let number = Math.max(0, count - SAMPLES); number < count; number++) {
    const at = place(row, number);
    const lagSeconds = columns.sampleLag[at]!;
    if (!Number.isNaN(lagSeconds)) samples.push({ atMs: columns.sampleAtMs[at]!, lagSeconds });
  }
  return samples;
}

function place(row: number, number: number): number {
  return row * SAMPLES + number % SAMPLES;
}
