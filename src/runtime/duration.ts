const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * Reads a duration as Go writes it (`500ms`, `15s`, `1m30s`, `1.5h`) and gives milliseconds.
 * Throws a RangeError whose message continues a sentence that begins with the value.
 */
export function parseDuration(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) {
    throw new RangeError("is not a duration: write it like 500ms, 15s or 1m30s");
  }
  let ms = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    ms += Number(amount) * (UNIT_MS[unit ?? ""] ?? NaN);
  }
  return Math.round(ms);
}

/** A parser of durations between two bounds in milliseconds, both allowed. */
export function durationBetween(leastMs: number, mostMs: number): (text: string) => number {
  return (text) => {
    const ms = parseDuration(text);
    if (ms >= leastMs && ms <= mostMs) return ms;
    throw new RangeError(
      `is out of range: it must be from ${formatDuration(leastMs)} to ${formatDuration(mostMs)}`,
    );
  };
}

/** Milliseconds as `parseDuration` reads them, for example 90000 as `1m30s`. */
export function formatDuration(ms: number): string {
  let rest = Math.round(ms);
  let text = "";
  for (const unit of ["h", "m", "s", "ms"]) {
    const size = UNIT_MS[unit] ?? NaN;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text || "0s";
}
