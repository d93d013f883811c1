import type { GroupCommits, GroupSnapshot } from "../model/group_snapshot.ts";
import type {
  GroupFlag,
  GroupLag,
  GroupTopicLag,
  LagSeverity,
  LagStatus,
} from "../model/lag_report.ts";
import type { TopicEntry } from "../model/partition_directory_view.ts";
import type { GroupStep } from "./commit_observer.ts";
import { CommitStep } from "./commit_step.ts";
import { countRebalances } from "./count_rebalances.ts";
import type { GroupPolicy } from "./group_policy.ts";
import { GroupSums } from "./group_sums.ts";
import type { GroupTrack } from "./group_track.ts";
import { gravity } from "./judge_commit.ts";
import type { LagCycle } from "./lag_cycle.ts";
import { isUnsubscribed, observeDescription } from "./observe_description.ts";
import { TopicSums } from "./topic_sums.ts";
import { uncommittedPartitions } from "./uncommitted_partitions.ts";

/** Commits between two turns of a sliced loop. */
const A_STEP = 256;

const SEVERITY: Readonly<Record<LagStatus, LagSeverity>> = {
  ok: 0,
  unknown: 0,
  rewound: 1,
  warning: 2,
  stopped: 3,
  stalled: 3,
};

/** Takes one group's part of the snapshot into its track, whose rows must fit, and judges it. */
export function* judgeGroup(
  track: GroupTrack,
  group: GroupSnapshot,
  cycle: LagCycle,
): Generator<void, GroupLag, void> {
  const { snapshot, nowMs } = cycle;
  countRebalances(track, group);
  observeDescription(track, group, snapshot.directory, cycle.stamps, nowMs);
  track.seenAtMs = nowMs;
  const { commits } = group;
  if (commits === undefined) return unreadGroup(track, group);
  const policy = cycle.policyOf(group.groupId);
  const isNew = commits.readAtMs !== track.commitsReadAtMs;
  const { groupId } = group;
  const sums = yield* stepCommits({ groupId, track, commits, policy, isNew }, cycle);
  track.commitsReadAtMs = commits.readAtMs;
  track.usualGapMs = sums.usualGapMs;
  return report(
    track,
    group,
    commits,
    sums,
    policy,
    uncommittedPartitions(group, snapshot.directory),
  );
}

function* stepCommits(step: GroupStep, cycle: LagCycle): Generator<void, GroupSums, void> {
  const { track, commits, policy } = step;
  const { directory } = cycle.snapshot;
  const sums = new GroupSums(commits.slots.length, cycle.blocks);
  const commit = new CommitStep(cycle, policy);
  let entry: TopicEntry | undefined;
  let topic: TopicSums | undefined;
  for (let index = 0; index < commits.slots.length; index++) {
    if (index % A_STEP === A_STEP - 1) yield;
    const found = directory.slotTopic[commits.slots[index]!]!;
    if (found !== entry || topic === undefined) {
      entry = found;
      topic = sums.topic(found.name, isUnsubscribed(track, found.name));
    }
    commit.step(step, entry, index);
    topic.add(commit);
    sums.add(index, commit, topic.isUnsubscribed, policy);
  }
  for (const slot of commits.unreadableSlots) {
    const { name } = directory.slotTopic[slot]!;
    sums.addUnreadable(sums.topic(name, isUnsubscribed(track, name)));
  }
  return sums;
}

function report(
  track: GroupTrack,
  { groupId, type }: GroupSnapshot,
  { slots, offsets }: GroupCommits,
  sums: GroupSums,
  policy: GroupPolicy,
  partitionsWithoutCommit: number,
): GroupLag {
  const topics = sums.topics.map((topic): GroupTopicLag => {
    const severity = severityOf(topic, track, sums, policy);
    return topic.toLag(severity, track.topics.get(topic.topic));
  });
  const status = sums.topics.reduce<LagStatus>(
    (worst, topic) =>
      !topic.isUnsubscribed && gravity(topic.status) > gravity(worst) ? topic.status : worst,
    sums.topics.length === 0 ? "unknown" : "ok",
  );
  return {
    groupId,
    type,
    status,
    severity: topics.reduce<LagSeverity>(
      (most, { severity }) => severity > most ? severity : most,
      0,
    ),
    flags: flagsOf(track, sums, policy),
    slots,
    committed: offsets,
    ...sums.columns,
    topics,
    ...sums.totals(),
    partitionsWithoutCommit,
    partitionsUnreadable: sums.unreadable,
    rebalancesObserved: track.rebalances,
  };
}

function severityOf(
  topic: TopicSums,
  track: GroupTrack,
  { idleMs }: GroupSums,
  policy: GroupPolicy,
): LagSeverity {
  if (topic.isUnsubscribed) return 0;
  const isForgotten = track.memberless === true && idleMs > policy.forgottenMs;
  const most = Math.min(policy.worstSeverity, isForgotten ? 1 : 3);
  return Math.min(SEVERITY[topic.status], most) as LagSeverity;
}

function flagsOf(track: GroupTrack, sums: GroupSums, policy: GroupPolicy): GroupFlag[] {
  const memberless = track.memberless === true;
  const gapMs = track.usualGapMs;
  const leftAloneMs = gapMs * policy.abandonedGaps > policy.abandonedMs
    ? gapMs * policy.abandonedGaps
    : policy.abandonedMs;
  const memberlessMs = track.commitsReadAtMs - track.memberlessSinceMs;
  const isAlive = sums.sinceMoveMs < memberlessMs && sums.sinceMoveMs <= leftAloneMs;
  const flags: [GroupFlag, boolean][] = [
    ["abandoned", memberless && sums.idleMs > leftAloneMs],
    ["simple", memberless && isAlive],
    ["unsubscribed", sums.topics.some(({ isUnsubscribed }) => isUnsubscribed)],
    ["blocked_by_transaction", sums.isBlocked],
    ["reset", sums.isReset],
  ];
  return flags.filter(([, holds]) => holds).map(([flag]) => flag);
}

/** A group whose commits are not known: so is everything that follows from them. */
function unreadGroup(track: GroupTrack, { groupId, type }: GroupSnapshot): GroupLag {
  return {
    groupId,
    type,
    status: "unknown",
    severity: 0,
    flags: [],
    slots: new Int32Array(0),
    committed: new Float64Array(0),
    lag: new Float64Array(0),
    lagSeconds: new Float64Array(0),
    methods: new Uint8Array(0),
    statuses: new Uint8Array(0),
    topics: [],
    sumLag: NaN,
    maxLag: NaN,
    maxLagSeconds: NaN,
    catchUpSeconds: NaN,
    partitionsWithoutCommit: NaN,
    partitionsUnreadable: NaN,
    rebalancesObserved: track.rebalances,
  };
}
