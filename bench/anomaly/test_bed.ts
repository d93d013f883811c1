import process from "node:process";
import { isBlind, isRestart, plantAccidents } from "./accidents.ts";
import type { Method } from "./method.ts";
import { Random } from "./random.ts";
import { Score } from "./score.ts";
import { SHAPES } from "./shapes.ts";
import { SECOND, type Shape, ShapedTraffic, START_MS, WEEK } from "./traffic.ts";

const INTERVAL_MS = 15 * SECOND;
/** Readings come this much earlier or later than planned. */
const JITTER_MS = 200;
/** How often a topic's sum is not complete. */
const PARTIAL = 1e-4;
/** Share of topics that have accidents. */
const UNLUCKY = 0.4;

/** A topic of the test bed. */
export interface BedTopic {
  readonly shape: Shape;
  readonly traffic: ShapedTraffic;
}

/** What a method made of the traffic. */
export interface Result {
  readonly method: Method;
  readonly score: Score;
  /** CPU time of this process in its cycles, in milliseconds, each. */
  readonly cpuMs: Float64Array;
}

/** Topics of all kinds in turn, each with its own fixed seed. */
export function makeTopics(count: number, weeks: number): BedTopic[] {
  const kinds = Object.values(SHAPES);
  const endMs = START_MS + weeks * WEEK;
  return Array.from({ length: count }, (_, topic) => {
    const random = new Random(1 + topic);
    const shape = kinds[topic % kinds.length]!(random, endMs);
    const accidents = random.chance(UNLUCKY) ? plantAccidents(shape, random, endMs) : [];
    return { shape, traffic: new ShapedTraffic(shape, accidents, random) };
  });
}

/** Lets all methods judge the same traffic, cycle by cycle. */
export function runTestBed(
  topics: readonly BedTopic[],
  weeks: number,
  methods: readonly Method[],
  onWeek: (week: number) => void,
): Result[] {
  const accidents = topics.map(({ traffic }) => traffic.accidents);
  const cycles = Math.floor(weeks * WEEK / INTERVAL_MS);
  const results = methods.map((method): Result => ({
    method,
    score: new Score(accidents),
    cpuMs: new Float64Array(cycles).fill(NaN),
  }));
  const random = new Random(0);
  const rates = new Float64Array(topics.length);
  const unread = new Float64Array(topics.length);
  const unreadMs = new Float64Array(topics.length);
  let lastMs = START_MS;
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const nowMs = START_MS + cycle * INTERVAL_MS + random.between(-JITTER_MS, JITTER_MS);
    const elapsedMs = nowMs - lastMs;
    lastMs = nowMs;
    topics.forEach(({ traffic }, topic) => {
      // What was not read comes with the next reading, and is of a longer time.
      const messages = unread[topic]! + traffic.messages(nowMs, elapsedMs);
      const ms = unreadMs[topic]! + elapsedMs;
      const isPartial = random.chance(PARTIAL);
      unread[topic] = isPartial ? messages : 0;
      unreadMs[topic] = isPartial ? ms : 0;
      rates[topic] = isPartial ? NaN : messages / ms * SECOND;
    });
    if (cycle * INTERVAL_MS % WEEK === 0) onWeek(cycle * INTERVAL_MS / WEEK);
    if (isBlind(nowMs)) continue;
    for (const { method, score, cpuMs } of results) {
      if (isRestart(nowMs, INTERVAL_MS)) method.restart?.();
      const before = process.cpuUsage();
      const answers = method.cycle(rates, elapsedMs, nowMs);
      const { user, system } = process.cpuUsage(before);
      cpuMs[cycle - 1] = (user + system) / 1000;
      score.take(answers, nowMs);
    }
  }
  for (const { score } of results) score.finish();
  return results;
}
