import type { BaselineRow } from "./baseline_row.ts";
import { addToBlocks, lastingUp, resetBlocks } from "./blocks.ts";
import { departureOf, isBusy, noiseDown, noiseUp, SCORE_LIMIT, scoreOf } from "./departure.ts";
import { rememberExcursions } from "./excursions.ts";
import { settleLateMessages } from "./late_messages.ts";
import { learn } from "./learn.ts";
import { nextVerdict } from "./next_verdict.ts";
import { countQuiet } from "./quiet.ts";
import type { RateReading } from "./rate_reading.ts";
import { scaled } from "./rate_scale.ts";
import type { Timing } from "./timing.ts";
import type { TopicPolicy } from "./topic_policy.ts";
import { USUAL } from "./verdicts.ts";

/** From this score on, the level follows slowly. */
const DOUBTFUL_SCORE = 3.2;
const DOUBTFUL_PACE = 1 / 8;
/** How fast it follows a fall that is usual at this hour, as when a shop closes. */
const USUAL_FALL_PACE = 6;

/** Takes a reading into the topic's baseline and decides whether it is unusual. */
export function judgeTopic(
  row: BaselineRow,
  reading: RateReading,
  policy: TopicPolicy,
  times: Timing,
  nowMs: number,
): void {
  const { rate, elapsedMs } = reading;
  if (!(rate >= 0 && elapsedMs > 0)) return markUnknown(row, nowMs);
  const unseenMs = nowMs - row.seenAtMs - elapsedMs;
  row.seenAtMs = nowMs;
  if (elapsedMs > times.blindMs || unseenMs + elapsedMs > times.blindMs) {
    beginAnew(row, unseenMs + elapsedMs > times.staleMs || elapsedMs > times.staleMs);
    return markUnknown(row, nowMs);
  }
  if (unseenMs > times.fastMs) row.owed += row.levelRate * unseenMs / 1000 || 0;
  countQuiet(row, reading, times, nowMs);
  follow(row, reading, times);
  row.busyMs = row.levelRate >= policy.minRate ? row.busyMs + elapsedMs : 0;
  if (row.levelMs < times.newLevelMs) {
    learn(row, reading, times);
    return markUnknown(row, nowMs);
  }
  const score = scoreOf(row, policy.smallestChange);
  addToBlocks(row, reading, times.blockMs);
  row.calmMs = Math.abs(score) < SCORE_LIMIT / 2 ? row.calmMs + elapsedMs : 0;
  rememberExcursions(row, policy, times, nowMs);
  const isWarm = row.knownMs >= times.warmUpMs;
  if (isWarm) decide(row, policy, times, nowMs);
  settleLateMessages(row, reading, score, policy, times, nowMs);
  if (!isWarm || !isBusy(row, times)) learn(row, reading, times);
  else if (!isUnusual(row, score, policy)) learn(row, reading, times, paceOf(row, score, policy));
  if (!isWarm || Number.isNaN(lastingUp(row))) return markUnknown(row, nowMs);
  row.unknownAtMs = NaN;
}

/** The fast rate follows what is read; slower for topics whose messages come in bulks. */
function follow(row: BaselineRow, { rate, elapsedMs }: RateReading, times: Timing): void {
  const fastMs = Math.max(times.fastMs, 2 * row.gapMs);
  const share = 1 - Math.exp(-elapsedMs / fastMs);
  row.fastRate = Number.isNaN(row.fastRate) ? rate : row.fastRate + share * (rate - row.fastRate);
}

function decide(row: BaselineRow, policy: TopicPolicy, times: Timing, nowMs: number): void {
  if (row.verdict !== USUAL && nowMs - row.troubleAtMs >= times.acceptMs) {
    row.levelRate = row.fastRate;
    row.peakUp = row.peakDown = 0;
    resetBlocks(row, 0);
    setVerdict(row, USUAL, nowMs);
  }
  const verdict = nextVerdict(row, policy, times);
  // The level is that of before the trouble; meanwhile the day may have gone on.
  const isOver = row.verdict !== USUAL && verdict === USUAL;
  if (isOver && departureOf(row, scaled(row.fastRate)) <= 0) row.levelRate = row.fastRate;
  if (verdict !== row.verdict || Number.isNaN(row.sinceAtMs)) setVerdict(row, verdict, nowMs);
}

function setVerdict(row: BaselineRow, verdict: number, nowMs: number): void {
  if (verdict === USUAL) row.troubleAtMs = NaN;
  else if (row.verdict === USUAL) row.troubleAtMs = nowMs;
  row.verdict = verdict;
  row.sinceAtMs = nowMs;
}

/** Whether nothing is to be learned of the topic now. */
function isUnusual(row: BaselineRow, score: number, { smallestChange }: TopicPolicy): boolean {
  if (row.verdict !== USUAL || Math.abs(score) >= SCORE_LIMIT) return true;
  if (row.owed === 0) return false;
  const departure = departureOf(row, scaled(row.fastRate));
  return departure >= (SCORE_LIMIT / 2) * noiseUp(row, smallestChange);
}

/** How fast the level is to follow. */
function paceOf(row: BaselineRow, score: number, { smallestChange }: TopicPolicy): number {
  if (Math.abs(score) >= DOUBTFUL_SCORE) return DOUBTFUL_PACE;
  const value = scaled(row.fastRate);
  const noise = noiseDown(row, smallestChange);
  const isFarBelow = scaled(row.levelRate) - value >= SCORE_LIMIT * noise;
  return isFarBelow && departureOf(row, value) > -DOUBTFUL_SCORE * noise ? USUAL_FALL_PACE : 1;
}

function beginAnew(row: BaselineRow, isStale: boolean): void {
  resetBlocks(row, NaN);
  row.fastRate = row.levelRate;
  row.quietMs = row.flowMs = row.calmMs = 0;
  row.peakUp = row.peakDown = 0;
  if (!isStale) return;
  row.levelMs = row.busyMs = row.owed = 0;
  row.levelRate = row.fastRate = NaN;
  row.verdict = USUAL;
  row.sinceAtMs = row.troubleAtMs = NaN;
}

function markUnknown(row: BaselineRow, nowMs: number): void {
  if (Number.isNaN(row.unknownAtMs)) row.unknownAtMs = nowMs;
}
