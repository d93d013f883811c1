/** Room beside the items that are kept, so that small counts do not sort all the time. */
const SLACK = 64;

/**
 * The first `count` items in the order of `compare`, sorted: without sorting all of them, and in
 * steps between which the event loop may have a turn.
 */
export function* smallest<T>(
  items: Iterable<T>,
  count: number,
  compare: (a: T, b: T) => number,
): Generator<void, T[], void> {
  const kept: T[] = [];
  for (const item of items) {
    kept.push(item);
    if (kept.length >= 2 * count + SLACK) {
      kept.sort(compare);
      kept.length = count;
    }
    yield;
  }
  return kept.sort(compare).slice(0, count);
}
