import { smallest } from "../runtime/smallest.ts";
import { Problem } from "./problem.ts";

/** What items are sorted by, most important first. null is not known, and comes last. */
export type SortKey = readonly (number | string | null)[];

/** An order of items, by the name that a request gives. */
export type SortOrders<T> = Readonly<Record<string, (item: T) => SortKey>>;

/** What of sorted items a request wants. */
export interface PageWish {
  /** Name of an order; with a dash before it, from the largest on. */
  readonly sort: string;
  readonly limit: number;
  /** Where the page before ended; undefined for the first. */
  readonly cursor: string | undefined;
}

/** Items of one page, and where the next one begins. */
export interface Page<T> {
  /** Of all pages. */
  readonly total: number;
  readonly items: readonly T[];
  /** null on the last page. */
  readonly next_cursor: string | null;
}

/**
 * Sorts the items and cuts out a page. A cursor holds the last item's place, not its number: what
 * comes and goes between two requests neither repeats nor hides other items. Items with the same
 * key are ordered by their identity, which no two share. Throws a Problem.
 */
export function* sortedPage<T>(
  items: readonly T[],
  orders: SortOrders<T>,
  identityOf: (item: T) => SortKey,
  { sort, limit, cursor }: PageWish,
): Generator<void, Page<T>, void> {
  const descending = sort.startsWith("-");
  const keyOf = orders[descending ? sort.slice(1) : sort]!;
  const compare = (a: Place, b: Place) =>
    compareKeys(a.key, b.key, descending) || compareKeys(a.identity, b.identity, false);
  const from = cursor === undefined ? undefined : parseCursor(cursor);
  const placed = items.map((item) => ({ item, key: keyOf(item), identity: identityOf(item) }));
  const rest = from === undefined ? placed : placed.filter((each) => compare(each, from) > 0);
  const page = yield* smallest(rest, limit, compare);
  return {
    total: items.length,
    items: page.map(({ item }) => item),
    next_cursor: rest.length > limit ? cursorOf(page.at(-1)!) : null,
  };
}

interface Place {
  readonly key: SortKey;
  readonly identity: SortKey;
}

function compareKeys(a: SortKey, b: SortKey, descending: boolean): number {
  for (let index = 0; index < a.length; index++) {
    const [one, other] = [a[index] ?? null, b[index] ?? null];
    if (one === other) continue;
    if (one === null) return 1;
    if (other === null) return -1;
    return (one < other) === descending ? 1 : -1;
  }
  return 0;
}

function cursorOf({ key, identity }: Place): string {
  const bytes = new TextEncoder().encode(JSON.stringify([key, identity]));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function parseCursor(cursor: string): Place {
  try {
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
    const [key, identity] = JSON.parse(new TextDecoder().decode(bytes));
    if (isKey(key) && isKey(identity)) return { key, identity };
  } catch {
    // Said below: whatever is wrong with it, it is not one of ours.
  }
  throw new Problem(400, "cursor must be the next_cursor of the page before");
}

function isKey(value: unknown): value is SortKey {
  return Array.isArray(value) &&
    value.every((part) => part === null || ["number", "string"].includes(typeof part));
}
