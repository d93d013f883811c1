import type { GroupLag } from "../model/lag_report.ts";
import type { ColumnBlocks } from "./column_blocks.ts";
import type { CommitStep } from "./commit_step.ts";
import type { GroupPolicy } from "./group_policy.ts";
import { gravity } from "./judge_commit.ts";
import { least, TopicSums } from "./topic_sums.ts";

type Columns = Pick<GroupLag, "lag" | "lagSeconds" | "methods" | "statuses">;
type Totals = Pick<GroupLag, "sumLag" | "maxLag" | "maxLagSeconds" | "catchUpSeconds">;

/** Who reads less than this share of what comes falls behind, and not by chance. */
const LEAST_SHARE = 0.8;

/** Collects what a group's commits were judged to be. Times in milliseconds, NaN where not known. */
export class GroupSums {
  readonly columns: Columns;
  /** Partitions whose commit or lag is not known. */
  unreadable = 0;
  isBlocked = false;
  isReset = false;
  /** Least time for which a partition with something to read was left alone; NaN without one. */
  idleMs = NaN;
  /** How long ago a commit last went forward; NaN if none was seen to. */
  sinceMoveMs = NaN;
  readonly #topics = new Map<string, TopicSums>();
  #gapSumMs = 0;
  #gaps = 0;
  #catchUpSeconds = 0;

  constructor(length: number, blocks: ColumnBlocks) {
    this.columns = {
      lag: blocks.doubles(length),
      lagSeconds: blocks.doubles(length),
      methods: blocks.bytes(length),
      statuses: blocks.bytes(length),
    };
  }

  get topics(): TopicSums[] {
    return [...this.#topics.values()];
  }

  /** Mean of the usual gaps of commits that have one; NaN if none has. */
  get usualGapMs(): number {
    return this.#gapSumMs / this.#gaps;
  }

  topic(name: string, isUnsubscribed: boolean): TopicSums {
    let topic = this.#topics.get(name);
    if (topic === undefined) this.#topics.set(name, topic = new TopicSums(name, isUnsubscribed));
    return topic;
  }

  /** Takes the commit at the index as it was just stepped; topics are added to by the caller. */
  add(index: number, commit: CommitStep, isUnsubscribed: boolean, policy: GroupPolicy): void {
    const { lag, lagSeconds, methods, statuses } = this.columns;
    lag[index] = commit.lag;
    lagSeconds[index] = commit.lagSeconds;
    methods[index] = commit.method;
    statuses[index] = gravity(commit.status);
    if (commit.usualGapMs >= 0) {
      this.#gapSumMs += commit.usualGapMs;
      this.#gaps++;
    }
    if (Number.isNaN(commit.lag)) this.unreadable++;
    if (commit.hasMoved) this.sinceMoveMs = least(this.sinceMoveMs, commit.unmovedSeconds * 1000);
    if (commit.isReset) this.isReset = true;
    if (isUnsubscribed) return;
    if (commit.isBlocked) this.isBlocked = true;
    if (commit.isBehind) this.idleMs = least(this.idleMs, commit.idleMs);
    this.#catchUpSeconds = Math.max(this.#catchUpSeconds, catchUpSeconds(commit, policy));
  }

  addUnreadable(topic: TopicSums): void {
    this.unreadable++;
    topic.addUnreadable();
    if (!topic.isUnsubscribed) this.#catchUpSeconds = NaN;
  }

  /** Over what the group reads. */
  totals(): Totals {
    const topics = this.topics.filter(({ isUnsubscribed }) => !isUnsubscribed);
    return {
      sumLag: topics.reduce((sum, { sumLag }) => sum + sumLag, 0),
      maxLag: topics.reduce((most, { maxLag }) => Math.max(most, maxLag), 0),
      maxLagSeconds: topics.reduce((most, { maxLagSeconds }) => Math.max(most, maxLagSeconds), 0),
      catchUpSeconds: this.#catchUpSeconds,
    };
  }
}

/** Seconds until the commit has read everything; NaN for never and where it cannot be told. */
function catchUpSeconds(commit: CommitStep, policy: GroupPolicy): number {
  if (commit.lag >= 0 && !commit.isBehind) return 0;
  // What is so little behind and reads about as much as comes keeps up; its rates differ by chance.
  const fallsBehind = commit.consumeRate < LEAST_SHARE * commit.produceRate;
  if (commit.lagSeconds * 1000 <= policy.floorMs && !fallsBehind) return commit.lagSeconds;
  const rate = commit.consumeRate - commit.produceRate;
  return rate > 0 ? commit.lag / rate : NaN;
}
