import type { Random } from "./random.ts";
import { type Accident, DAY, HOUR, MINUTE, type Shape, START_MS } from "./traffic.ts";

/** Accidents of a topic are so far apart; nothing is planted near times that were not seen. */
const APART_MS = 5 * DAY;
/** At least so many messages a second must be intended all the time. */
const LEAST_RATE = 1;

/** When the whole monitor saw nothing: every Sunday from 03:00 for twelve minutes, UTC. */
export function isBlind(atMs: number): boolean {
  const intoWeek = (atMs - START_MS) % (7 * DAY);
  return intoWeek >= 6 * DAY + 3 * HOUR && intoWeek < 6 * DAY + 3 * HOUR + 12 * MINUTE;
}

/** Whether the monitor is restarted in the cycle that ends now: every Wednesday at noon, UTC. */
export function isRestart(nowMs: number, intervalMs: number): boolean {
  const intoWeek = (nowMs - START_MS) % (7 * DAY);
  const sinceNoon = intoWeek - 2 * DAY - 12 * HOUR;
  return sinceNoon >= 0 && sinceNoon < intervalMs;
}

/** Outages, drops and spikes at times at which the topic is busy. */
export function plantAccidents(
  { intended, peak = 1 }: Shape,
  random: Random,
  endMs: number,
): Accident[] {
  const accidents: Accident[] = [];
  for (let atMs = START_MS + 2 * DAY; atMs < endMs - DAY; atMs += APART_MS) {
    for (let attempt = 0; attempt < 20; attempt++) {
      const accident = drawAccident(random, atMs + random.between(0, APART_MS / 2), peak);
      if (accident.toMs > endMs || !isBusy(intended, accident)) continue;
      accidents.push(accident);
      atMs = accident.toMs;
      break;
    }
  }
  return accidents;
}

function drawAccident(random: Random, fromMs: number, peak: number): Accident {
  const kind = random.chance(0.4) ? "outage" : random.chance(0.7) ? "spike" : "drop";
  const lasts = kind === "spike"
    ? random.logBetween(5 * MINUTE, HOUR)
    : random.logBetween(5 * MINUTE, 3 * HOUR);
  const factor = kind === "outage"
    ? 0
    : kind === "spike"
    ? peak * random.logBetween(5, 20)
    : random.between(0.1, 0.3);
  const catchesUp = kind !== "spike" && random.chance(0.5);
  return { kind, fromMs, toMs: fromMs + lasts, factor, catchesUp };
}

function isBusy(intended: (atMs: number) => number, { fromMs, toMs }: Accident): boolean {
  for (let atMs = fromMs - 10 * MINUTE; atMs <= toMs; atMs += MINUTE) {
    if (intended(atMs) < LEAST_RATE || isBlind(atMs)) return false;
  }
  return !isBlind(fromMs - HOUR) && !isBlind(toMs + HOUR);
}
