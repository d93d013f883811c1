/** The least of the values; NaN if one is not known, or if there are none. */
export function leastOf(values: Iterable<number>): number {
  let least = NaN;
  for (const value of values) {
    if (Number.isNaN(value)) return NaN;
    if (!(value >= least)) least = value;
  }
  return least;
}
