import type { RateReport, TopicRate } from "../model/rate_report.ts";
import { BaselineDraft, type Baselines, type BaselineTopic, noBaselines } from "./baselines.ts";
import { type BaselineRow, clearRow, rowCursor } from "./baseline_row.ts";
import { scoreOf } from "./departure.ts";
import { judgeTopic } from "./judge_topic.ts";
import type { TopicReading } from "./rate_reading.ts";
import { unscaled } from "./rate_scale.ts";
import { hourAt, type Timing } from "./timing.ts";
import type { PolicyOf, TopicPolicy } from "./topic_policy.ts";
import { turnHours } from "./turn_hours.ts";
import { VERDICTS } from "./verdicts.ts";

/** What the stage makes of a cycle. */
export interface JudgedRates {
  readonly next: Baselines;
  readonly report: RateReport;
}

const A_STEP = 128;

/**
 * Compares the rates of topics with what was usual for each, and learns from them. A topic that is
 * not in the readings keeps its baseline for a day. The next baselines may be written into the
 * numbers of `spare`, which nothing else may use from then on.
 */
export function* judgeRates(
  previous: Baselines | undefined,
  readings: readonly TopicReading[],
  policyOf: PolicyOf,
  times: Timing,
  nowMs: number,
  spare?: Baselines,
): Generator<void, JudgedRates, void> {
  const hour = hourAt(nowMs, times);
  const turned = previous === undefined
    ? noBaselines(hour)
    : yield* turnHours(previous, hour, times);
  const draft = new BaselineDraft(turned, spare?.values);
  const isJudged = (reading: TopicReading) => !reading.internal && policyOf(reading.topic).enabled;
  draft.add(
    readings.filter((each) => draft.rowOf(each.topic) === undefined && isJudged(each))
      .map(identityOf),
  );
  const topics = new Map<string, TopicRate>();
  const { row, moveTo } = rowCursor(draft.values);
  for (const [index, reading] of readings.entries()) {
    if (index % A_STEP === 0) yield;
    if (!isJudged(reading)) {
      topics.set(reading.topic, notJudged(reading, nowMs));
      continue;
    }
    const policy = policyOf(reading.topic);
    const at = draft.rowOf(reading.topic)!;
    moveTo(at);
    const isOther = isAnother(draft.topicOf(at), reading);
    if (isOther) draft.replace(at, identityOf(reading));
    // The numbers of a topic that was just added are all 0.
    if (isOther || row.seenAtMs === 0) clearRow(row);
    judgeTopic(row, reading, policy, times, nowMs);
    topics.set(reading.topic, rateOf(row, reading, policy, times));
  }
  return { next: draft.finish(), report: { atMs: nowMs, topics } };
}

function identityOf({ topic, topicId }: TopicReading): BaselineTopic {
  return { name: topic, topicId };
}

/** Whether what is remembered is of another topic of the same name. */
function isAnother(known: BaselineTopic, { topicId, isNew }: TopicReading): boolean {
  return known.topicId === undefined || topicId === undefined ? isNew : known.topicId !== topicId;
}

function rateOf(
  row: BaselineRow,
  { rate }: TopicReading,
  policy: TopicPolicy,
  times: Timing,
): TopicRate {
  const isWarm = row.knownMs >= times.warmUpMs && row.levelMs >= times.newLevelMs;
  const expected = Number.isNaN(row.usualMiddle) ? row.levelRate : unscaled(row.usualMiddle);
  const expectedRate = isWarm ? expected : NaN;
  if (!Number.isNaN(row.unknownAtMs)) {
    return { rate, expectedRate, score: NaN, verdict: "unknown", sinceMs: row.unknownAtMs };
  }
  return {
    rate,
    expectedRate,
    score: scoreOf(row, policy.smallestChange),
    verdict: VERDICTS[row.verdict]!,
    sinceMs: row.sinceAtMs,
  };
}

/** It was said that nothing about such a topic is unusual. */
function notJudged({ rate }: TopicReading, nowMs: number): TopicRate {
  return { rate, expectedRate: NaN, score: NaN, verdict: "usual", sinceMs: nowMs };
}
