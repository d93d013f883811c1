/** A span of time, without its beginning. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The span that a time is in; fast if it is asked with times near each other. Sorted by end. */
export function spanAt<T extends Span>(spans: readonly T[]): (atMs: number) => T | undefined {
  let at = 0;
  return (atMs) => {
    while (at < spans.length && spans[at]!.toMs < atMs) at++;
    while (at > 0 && spans[at - 1]!.toMs >= atMs) at--;
    const span = spans[at];
    return span !== undefined && span.fromMs < atMs ? span : undefined;
  };
}

/** Whether a time is in one of these. */
export function isWithin(spans: readonly Span[]): (atMs: number) => boolean {
  const find = spanAt(spans);
  return (atMs) => find(atMs) !== undefined;
}
