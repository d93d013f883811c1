import type { Random } from "./random.ts";
import { isWithin } from "./spans.ts";
import { DAY, HOUR, MINUTE, type Shape, START_MS, WEEK } from "./traffic.ts";

/** Makes a topic's shape; all numbers of it are drawn from the random source. */
export type MakeShape = (random: Random, endMs: number) => Shape;

/** A day's wave around 1: the lowest is 1 / swing of the highest. */
function wave(swing: number, peakHour: number): (atMs: number) => number {
  const half = Math.log(swing) / 2;
  return (atMs) => Math.exp(half * Math.cos(2 * Math.PI * (atMs / DAY - peakHour / 24)));
}

const hourOf = (atMs: number) => (atMs % DAY) / HOUR;
const dayOf = (atMs: number) => Math.floor((atMs - START_MS) / DAY);
const isWeekend = (atMs: number) => dayOf(atMs) % 7 >= 5;

function daily(random: Random): (atMs: number) => number {
  const [base, day] = [
    random.logBetween(2, 5_000),
    wave(random.between(2, 8), random.between(10, 20)),
  ];
  return (atMs) => base * day(atMs);
}

function weekly(random: Random): (atMs: number) => number {
  const [weekday, weekend] = [daily(random), random.between(0.2, 0.6)];
  return (atMs) => weekday(atMs) * gently(atMs, (day) => day % 7 >= 5 ? weekend : 1);
}

/** What days differ by sets in slowly, over the four hours around midnight. */
function gently(atMs: number, factorOf: (day: number) => number): number {
  const day = dayOf(atMs);
  const hour = hourOf(atMs);
  const share = Math.min(1, (hour + 2) / 4, (26 - hour) / 4);
  if (share === 1) return factorOf(day);
  const other = factorOf(hour < 12 ? day - 1 : day + 1);
  return factorOf(day) ** share * other ** (1 - share);
}

/** Busy between an opening and a closing hour of weekdays, nearly idle otherwise. */
function business(random: Random): (atMs: number) => number {
  const [base, idle] = [
    random.logBetween(5, 2_000),
    random.chance(0.5) ? 0 : random.between(0.01, 0.1),
  ];
  const [opens, closes] = [random.between(7, 9), random.between(17, 19)];
  return (atMs) => {
    const hour = hourOf(atMs);
    return base * (isWeekend(atMs) || hour < opens || hour >= closes ? idle : 1);
  };
}

/** Times of about this length, so many a day, anywhere. */
function moments(random: Random, endMs: number, perDay: number, shortest: number, longest: number) {
  const found: { fromMs: number; toMs: number }[] = [];
  for (let atMs = START_MS; atMs < endMs;) {
    atMs -= Math.log(1 - random.next()) * DAY / perDay;
    found.push({ fromMs: atMs, toMs: atMs + random.logBetween(shortest, longest) });
  }
  return found;
}

/** A batch at the same time every day, give or take ten minutes, on a base that may be nothing. */
function batch(random: Random, endMs: number): (atMs: number) => number {
  const base = random.chance(0.5) ? 0 : random.logBetween(1, 50);
  const [load, hour] = [random.logBetween(200, 20_000), random.between(0, 24)];
  const lasts = random.between(10, 60) * MINUTE;
  const days = random.chance(0.3) ? 7 : 1;
  const spans: { fromMs: number; toMs: number }[] = [];
  for (let dayMs = START_MS; dayMs < endMs; dayMs += days * DAY) {
    const fromMs = dayMs + hour * HOUR + random.between(-10, 10) * MINUTE;
    spans.push({ fromMs, toMs: fromMs + lasts * random.between(0.8, 1.2) });
  }
  const isLoading = isWithin(spans);
  return (atMs) => isLoading(atMs) ? load : base;
}

function bursts(random: Random, endMs: number, factor: number): (atMs: number) => number {
  const base = weekly(random);
  const isBurst = isWithin(moments(random, endMs, random.between(3, 20), MINUTE / 2, 10 * MINUTE));
  return (atMs) => base(atMs) * (isBurst(atMs) ? factor : 1);
}

/** Twice in the six weeks, weekdays that are like a slow weekend. */
function holidays(random: Random): (atMs: number) => number {
  const base = random.chance(0.5) ? weekly(random) : business(random);
  const free = new Set([Math.floor(random.between(14, 28)), Math.floor(random.between(28, 42))]);
  const left = random.between(0.1, 0.4);
  return (atMs) => base(atMs) * gently(atMs, (day) => free.has(day) ? left : 1);
}

function growth(random: Random): (atMs: number) => number {
  const [base, factor] = [weekly(random), random.between(0.5, 3)];
  return (atMs) => base(atMs) * factor ** ((atMs - START_MS) / (4 * WEEK));
}

/** A new release now and then changes the rate for good, by less than a doubling or a halving. */
function releases(random: Random, endMs: number): (atMs: number) => number {
  const base = weekly(random);
  const at = moments(random, endMs, 1 / 7, 1, 2).map(({ fromMs }) => fromMs);
  const factors = at.map(() => random.logBetween(1 / 1.8, 1.8));
  return (atMs) =>
    base(atMs) * at.reduce((all, fromMs, each) => fromMs < atMs ? all * factors[each]! : all, 1);
}

/** Every kind of traffic of the test bed. */
export const SHAPES: Readonly<Record<string, MakeShape>> = {
  steady: (random) => {
    const base = random.logBetween(1, 10_000);
    return { kind: "steady", intended: () => base, noise: 0.05 };
  },
  daily: (random) => ({ kind: "daily", intended: daily(random), noise: 0.1 }),
  weekly: (random) => ({ kind: "weekly", intended: weekly(random), noise: 0.1 }),
  business: (random) => ({ kind: "business", intended: business(random), noise: 0.1 }),
  noise: (random) => ({
    kind: "noise",
    intended: weekly(random),
    noise: random.between(0.15, 0.3),
    noiseMs: random.logBetween(MINUTE, 30 * MINUTE),
  }),
  growth: (random) => ({ kind: "growth", intended: growth(random), noise: 0.1 }),
  holidays: (random) => ({ kind: "holidays", intended: holidays(random), noise: 0.1 }),
  releases: (random, endMs) => ({
    kind: "releases",
    intended: releases(random, endMs),
    noise: 0.1,
  }),
  bursts: (random, endMs) => {
    const peak = random.between(3, 10);
    return { kind: "bursts", intended: bursts(random, endMs, peak), noise: 0.1, peak };
  },
  batch: (random, endMs) => ({ kind: "batch", intended: batch(random, endMs), noise: 0.1 }),
  bulks: (random) => ({
    kind: "bulks",
    intended: weekly(random),
    bulkMs: random.logBetween(20_000, 5 * MINUTE),
  }),
  restarts: (random, endMs) => ({
    kind: "restarts",
    intended: weekly(random),
    noise: 0.1,
    pauses: moments(random, endMs, random.between(0.5, 6), 10_000, 75_000),
  }),
  slow: (random) => {
    const [base, day] = [random.logBetween(0.002, 0.9), wave(3, 14)];
    return { kind: "slow", intended: (atMs) => base * day(atMs) };
  },
};
