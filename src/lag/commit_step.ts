import type { LagStatus } from "../model/lag_report.ts";
import { lagOfCommit } from "../model/offset_lag.ts";
import type { TopicEntry } from "../model/partition_directory_view.ts";
import { consumeRate, dropSamples, takeSample } from "./commit_samples.ts";
import { CommitObserver, type GroupStep } from "./commit_observer.ts";
import { BEYOND_END_READINGS } from "./count_losses.ts";
import { findTimeLag, methodIndex, type TimeLag, type TimeLagSources } from "./find_time_lag.ts";
import type { GroupPolicy } from "./group_policy.ts";
import { type CommitFacts, judgeCommit } from "./judge_commit.ts";
import type { LagCycle } from "./lag_cycle.ts";
import { lagGrows } from "./lag_growth.ts";
import { secondsUntilLoss } from "./loss_forecast.ts";
import type { Movement } from "./observe_commit.ts";
import { settleStatus } from "./settle_status.ts";
import type { PartitionPart } from "./topic_sums.ts";
import { GAPS_KEPT, usualGap } from "./usual_gap.ts";

/** A rate of a commit that moves seldom is taken over so many of its usual gaps. */
const GAPS_OF_WINDOW = 2;
/** A worse status must be judged again in the next cycle before it is believed. */
const WORSE_INTERVALS = 0.5;
/** Growth must be seen in two more samples; a better status must last about as long. */
const WARNING_WINDOWS = 0.25;
const BETTER_WINDOWS = 0.2;
/** Unknown times come before inexact ones. */
const UNKNOWN_WEIGHT = 1e15;

const NONE_UNREAD: TimeLag = { seconds: 0, method: "history", leastSeconds: 0, isOpen: false };
const NOT_KNOWN: TimeLag = { seconds: NaN, method: "unknown", leastSeconds: 0, isOpen: false };

/** Takes the reading of one commit after the other into its row, and judges it. */
export class CommitStep implements PartitionPart {
  status: LagStatus = "unknown";
  lag = NaN;
  lagSeconds = NaN;
  method = 0;
  consumeRate = NaN;
  produceRate = NaN;
  secondsUntilLoss = NaN;
  unmovedSeconds = NaN;
  /** How long it may have been left alone, in milliseconds. */
  idleMs = NaN;
  hasMoved = false;
  /** Of this commit; NaN while it is not known. */
  usualGapMs = NaN;
  isBlocked = false;
  isReset = false;
  /** Whether there is something to read that the group could read. */
  isBehind = false;

  readonly #cycle: LagCycle;
  readonly #times: TimeLagSources;
  readonly #observer: CommitObserver;
  readonly #facts: CommitFacts;
  readonly #found: TimeLag = { ...NOT_KNOWN };
  #row = 0;

  constructor(cycle: LagCycle, { windowMs }: GroupPolicy) {
    this.#cycle = cycle;
    const { history, known, intervalMs } = cycle;
    this.#observer = new CommitObserver(cycle);
    this.#times = { history, known, intervalMs, produceRate: cycle.produceRates(windowMs) };
    this.#facts = {
      lag: NaN,
      lagMs: NaN,
      leastLagMs: NaN,
      unmovedMs: NaN,
      hasMoved: false,
      usualGapMs: NaN,
      isOwned: false,
      isExcused: false,
      isRewound: false,
      catchesUp: false,
      grows: () => lagGrows(cycle.columns, this.#row),
    };
  }

  /** Steps the commit at the index; the results are in the fields until the next one. */
  step(group: GroupStep, topic: TopicEntry, index: number): void {
    const { snapshot, columns, intervalMs, nowMs } = this.#cycle;
    const { track, commits, policy } = group;
    const slot = commits.slots[index]!;
    const offset = commits.offsets[index]!;
    const row = this.#row = track.firstRow + index;
    const told = commits.toldLags?.[index] ?? NaN;
    this.lag = Number.isNaN(told)
      ? lagOfCommit(snapshot, slot, offset, commits.readAtMs, intervalMs, nowMs)
      : told;
    const start = this.#startBefore(slot, commits.readAtMs);
    const movement = group.isNew
      ? this.#observer.observe(group, topic, index, start, this.lag)
      : "none";
    const next = start > offset ? start : offset;
    const time = this.#timeLag(slot, next);
    this.lagSeconds = columns.lagSeconds[row] = time.seconds;
    this.method = methodIndex(time.method);
    this.#sample(movement, group);
    this.usualGapMs = usualGap(columns.gaps, row * GAPS_KEPT);
    this.#rates(slot, group);
    this.#judge(group, slot, index, offset, time);
    if (time.isOpen) this.#ask(slot, next, Number.isNaN(time.seconds));
    this.secondsUntilLoss = this.#untilLoss(slot, topic.name);
    if (this.isBehind) this.#lookAtTail(policy, slot, next, time);
  }

  /** The log's start if it was read before the commit; NaN if not. */
  #startBefore(slot: number, readAtMs: number): number {
    const { earliestReadAtMs, earliestOffset } = this.#cycle.snapshot.partitions;
    return earliestReadAtMs[slot]! <= readAtMs ? earliestOffset[slot]! : NaN;
  }

  #timeLag(slot: number, next: number): TimeLag {
    if (Number.isNaN(this.lag)) return NOT_KNOWN;
    if (this.lag === 0) return NONE_UNREAD;
    const { snapshot, known, stable } = this.#cycle;
    const birth = snapshot.directory.slotBirth[slot]!;
    const end = snapshot.partitions.latestOffset[slot]!;
    const isTail = stable.mayBeMarkers(snapshot, slot, this.lag) ||
      known.isEmptyFrom(slot, birth, next, end);
    if (isTail) return NONE_UNREAD;
    const atMs = snapshot.partitions.latestReadAtMs[slot]!;
    findTimeLag(this.#times, slot, birth, next, this.lag, atMs, this.#found);
    return this.#found;
  }

  #sample(movement: Movement, { commits, policy }: GroupStep): void {
    if (movement === "none") return;
    const { columns } = this.#cycle;
    if (movement === "back") dropSamples(columns, this.#row);
    const lagSeconds = movement === "back" ? NaN : this.lagSeconds;
    takeSample(columns, this.#row, commits.readAtMs, lagSeconds, policy.windowMs);
  }

  #rates(slot: number, { commits, policy }: GroupStep): void {
    const { columns } = this.#cycle;
    const gapsMs = GAPS_OF_WINDOW * this.usualGapMs;
    const windowMs = gapsMs > policy.windowMs ? gapsMs : policy.windowMs;
    this.produceRate = this.#times.produceRate(slot);
    this.consumeRate = consumeRate(columns, this.#row, commits.readAtMs, windowMs);
  }

  #judge(
    { track, commits, policy }: GroupStep,
    slot: number,
    index: number,
    offset: number,
    time: TimeLag,
  ): void {
    const { columns, snapshot, stable, intervalMs, nowMs } = this.#cycle;
    const row = this.#row;
    const facts = this.#facts;
    this.isBlocked = this.lag > 0 && stable.isBlocked(snapshot, slot, offset);
    this.isReset = columns.beyondEnd[row]! >= BEYOND_END_READINGS || columns.otherTopic[row] === 1;
    facts.lag = this.lag;
    facts.lagMs = time.seconds * 1000;
    facts.leastLagMs = time.leastSeconds * 1000;
    facts.unmovedMs = commits.readAtMs - columns.movedAtMs[row]!;
    facts.hasMoved = this.hasMoved = columns.moved[row] === 1;
    facts.usualGapMs = Number.isNaN(this.usualGapMs) ? track.usualGapMs : this.usualGapMs;
    facts.isOwned = track.memberless !== true && track.owned?.[index] !== 0;
    facts.isExcused = this.isBlocked || time === NONE_UNREAD;
    facts.catchesUp = this.consumeRate > this.produceRate;
    facts.isRewound = !Number.isNaN(columns.rewoundFrom[row]!);
    this.isBehind = this.lag > policy.floorMessages && !facts.isExcused;
    this.unmovedSeconds = facts.unmovedMs / 1000;
    // What was never seen to move has stood since its oldest unread record came, most likely.
    const isOlder = !facts.hasMoved && facts.unmovedMs > policy.notMovingMs &&
      facts.lagMs > facts.unmovedMs;
    this.idleMs = isOlder ? facts.lagMs : facts.unmovedMs;
    const judged = judgeCommit(facts, policy);
    const patience = {
      worseMs: judged === "warning"
        ? WARNING_WINDOWS * policy.windowMs
        : WORSE_INTERVALS * intervalMs,
      betterMs: BETTER_WINDOWS * policy.windowMs,
    };
    this.status = settleStatus(columns, row, judged, nowMs, patience);
  }

  #untilLoss(slot: number, topic: string): number {
    if (!this.isBehind) return NaN;
    const { snapshot, sizes } = this.#cycle;
    const { latestOffset, earliestOffset } = snapshot.partitions;
    return secondsUntilLoss({
      lagSeconds: this.lagSeconds,
      lag: this.lag,
      records: latestOffset[slot]! - earliestOffset[slot]!,
      sizeBytes: sizes.get(slot) ?? NaN,
      produceRate: this.produceRate,
    }, snapshot.topicConfigs.get(topic));
  }

  #ask(slot: number, next: number, isUnknown: boolean): void {
    this.#cycle.open.add(slot, next, this.lag + (isUnknown ? UNKNOWN_WEIGHT : 0), false);
  }

  /** A commit that stands where there is something to read may stand before markers only. */
  #lookAtTail({ floorMs }: GroupPolicy, slot: number, next: number, time: TimeLag): void {
    const { snapshot, known, open } = this.#cycle;
    const standsMs = Math.min(1000 * this.unmovedSeconds, 1000 * (time.seconds || Infinity));
    if (!(standsMs > floorMs)) return;
    const birth = snapshot.directory.slotBirth[slot]!;
    const end = snapshot.partitions.latestOffset[slot]!;
    if (!known.tellsOfTail(slot, birth, next, end)) open.add(slot, next, this.lag, true);
  }
}
