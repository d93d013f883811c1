import { type Accident, DAY, HOUR, MINUTE, type Shape, START_MS, WEEK } from "./traffic.ts";

/** What a plot shows: traffic from the start on, of which a part is drawn. */
export interface Scene {
  readonly file: string;
  readonly title: string;
  readonly shape: Shape;
  readonly accidents: readonly Accident[];
  readonly fromMs: number;
  readonly toMs: number;
}

/** A Tuesday in the fourth week, 00:00. */
const TUESDAY = START_MS + 3 * WEEK + DAY;

const hour = (atMs: number) => (atMs % DAY) / HOUR;
const isWeekend = (atMs: number) => Math.floor((atMs - START_MS) / DAY) % 7 >= 5;
const daily = (atMs: number) => 40 * Math.exp(Math.cos(2 * Math.PI * (hour(atMs) - 14) / 24));
const weekly = (atMs: number) => daily(atMs) * (isWeekend(atMs) ? 0.4 : 1);
const isOpen = (atMs: number) => !isWeekend(atMs) && hour(atMs) >= 8 && hour(atMs) < 18;
const shop = (atMs: number) => isOpen(atMs) ? 200 : 5;

const shape = (intended: (atMs: number) => number): Shape => ({
  kind: "plot",
  intended,
  noise: 0.08,
});

const accident = (
  kind: Accident["kind"],
  fromMs: number,
  minutes: number,
  factor: number,
  catchesUp = false,
): Accident => ({ kind, fromMs, toMs: fromMs + minutes * MINUTE, factor, catchesUp });

/** The scenes of docs/anomalies.md, found ones first. */
export const SCENES: readonly Scene[] = [
  {
    file: "outage.svg",
    title: "The producer stops at 10:00: silence",
    shape: shape(weekly),
    accidents: [accident("outage", TUESDAY + 10 * HOUR, 40, 0)],
    fromMs: TUESDAY + 9 * HOUR,
    toMs: TUESDAY + 12 * HOUR,
  },
  {
    file: "spike.svg",
    title: "Five times the messages from 03:00 on, less than at noon: spike",
    shape: shape(weekly),
    accidents: [accident("spike", TUESDAY + 3 * HOUR, 40, 5)],
    fromMs: TUESDAY - 6 * HOUR,
    toMs: TUESDAY + 18 * HOUR,
  },
  {
    file: "catching_up.svg",
    title: "An hour's messages come late, in a rush, from 11:00 on: no spike",
    shape: shape(weekly),
    accidents: [accident("outage", TUESDAY + 10 * HOUR, 60, 0, true)],
    fromMs: TUESDAY + 9 * HOUR,
    toMs: TUESDAY + 13 * HOUR,
  },
  {
    file: "week.svg",
    title: "Opening, closing and weekends: usual",
    shape: shape(shop),
    accidents: [],
    fromMs: START_MS + 3 * WEEK,
    toMs: START_MS + 4 * WEEK,
  },
  {
    file: "new_topic.svg",
    title: "A new topic with a load at 02:00: a day of learning, then usual",
    shape: shape((atMs) => hour(atMs) >= 2 && hour(atMs) < 3 ? 2_000 : 10),
    accidents: [],
    fromMs: START_MS,
    toMs: START_MS + 4 * DAY,
  },
  {
    file: "load.svg",
    title: "The load of 02:00, and another one at 15:00: spike",
    shape: shape((atMs) => hour(atMs) >= 2 && hour(atMs) < 3 ? 2_000 : 10),
    accidents: [accident("spike", TUESDAY + 15 * HOUR, 60, 100)],
    fromMs: TUESDAY,
    toMs: TUESDAY + DAY,
  },
  {
    file: "holiday.svg",
    title: "Wednesday is a holiday, and sets in slowly: usual",
    shape: shape((atMs) => daily(atMs) * (isWeekend(atMs) ? 0.4 : holiday(atMs))),
    accidents: [],
    fromMs: TUESDAY,
    toMs: TUESDAY + 3 * DAY,
  },
  {
    file: "bursts.svg",
    title: "A burst like others every day: after the fourth it is usual",
    shape: shape(weekly),
    accidents: [4, 15, 31, 44, 54, 60, 69].map((hours) =>
      accident("spike", TUESDAY + hours * HOUR, 15, 8)
    ),
    fromMs: TUESDAY,
    toMs: TUESDAY + 3 * DAY,
  },
  {
    file: "for_good.svg",
    title: "Four times as many for good, from Tuesday 09:00 on: a spike for a day",
    shape: shape((atMs) => weekly(atMs) * (atMs > TUESDAY + 9 * HOUR ? 4 : 1)),
    accidents: [],
    fromMs: TUESDAY,
    toMs: TUESDAY + 3 * DAY,
  },
  {
    file: "not_found_half.svg",
    title: "Not found: half of the messages are missing from 10:00 to 13:00",
    shape: shape(weekly),
    accidents: [accident("drop", TUESDAY + 10 * HOUR, 180, 0.5)],
    fromMs: TUESDAY + 6 * HOUR,
    toMs: TUESDAY + 16 * HOUR,
  },
  {
    file: "not_found_closing.svg",
    title: "Not found: an outage in the hour before the regular end at 18:00",
    shape: shape((atMs) => isOpen(atMs) ? 200 : 0),
    accidents: [accident("outage", TUESDAY + 17.1 * HOUR, 60, 0)],
    fromMs: TUESDAY + 6 * HOUR,
    toMs: TUESDAY + 22 * HOUR,
  },
  {
    file: "not_found_opening.svg",
    title: "Not found: on Wednesday the shop does not open",
    shape: shape((atMs) => isOpen(atMs) && Math.floor((atMs - TUESDAY) / DAY) !== 1 ? 200 : 5),
    accidents: [],
    fromMs: TUESDAY,
    toMs: TUESDAY + 3 * DAY,
  },
];

/** A third of the usual on that Wednesday, with four hours around each midnight to get there. */
function holiday(atMs: number): number {
  const hours = (atMs - TUESDAY - DAY) / HOUR;
  const share = Math.min(1, Math.max(0, (hours + 2) / 4), Math.max(0, (26 - hours) / 4));
  return (1 / 3) ** share;
}
