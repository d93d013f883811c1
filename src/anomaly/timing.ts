const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The times that judging goes by, in milliseconds. */
export interface Timing {
  /** Time constants of the fast rate, the level and its deviation. */
  readonly fastMs: number;
  readonly levelMs: number;
  readonly deviationMs: number;
  /** A departure counts if it lasts three blocks. */
  readonly blockMs: number;
  /** After being nearly as usual for so long, a topic is as usual again. */
  readonly calmMs: number;
  /** No message for so long may be a silence. */
  readonly silenceMs: number;
  /** The longest gap between messages that makes the fast rate slower. */
  readonly longestGapMs: number;
  /** The longest time without messages that a topic can get used to outside its hours. */
  readonly longestQuietMs: number;
  /** What was not seen for longer is begun anew: the fast rate, and the level. */
  readonly blindMs: number;
  readonly staleMs: number;
  /** How long a level must be known before anything is compared with it. */
  readonly newLevelMs: number;
  readonly warmUpMs: number;
  /** What lasts as long as this is how things are now. */
  readonly acceptMs: number;
  /** How fast late messages that do not come are forgotten: a time constant. */
  readonly owedMs: number;
  readonly hourMs: number;
  /** Until a topic is known for so long, a single excursion makes others usual. */
  readonly newTopicMs: number;
  /** Over how long partitions of a topic are compared. */
  readonly skewMs: number;
  /** A topic that was not seen for so long is forgotten. */
  readonly forgetMs: number;
}

/** What times depend on. */
export interface TimingOptions {
  readonly warmUpMs: number;
  /** Divides all times but the interval. */
  readonly timeFactor?: number;
  /** From one reading to the next. */
  readonly intervalMs: number;
}

/** The shipped times, all divided by the same factor; nothing is blind for a reading or two. */
export function timing({ warmUpMs, timeFactor = 1, intervalMs }: TimingOptions): Timing {
  const times: Timing = {
    fastMs: 30 * SECOND,
    levelMs: 20 * MINUTE,
    deviationMs: 6 * HOUR,
    blockMs: 30 * SECOND,
    calmMs: 5 * MINUTE,
    silenceMs: 2 * MINUTE,
    longestGapMs: 5 * MINUTE,
    longestQuietMs: HOUR,
    blindMs: 5 * MINUTE,
    staleMs: HOUR,
    newLevelMs: 15 * MINUTE,
    warmUpMs,
    acceptMs: DAY,
    owedMs: 5 * MINUTE,
    hourMs: HOUR,
    newTopicMs: 14 * DAY,
    skewMs: 10 * MINUTE,
    forgetMs: DAY,
  };
  const divided = Object.fromEntries(
    Object.entries(times).map(([name, ms]) => [name, ms / timeFactor]),
  ) as unknown as Timing;
  return {
    ...divided,
    blindMs: Math.max(divided.blindMs, 3 * intervalMs),
    staleMs: Math.max(divided.staleMs, 6 * intervalMs),
  };
}

/** The hour that a moment is in, counted from the epoch. */
export function hourAt(nowMs: number, { hourMs }: Timing): number {
  return Math.floor(nowMs / hourMs);
}

/** The hour of the day, UTC, that a moment is in. */
export function hourOfDay(nowMs: number, times: Timing): number {
  return hourAt(nowMs, times) % 24;
}
