import type { JvmReading } from "../model/jvm_reading.ts";
import type { JvmSample } from "./jvm_sample.ts";
import type { JvmEndpoint } from "./settings.ts";

/** Readings in a row that may fail before nothing is known any more. */
const INTERVALS_UNTIL_OLD = 3;

/** The samples of one JVM that are still needed, oldest first; all of the same process. */
export interface JvmWindow {
  readonly samples: readonly (JvmSample & { readonly atMs: number })[];
  /** Why the newest reading failed; undefined if it did not. */
  readonly error: string | undefined;
}

/** Times in milliseconds. */
export interface WindowOptions {
  readonly intervalMs: number;
  readonly windowMs: number;
}

export const EMPTY_WINDOW: JvmWindow = { samples: [], error: undefined };

/** The window after a reading. A process that was started again has a window of its own. */
export function withSample(
  { samples }: JvmWindow,
  sample: JvmSample,
  nowMs: number,
  { windowMs }: WindowOptions,
): JvmWindow {
  const newest = samples.at(-1);
  const isSame = newest !== undefined && newest.atMs < nowMs &&
    Object.is(newest.startedAtSeconds, sample.startedAtSeconds) &&
    !(sample.pauseSeconds < newest.pauseSeconds);
  const all = [...isSame ? samples : [], { ...sample, atMs: nowMs }];
  // One sample as old as the window, or older, shows that it is covered.
  const firstInside = all.findIndex(({ atMs }) => atMs > nowMs - windowMs);
  return { samples: all.slice(Math.max(0, firstInside - 1)), error: undefined };
}

/** The window after a reading that failed. */
export function withFailure({ samples }: JvmWindow, error: string): JvmWindow {
  return { samples, error };
}

/** What the window tells now. */
export function toReading(
  { samples, error }: JvmWindow,
  { instance, url, cluster }: JvmEndpoint,
  nowMs: number,
  { intervalMs, windowMs }: WindowOptions,
): JvmReading {
  const newest = samples.at(-1);
  const told = { instance, url, cluster, readAtMs: newest?.atMs ?? NaN, error };
  if (newest === undefined || nowMs - newest.atMs > INTERVALS_UNTIL_OLD * intervalMs) {
    return { ...told, ...NOTHING_KNOWN };
  }
  const first = samples[0]!;
  const spanMs = newest.atMs - first.atMs;
  // A reading that comes a little early must not cost another interval.
  const isCovered = spanMs >= windowMs - intervalMs / 2;
  // Few samples may all be peaks.
  const isDense = samples.length > windowMs / intervalMs / 2;
  const uses = samples.map(({ heapUsedBytes, heapMaxBytes }) => heapUsedBytes / heapMaxBytes);
  return {
    ...told,
    heapAfterCollectionRatio: newest.oldAfterCollectionBytes / newest.oldMaxBytes,
    heapTroughRatio: isCovered && isDense ? Math.min(...uses) : NaN,
    gcTimeRatio: isCovered ? (newest.pauseSeconds - first.pauseSeconds) * 1000 / spanMs : NaN,
    heapUsedBytes: newest.heapUsedBytes,
    heapMaxBytes: newest.heapMaxBytes,
  };
}

const NOTHING_KNOWN = {
  heapAfterCollectionRatio: NaN,
  heapTroughRatio: NaN,
  gcTimeRatio: NaN,
  heapUsedBytes: NaN,
  heapMaxBytes: NaN,
} as const;
