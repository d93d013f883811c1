import { type Accident, HOUR, MINUTE, SECOND, type Shape } from "./traffic.ts";

/** What an accident counts as. Outages and spikes must be found in time, the others are told apart. */
export type AccidentClass = "outage" | "spike" | "drop" | "near a regular change" | "in bulks";

/** From so great a change on, another hour makes an accident usual. */
const REGULAR_CHANGE = 2.5;
/** Bulks that come more seldom than this are no steady flow. */
const SELDOM_MS = 30 * SECOND;

/** Tells an accident from those that cannot be told from regular changes, or not so soon. */
export function classOf(shape: Shape, { kind, fromMs }: Accident): AccidentClass {
  if (kind === "drop") return "drop";
  if ((shape.bulkMs ?? 0) > SELDOM_MS) return "in bulks";
  const now = shape.intended(fromMs);
  const hourMs = Math.floor(fromMs / HOUR) * HOUR;
  for (let atMs = hourMs - HOUR; atMs <= hourMs + 2 * HOUR; atMs += MINUTE) {
    const usual = shape.intended(atMs);
    if (kind === "outage" ? usual < now / REGULAR_CHANGE : isJump(shape, usual / now)) {
      return "near a regular change";
    }
  }
  return kind;
}

/** Bursts at random times are no regular change: spikes are five times as great as them. */
function isJump({ peak = 1 }: Shape, times: number): boolean {
  return times > REGULAR_CHANGE * peak;
}
