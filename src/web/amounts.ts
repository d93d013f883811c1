import type { Known } from "../model/views/known.ts";
import { countText, rateText, spanText } from "../runtime/quantity_text.ts";

/** What stands where nothing is known, and where there is nothing. */
export const UNKNOWN = "?";
export const NOTHING = "–";

export function countAmount(value: Known): string {
  return value === null ? UNKNOWN : countText(value);
}

export function rateAmount(value: Known): string {
  return value === null ? UNKNOWN : `${rateText(value)}/s`;
}

/** A span of which null also means never, or nothing to lose. */
export function spanAmount(seconds: Known): string {
  return seconds === null ? NOTHING : spanText(seconds);
}

/** The whole if it is known, else what is known of it as `≥ 5`. */
export function wholeAmount(
  whole: Known,
  part: Known,
  text: (value: number) => string = countText,
): string {
  if (whole !== null) return text(whole);
  return part === null || part === 0 ? UNKNOWN : `≥ ${text(part)}`;
}
