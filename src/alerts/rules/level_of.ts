import type { Level } from "../rule.ts";

/** Alerts end at this share of the level at which they begin, so that they do not flap. */
export const CLEAR_SHARE = 0.8;

/** Where a value stands: it fires from `at` on and is clear below `clearBelow`; NaN is unknown. */
export function levelOf(value: number, at: number, clearBelow = at * CLEAR_SHARE): Level {
  if (value >= at) return "firing";
  if (value >= clearBelow) return "between";
  return value < clearBelow ? "clear" : "unknown";
}
