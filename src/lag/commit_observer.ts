import type { GroupCommits } from "../model/group_snapshot.ts";
import type { TopicEntry } from "../model/partition_directory_view.ts";
import { isNewlyBeyondEnd, newlyLost } from "./count_losses.ts";
import type { GroupPolicy } from "./group_policy.ts";
import type { GroupTrack } from "./group_track.ts";
import type { LagCycle } from "./lag_cycle.ts";
import {
  blankReading,
  type CommitReading,
  type Movement,
  observeCommit,
} from "./observe_commit.ts";

/** The group whose commits are stepped through. */
export interface GroupStep {
  readonly groupId: string;
  readonly track: GroupTrack;
  readonly commits: GroupCommits;
  readonly policy: GroupPolicy;
  /** Whether the commits were read since the cycle before. */
  readonly isNew: boolean;
}

/** Topics whose records their owners delete when they have read them (Kafka Streams). */
const DELETED_ON_PURPOSE = /-repartition$/;
/** Readings in a row that may be missing, in intervals, so that gaps between moves can be learned. */
export const CONTINUOUS_INTERVALS = 3;

/** Takes new readings of commits into their rows, and counts losses and resets. */
export class CommitObserver {
  readonly #cycle: LagCycle;
  readonly #reading = blankReading();

  constructor(cycle: LagCycle) {
    this.#cycle = cycle;
  }

  /** `start` is the log's as it was read before the commit, `lag` the commit's; NaN if not known. */
  observe(
    { groupId, track, commits }: GroupStep,
    topic: TopicEntry,
    index: number,
    start: number,
    lag: number,
  ): Movement {
    const { columns, marks } = this.#cycle;
    const row = track.firstRow + index;
    const offset = commits.offsets[index]!;
    const reading = this.#take(track, commits, index);
    reading.start = start;
    const movement = observeCommit(columns, row, reading);
    const lost = newlyLost(columns, row, offset, start);
    if (lost > 0 && !DELETED_ON_PURPOSE.test(topic.name)) {
      track.topic(topic.name).messagesLost += lost;
    }
    const isReset = isNewlyBeyondEnd(columns, row, offset, Number.isNaN(lag) ? NaN : reading.end);
    if (isReset) track.topic(topic.name).resets++;
    if (lost > 0 || isReset) marks.push({ groupId, track, index });
    return movement;
  }

  #take(track: GroupTrack, commits: GroupCommits, index: number): CommitReading {
    const { intervalMs, snapshot: { startedAtMs, partitions } } = this.#cycle;
    const slot = commits.slots[index]!;
    const reading = this.#reading;
    const sinceMs = commits.readAtMs - track.commitsReadAtMs;
    reading.offset = commits.offsets[index]!;
    reading.readAtMs = commits.readAtMs;
    reading.previousReadAtMs = track.commitsReadAtMs;
    reading.isContinuous = sinceMs <= CONTINUOUS_INTERVALS * intervalMs;
    const isRead = partitions.latestReadAtMs[slot]! >= startedAtMs;
    reading.end = isRead ? partitions.latestOffset[slot]! : NaN;
    return reading;
  }
}
