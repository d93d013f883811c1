/**
 * What is remembered of a topic, beside its hours. Rates are messages a second; times are
 * milliseconds, those ending in AtMs since the epoch; scaled values are those of `rate_scale.ts`.
 * NaN means not known. State that was stored names its fields, so that fields may come and go.
 */
export const BASELINE_FIELDS = [
  /** Of the last reading that had a rate. */
  "seenAtMs",
  /** Since when nothing can be told; NaN while it can. */
  "unknownAtMs",
  /** How much time was learned in all, and since the level was last begun. */
  "knownMs",
  "levelMs",
  /** Exponentially weighted rates over about half a minute and twenty minutes. */
  "fastRate",
  "levelRate",
  /** Exponentially weighted distance of the fast rate from the level, scaled. */
  "deviation",
  /** Usual time without a message before one comes. */
  "gapMs",
  /** How long no message has come, and how long some have come with every reading. */
  "quietMs",
  "flowMs",
  /** How long the topic has been nearly as usual, and how long it has been busy enough. */
  "calmMs",
  "busyMs",
  /** The block that is being filled, with its least and greatest departure, and the three before. */
  "blockMs",
  "blockSum",
  "blockLeast",
  "blockGreatest",
  "least1",
  "greatest1",
  "least2",
  "greatest2",
  "least3",
  "greatest3",
  /** The same of departures from the level alone. */
  "levelLeast",
  "levelGreatest",
  "levelLeast1",
  "levelGreatest1",
  "levelLeast2",
  "levelGreatest2",
  "levelLeast3",
  "levelGreatest3",
  /** Greatest departure from the level that lasted in the excursion under way; 0 outside one. */
  "peakUp",
  "peakDown",
  /**
   * The four greatest of this week and of the last, each with its hour of the day: excursions, and
   * times without a message.
   */
  "up1",
  "up1Hour",
  "up2",
  "up2Hour",
  "up3",
  "up3Hour",
  "up4",
  "up4Hour",
  "upBefore1",
  "upBefore1Hour",
  "upBefore2",
  "upBefore2Hour",
  "upBefore3",
  "upBefore3Hour",
  "upBefore4",
  "upBefore4Hour",
  "down1",
  "down1Hour",
  "down2",
  "down2Hour",
  "down3",
  "down3Hour",
  "down4",
  "down4Hour",
  "downBefore1",
  "downBefore1Hour",
  "downBefore2",
  "downBefore2Hour",
  "downBefore3",
  "downBefore3Hour",
  "downBefore4",
  "downBefore4Hour",
  "quiet1",
  "quiet1Hour",
  "quiet2",
  "quiet2Hour",
  "quiet3",
  "quiet3Hour",
  "quiet4",
  "quiet4Hour",
  "quietBefore1",
  "quietBefore1Hour",
  "quietBefore2",
  "quietBefore2Hour",
  "quietBefore3",
  "quietBefore3Hour",
  "quietBefore4",
  "quietBefore4Hour",
  /** What of these counts as usual for the topic. */
  "usualUp",
  "usualDown",
  "usualQuietMs",
  /** Messages that did not come while the topic was down or unseen, and may come late. */
  "owed",
  /** Of the hour under way, scaled, over the time learned in it. */
  "hourMs",
  "hourLow",
  "hourSum",
  "hourHigh",
  /** What the hour under way has been like before, scaled. */
  "usualLow",
  "usualMiddle",
  "usualHigh",
  /** How far the hour before was from its usual middle. */
  "shift",
  /** The verdict's place in VERDICTS, since when it holds, and when the trouble began. */
  "verdict",
  "sinceAtMs",
  "troubleAtMs",
] as const;

/** A field of a topic's baseline. */
export type BaselineField = typeof BASELINE_FIELDS[number];

/** How many numbers a topic takes in `Baselines.values`. */
export const BASELINE_WIDTH = BASELINE_FIELDS.length;

/** Fields that begin as not known; the others begin at 0. */
const UNKNOWN_AT_FIRST: ReadonlySet<BaselineField> = new Set([
  "seenAtMs",
  "unknownAtMs",
  "fastRate",
  "levelRate",
  "blockLeast",
  "blockGreatest",
  "least1",
  "greatest1",
  "least2",
  "greatest2",
  "least3",
  "greatest3",
  "levelLeast",
  "levelGreatest",
  "levelLeast1",
  "levelGreatest1",
  "levelLeast2",
  "levelGreatest2",
  "levelLeast3",
  "levelGreatest3",
  "hourLow",
  "hourHigh",
  "usualLow",
  "usualMiddle",
  "usualHigh",
  "sinceAtMs",
  "troubleAtMs",
]);

/** The value of a field of a topic of which nothing is known. */
export function firstValue(field: BaselineField): number {
  return UNKNOWN_AT_FIRST.has(field) ? NaN : 0;
}
