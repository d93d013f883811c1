import type { BaselineRow } from "./baseline_row.ts";
import { rowCursor } from "./baseline_row.ts";
import { type Baselines, baselinesOf, copyRow, valuesFor } from "./baselines.ts";
import { forgetHour, HOURS, NO_HOURS, usualRange, WEEK_HOURS, writeHour } from "./hour_cells.ts";
import type { Timing } from "./timing.ts";
import { refreshUsual, turnWeeks } from "./usual_excursions.ts";

/** An hour counts if so much of it was learned. */
const ENOUGH = 1 / 4;
const A_STEP = 64;

/**
 * Moves on to another hour: writes the one that has ended to the hours of each topic, and settles
 * what the new one is usually like. Hours between them were not seen. Topics that were
 * not seen for long, while others were, are forgotten. A clock that went back begins the earlier hour anew.
 */
export function* turnHours(
  from: Baselines,
  hour: number,
  times: Timing,
): Generator<void, Baselines, void> {
  if (hour === from.hour) return from;
  const next = withoutForgotten(from, times);
  const { row, moveTo } = rowCursor(next.values);
  const cells: Uint8Array[] = [];
  for (let at = 0; at < next.topics.length; at++) {
    if (at % A_STEP === 0) yield;
    moveTo(at);
    cells.push(turnHour(row, next.cells[at]!, from.hour, hour, times));
    turnWeeks(row, Math.floor(hour / WEEK_HOURS) - Math.floor(from.hour / WEEK_HOURS));
    refreshUsual(row, times);
  }
  return { ...next, hour, cells };
}

/** Gives the topic's hours as they are now. */
function turnHour(
  row: BaselineRow,
  before: Uint8Array,
  from: number,
  to: number,
  times: Timing,
): Uint8Array {
  row.shift = 0;
  const isKnown = to > from && row.hourMs >= ENOUGH * times.hourMs;
  const cells = isKnown || before !== NO_HOURS ? before.slice() : NO_HOURS;
  if (cells !== NO_HOURS && to > from) forgetHour(cells, from);
  if (isKnown) {
    const middle = row.hourSum / row.hourMs;
    writeHour(cells, from, { low: row.hourLow, middle, high: row.hourHigh });
    row.shift = middle - row.usualMiddle || 0;
  }
  if (cells !== NO_HOURS) {
    for (let hour = Math.max(from + 1, to - HOURS + 1); hour <= to; hour++) forgetHour(cells, hour);
  }
  row.hourMs = row.hourSum = 0;
  const usual = usualRange(cells, to);
  row.usualLow = usual.low;
  row.usualMiddle = usual.middle;
  row.usualHigh = usual.high;
  return cells;
}

/** A copy without the rows of topics that were last seen long before others were. */
function withoutForgotten(from: Baselines, times: Timing): Baselines {
  const { row, moveTo } = rowCursor(from.values);
  const seenAtMs = from.topics.map((_, at) => {
    moveTo(at);
    return row.seenAtMs;
  });
  const newestMs = seenAtMs.reduce((newest, ms) => ms > newest ? ms : newest, -Infinity);
  const kept = seenAtMs.flatMap((ms, at) => newestMs - ms <= times.forgetMs ? [at] : []);
  const values = valuesFor(kept.length);
  kept.forEach((at, to) => copyRow(from.values, at, values, to));
  const topics = kept.map((at) => from.topics[at]!);
  return baselinesOf(from.hour, topics, values, kept.map((at) => from.cells[at]!));
}
