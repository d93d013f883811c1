import { formatDuration } from "../../runtime/duration.ts";

const whole = whenUsed({ maximumFractionDigits: 0 });
const fewDigits = whenUsed({ maximumSignificantDigits: 3 });
const LONGEST_NAME = 249;
const MOST_NAMES = 5;
const MINUTE = 60;

/** A number as people write it: whole from 100 on, three digits below. */
export function numberText(value: number): string {
  return Math.abs(value) < 100 ? fewDigits().format(value) : wholeText(value);
}

/** A share from 0 to 1 in percent. */
export function percentText(share: number): string {
  return `${wholeText(share * 100)} %`;
}

/** "1 partition", "12,000 partitions". */
export function countText(count: number, what: string, plural = `${what}s`): string {
  return `${wholeText(count)} ${count === 1 ? what : plural}`;
}

/** Seconds in words: whole minutes from ten minutes on. */
export function timeText(seconds: number): string {
  const step = seconds >= 10 * MINUTE ? MINUTE : 1;
  return formatDuration(Math.round(seconds / step) * step * 1000);
}

/**
 * A name that the cluster gave, on one line and not endlessly long: clients choose the names of
 * groups and may put anything into them.
 */
export function nameText(name: string): string {
  const cut = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
  return /^[^\p{C}\p{Z}"]+$/u.test(cut) ? cut : escapeInvisible(JSON.stringify(cut));
}

/** Control characters, those that change the direction of text, and others that are not seen. */
export function escapeInvisible(text: string): string {
  return text.replaceAll(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (found) =>
      Array.from(
        { length: found.length },
        (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, "0")}`,
      ).join(""),
  );
}

/** "a", "a and b", "a, b and 7 more". */
export function listText(items: readonly string[], most = MOST_NAMES): string {
  const shown = items.length <= most
    ? items
    : [...items.slice(0, most - 1), `${wholeText(items.length - most + 1)} more`];
  if (shown.length < 2) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** "broker 3", "brokers 1 and 3". */
export function brokersText(ids: readonly number[]): string {
  const sorted = ids.toSorted((a, b) => a - b).map(String);
  return `${sorted.length === 1 ? "broker" : "brokers"} ${listText(sorted, 2 * MOST_NAMES)}`;
}

/** Most counts are small, and need not be formatted: there are many in every cycle of a storm. */
function wholeText(value: number): string {
  return value >= 0 && value < 1_000 && Number.isInteger(value)
    ? String(value)
    : whole().format(value);
}

/** The first of them takes long to make, and a program that starts has nothing to tell yet. */
function whenUsed(options: Intl.NumberFormatOptions): () => Intl.NumberFormat {
  let format: Intl.NumberFormat | undefined;
  return () => format ??= new Intl.NumberFormat("en-US", options);
}
