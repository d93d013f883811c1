import type { BaselineField } from "./baseline_fields.ts";
import type { BaselineRow } from "./baseline_row.ts";

type Three = readonly [BaselineField, BaselineField, BaselineField];

/** The fields of the three greatest of something, of this week and of the week before. */
export interface GreatestThree {
  readonly thisWeek: Three;
  readonly lastWeek: Three;
}

/** Excursions upwards and downwards, scaled, and times without a message in milliseconds. */
export const UP: GreatestThree = {
  thisWeek: ["up1", "up2", "up3"],
  lastWeek: ["upBefore1", "upBefore2", "upBefore3"],
};
export const DOWN: GreatestThree = {
  thisWeek: ["down1", "down2", "down3"],
  lastWeek: ["downBefore1", "downBefore2", "downBefore3"],
};
export const QUIET: GreatestThree = {
  thisWeek: ["quiet1", "quiet2", "quiet3"],
  lastWeek: ["quietBefore1", "quietBefore2", "quietBefore3"],
};

/** Takes a size into this week's, which are kept from great to small. */
export function remember(row: BaselineRow, { thisWeek }: GreatestThree, size: number): void {
  for (const field of thisWeek) {
    const known = row[field];
    if (!(size > known)) continue;
    row[field] = size;
    size = known;
  }
}

/** Begins a week: this becomes the last. */
export function turnWeek(row: BaselineRow, { thisWeek, lastWeek }: GreatestThree): void {
  thisWeek.forEach((field, place) => {
    row[lastWeek[place]!] = row[field];
    row[field] = 0;
  });
}

/** The size of this rank, from 0, of both weeks; 0 if there are not so many. */
export function greatestOf(
  row: BaselineRow,
  { thisWeek, lastWeek }: GreatestThree,
  rank: 0 | 1 | 2,
): number {
  const sizes = [...thisWeek, ...lastWeek].map((field) => row[field]);
  return sizes.sort((a, b) => b - a)[rank]!;
}
