import type { BaselineField } from "./baseline_fields.ts";
import type { BaselineRow } from "./baseline_row.ts";

/** A size and the hour of the day that it is of. */
interface Place {
  readonly size: BaselineField;
  readonly hour: BaselineField;
}

/** The fields of the four greatest of something, of this week and of the week before. */
export interface GreatestFour {
  readonly thisWeek: readonly Place[];
  readonly lastWeek: readonly Place[];
}

type Kind = "up" | "down" | "quiet";

/** Excursions upwards and downwards, scaled, and times without a message in milliseconds. */
export const UP = placesOf("up");
export const DOWN = placesOf("down");
export const QUIET = placesOf("quiet");

function placesOf(kind: Kind): GreatestFour {
  const ranks = [1, 2, 3, 4] as const;
  return {
    thisWeek: ranks.map((at) => ({ size: `${kind}${at}`, hour: `${kind}${at}Hour` })),
    lastWeek: ranks.map((at) => ({ size: `${kind}Before${at}`, hour: `${kind}Before${at}Hour` })),
  };
}

/**
 * Takes a size into this week's. Of the same hour of the day, or the one before or after, only the
 * greatest is kept: what comes every day at its time is one thing.
 */
export function remember(
  row: BaselineRow,
  { thisWeek }: GreatestFour,
  size: number,
  hour: number,
): void {
  const near = thisWeek.find((place) => row[place.size] > 0 && isNear(row[place.hour], hour));
  const place = near ?? thisWeek.reduce((a, b) => row[b.size] < row[a.size] ? b : a);
  if (!(size > row[place.size])) return;
  row[place.size] = size;
  // An hour that is taken stays, so that the four are never near each other.
  if (near === undefined) row[place.hour] = hour;
}

/** Begins a week: this becomes the last. */
export function turnWeek(row: BaselineRow, { thisWeek, lastWeek }: GreatestFour): void {
  thisWeek.forEach(({ size, hour }, at) => {
    row[lastWeek[at]!.size] = row[size];
    row[lastWeek[at]!.hour] = row[hour];
    row[size] = 0;
  });
}

/** The size of this rank, from 0, of both weeks, each hour of the day once; 0 if there is none. */
export function greatestOf(
  row: BaselineRow,
  { thisWeek, lastWeek }: GreatestFour,
  rank: number,
): number {
  const places = [...thisWeek, ...lastWeek].filter(({ size }) => row[size] > 0)
    .sort((a, b) => row[b.size] - row[a.size]);
  const distinct: Place[] = [];
  for (const place of places) {
    if (!distinct.some(({ hour }) => isNear(row[hour], row[place.hour]))) distinct.push(place);
  }
  const place = distinct[rank];
  return place === undefined ? 0 : row[place.size];
}

function isNear(hour: number, other: number): boolean {
  const apart = Math.abs(hour - other);
  return Math.min(apart, 24 - apart) <= 1;
}
