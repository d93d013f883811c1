import { type Accident, HOUR, MINUTE, SECOND, type Shape, WEEK } from "./traffic.ts";

/** What an accident counts as. Outages and spikes must be found in time, the others are told apart. */
export type AccidentClass =
  | "outage"
  | "spike"
  | "weak spike"
  | "drop"
  | "near a regular change"
  | "in bulks";

/** The smallest change that is told. */
const CHANGE = 2.5;
/** A spike must be so many times what is meant to come. */
const SPIKE = 5;
/** Bulks that come more seldom than this are no steady flow. */
const SELDOM_MS = 30 * SECOND;
/** As many weeks count for what an hour is like. */
const WEEKS = 4;

/**
 * Tells an accident from those that cannot be told from what the hour of the week is like, with the
 * hours before and after it: the topic regularly is nearly as low or as high, or has just opened. Of
 * spikes, `begunAt` tells how many times what was meant really came: noise may leave little of one.
 */
export function classOf(
  shape: Shape,
  { kind, fromMs, factor }: Accident,
  begunAt = factor,
): AccidentClass {
  if (kind === "drop") return "drop";
  if ((shape.bulkMs ?? 0) > SELDOM_MS) return "in bulks";
  const now = shape.intended(fromMs);
  const { peak = 1 } = shape;
  for (let week = 0; week <= WEEKS; week++) {
    const hourMs = Math.floor(fromMs / HOUR) * HOUR - week * WEEK;
    for (let atMs = hourMs - HOUR; atMs <= hourMs + 2 * HOUR; atMs += MINUTE) {
      const usual = shape.intended(atMs);
      const isAsHigh = kind === "spike" && usual > now * factor / CHANGE / peak;
      if (isAsHigh && usual > now * peak) return "near a regular change";
      if (usual < now / CHANGE / peak) return "near a regular change";
    }
  }
  return kind === "spike" && begunAt < SPIKE * peak ? "weak spike" : kind;
}
