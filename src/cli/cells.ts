import type { LagStatus } from "../model/lag_report.ts";
import type { SeverityName } from "../model/views/group_view.ts";
import type { Known } from "../model/views/known.ts";
import { countText, rateText, spanText } from "../runtime/quantity_text.ts";
import type { Colour } from "./paint.ts";

/** What stands where nothing is known, and where there is nothing. */
export const UNKNOWN = "?";
export const NOTHING = "-";

export function countCell(value: Known): string {
  return value === null ? UNKNOWN : countText(value);
}

export function rateCell(value: Known): string {
  return value === null ? UNKNOWN : rateText(value);
}

/** The whole if it is known, else what is known of it as `>5`. */
export function atLeastCell(
  whole: Known,
  part: Known,
  text: (value: number) => string = countText,
): string {
  if (whole !== null) return text(whole);
  return part === null || part === 0 ? UNKNOWN : `>${text(part)}`;
}

/** A span of which null also means never, or nothing to lose. */
export function spanCell(seconds: Known): string {
  return seconds === null ? NOTHING : spanText(seconds);
}

/** The colour of a verdict. */
export function verdictColour(status: LagStatus, severity: SeverityName): Colour {
  if (status === "ok") return "green";
  if (status === "unknown") return "magenta";
  if (severity === "critical") return "alarm";
  return severity === "warning" ? "yellow" : "cyan";
}
