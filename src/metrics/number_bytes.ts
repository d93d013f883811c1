/** Most bytes that one number takes: a sign, 17 digits, a point and an exponent fit well. */
export const NUMBER_BYTES = 32;

const ZERO = 48;
const MINUS = 45;
const HALF = 1e8;

/**
 * Writes a number as Prometheus reads it back exactly, at `position`, and returns the position
 * behind it: integers below 2^53 as digits, others in their shortest round-trip form.
 */
export function writeNumber(into: Uint8Array, position: number, value: number): number {
  if (!Number.isSafeInteger(value)) return writeText(into, position, spelled(value));
  let at = position;
  let rest = value;
  if (rest < 0) {
    into[at++] = MINUS;
    rest = -rest;
  }
  if (rest < HALF) return writeDigits(into, at, rest, digitCount(rest));
  const high = Math.floor(rest / HALF);
  at = writeDigits(into, at, high, digitCount(high));
  return writeDigits(into, at, rest - high * HALF, 8);
}

/** A number as text in Prometheus' spelling. */
export function spelled(value: number): string {
  if (value === Infinity) return "+Inf";
  if (value === -Infinity) return "-Inf";
  return String(value);
}

function writeDigits(into: Uint8Array, start: number, value: number, count: number): number {
  let rest = value | 0;
  for (let at = start + count - 1; at >= start; at--) {
    const next = (rest / 10) | 0;
    into[at] = ZERO + rest - next * 10;
    rest = next;
  }
  return start + count;
}

function digitCount(value: number): number {
  let count = 1;
  for (let bound = 10; value >= bound; bound *= 10) count++;
  return count;
}

function writeText(into: Uint8Array, position: number, text: string): number {
  for (let index = 0; index < text.length; index++) into[position + index] = text.charCodeAt(index);
  return position + text.length;
}
