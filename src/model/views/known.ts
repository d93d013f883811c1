/** A number as JSON has it: null where it is not known. */
export type Known = number | null;

/** The number; null for NaN and what is infinite, which JSON cannot say. */
export function known(value: number | undefined): Known {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** A moment in milliseconds since the epoch as ISO 8601 has it; null where it is not known. */
export function isoTime(atMs: number | undefined): string | null {
  return atMs !== undefined && Number.isFinite(atMs) ? new Date(atMs).toISOString() : null;
}
