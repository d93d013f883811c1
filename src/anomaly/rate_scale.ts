/**
 * Rates are compared on a logarithmic scale: log1p of messages a minute. A step of ln 2 is a
 * doubling, and below a message a minute all rates are about the same.
 */
export function scaled(rate: number): number {
  return Math.log1p(60 * rate);
}

/** Messages a second of a scaled rate. */
export function unscaled(value: number): number {
  return Math.expm1(value) / 60;
}
