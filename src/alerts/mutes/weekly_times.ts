/** In the order of a week, as Intl names them in English. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = typeof WEEKDAYS[number];

/** Times that come back every week, by the clocks of a time zone. */
export interface WeeklyTimes {
  /** Days on which they begin. */
  readonly days: readonly Weekday[];
  /** `HH:MM`. */
  readonly start: string;
  /** `HH:MM`, on the next day if it is not after the start. */
  readonly end: string;
  /** An IANA name, such as Europe/Berlin. */
  readonly timezone: string;
}

/** Whether the clocks of the zone show a time within them. */
export function isWithinWeekly({ days, start, end, timezone }: WeeklyTimes, atMs: number): boolean {
  const { day, minute } = localTime(atMs, timezone);
  const [from, to] = [minuteOf(start), minuteOf(end)];
  const isOn = (index: number) => days.includes(WEEKDAYS[(index + 7) % 7]!);
  if (from < to) return isOn(day) && minute >= from && minute < to;
  return (isOn(day) && minute >= from) || (isOn(day - 1) && minute < to);
}

/** Day of the week from Monday = 0, and minute of the day. Throws a RangeError for no such zone. */
function localTime(atMs: number, timeZone: string): { day: number; minute: number } {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const weekday = parts.get("weekday")?.toLowerCase() as Weekday;
  return {
    day: WEEKDAYS.indexOf(weekday),
    minute: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
  };
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(":").map(Number);
  return hour! * 60 + minute!;
}
