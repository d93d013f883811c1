import { type CommitColumns, SAMPLES } from "./commit_columns.ts";

/** Where a commit was at some moment, and its lag in seconds, which may be NaN. */
export interface CommitSample {
  readonly atMs: number;
  readonly offset: number;
  readonly lagSeconds: number;
}

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
  if (columns.sampleCount[row]! > 0) {
    if (atMs - columns.sampledAtMs[row]! < windowMs / SAMPLES) return;
  }
  keepSample(columns, row, { atMs, offset: columns.committed[row]!, lagSeconds });
}

/** Puts a sample into the ring; it is newer than those that are there. */
export function keepSample(
  columns: CommitColumns,
  row: number,
  { atMs, offset, lagSeconds }: CommitSample,
): void {
  const count = columns.sampleCount[row]!;
  const at = place(row, count);
  columns.sampleGapMs[at] = atMs - columns.sampledAtMs[row]!;
  columns.sampleStep[at] = offset - columns.sampledOffset[row]!;
  columns.sampleLag[at] = lagSeconds;
  columns.sampledAtMs[row] = atMs;
  columns.sampledOffset[row] = offset;
  // So that it fits into a byte: the same place, and a full ring stays full.
  columns.sampleCount[row] = count + 1 < 2 * SAMPLES ? count + 1 : SAMPLES;
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
  let atMs = columns.sampledAtMs[row]!;
  let offset = columns.sampledOffset[row]!;
  for (let number = count - 1; number > oldest && atMs > nowMs - windowMs; number--) {
    const at = place(row, number);
    atMs -= columns.sampleGapMs[at]!;
    offset -= columns.sampleStep[at]!;
  }
  // Between samples that are far apart, the commit has stood where it was in the older one.
  const sinceMs = Math.max(atMs, nowMs - windowMs * (1 + 1 / SAMPLES));
  const seconds = (nowMs - sinceMs) / 1000;
  return seconds > 0 ? (columns.committed[row]! - offset) / seconds : NaN;
}

/** All samples, oldest first. */
export function samplesOf(columns: CommitColumns, row: number): readonly CommitSample[] {
  const samples: CommitSample[] = [];
  const count = columns.sampleCount[row]!;
  let atMs = columns.sampledAtMs[row]!;
  let offset = columns.sampledOffset[row]!;
  for (let number = count - 1; number >= Math.max(0, count - SAMPLES); number--) {
    const at = place(row, number);
    samples.push({ atMs, offset, lagSeconds: columns.sampleLag[at]! });
    atMs -= columns.sampleGapMs[at]!;
    offset -= columns.sampleStep[at]!;
  }
  return samples.reverse();
}

/** Writes the times and lags of the samples with a lag, oldest first; gives how many there are. */
export function readSamples(
  columns: CommitColumns,
  row: number,
  atMs: Float64Array,
  lagSeconds: Float64Array,
): number {
  const count = columns.sampleCount[row]!;
  const oldest = Math.max(0, count - SAMPLES);
  let sampledAtMs = columns.sampledAtMs[row]!;
  for (let number = count - 1; number > oldest; number--) {
    sampledAtMs -= columns.sampleGapMs[place(row, number)]!;
  }
  let read = 0;
  for (let number = oldest; number < count; number++) {
    const at = place(row, number);
    if (number > oldest) sampledAtMs += columns.sampleGapMs[at]!;
    if (Number.isNaN(columns.sampleLag[at]!)) continue;
    atMs[read] = sampledAtMs;
    lagSeconds[read++] = columns.sampleLag[at]!;
  }
  return read;
}

function place(row: number, number: number): number {
  return row * SAMPLES + number % SAMPLES;
}
