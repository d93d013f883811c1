import type { OffsetHistory } from "../history/offset_history.ts";
import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { GroupCommits } from "../model/group_snapshot.ts";
import { type GroupLag, type LagReport, TIME_LAG_METHODS } from "../model/lag_report.ts";
import type { OffsetAnswer, OffsetQuestion } from "../model/offset_questions.ts";
import { alignGroup, isAligned } from "./align_group.ts";
import { ColumnBlocks } from "./column_blocks.ts";
import type { PolicyOf } from "./group_policy.ts";
import { GroupTrack } from "./group_track.ts";
import { judgeGroup } from "./judge_group.ts";
import type { LagCycle, LagMark } from "./lag_cycle.ts";
import type { LagMemory } from "./lag_memory.ts";
import { leaderSizes } from "./loss_forecast.ts";
import { questionsOf, WorstOpenTimes } from "./worst_questions.ts";

/** A group that was in no snapshot for so long is forgotten, in milliseconds. */
const FORGOTTEN_MS = 86_400_000;

/** What one cycle brings. */
export interface LagInput {
  readonly snapshot: ClusterSnapshot;
  /** To questions of cycles before. */
  readonly answers: readonly OffsetAnswer[];
  readonly intervalMs: number;
  readonly policyOf: PolicyOf;
  /** Whether batches may be looked at where the user may read them. */
  readonly readsBatches: boolean;
}

/** What one cycle gives. */
export interface LagOutput {
  readonly report: LagReport;
  /** To be asked before the next cycle. */
  readonly questions: readonly OffsetQuestion[];
  readonly marks: readonly LagMark[];
}

/** Takes a snapshot into the memory and judges every group in it. */
export function* judgeLag(
  memory: LagMemory,
  { snapshot, answers, intervalMs, policyOf, readsBatches }: LagInput,
): Generator<void, LagOutput, void> {
  const { directory, partitions, finishedAtMs: nowMs } = snapshot;
  const { history, known, stable } = memory;
  memory.directory = directory;
  for (const answer of answers) {
    const { slot, birth } = answer.question;
    const topic = directory.slotTopic[slot];
    const isSame = topic !== undefined && directory.slotBirth[slot] === birth;
    if (isSame) known.take(answer, topic.name, nowMs);
  }
  yield* history.record(snapshot);
  yield* stable.take(snapshot);
  yield* alignGroups(memory, snapshot);
  const cycle: LagCycle = {
    snapshot,
    intervalMs,
    nowMs,
    policyOf,
    columns: memory.rows.columns,
    blocks: new ColumnBlocks(),
    history,
    known,
    produceRates: ratesOver(history, nowMs),
    stable,
    sizes: yield* leaderSizes(snapshot),
    open: new WorstOpenTimes(),
    stamps: memory.stamps,
    marks: [],
  };
  const groups: GroupLag[] = [];
  for (const group of snapshot.groups) {
    groups.push(yield* judgeGroup(memory.groups.get(group.groupId)!, group, cycle));
    yield;
  }
  const access = {
    leader: (slot: number) => partitions.leader[slot]!,
    end: (slot: number) => partitions.latestOffset[slot]!,
    // What is stored elsewhere would be fetched from there.
    mayRead: (topic: string) =>
      readsBatches && snapshot.topicConfigs.get(topic)?.isTiered !== true &&
      known.mayBeRead(topic, nowMs),
  };
  const questions = questionsOf(cycle.open.list(), directory, history, known, access, nowMs);
  const report = { atMs: nowMs, groups, partitionsByMethod: yield* countMethods(groups) };
  return { report, questions, marks: cycle.marks };
}

/** The rates of each window are prepared once. */
function ratesOver(history: OffsetHistory, nowMs: number): LagCycle["produceRates"] {
  const rates = new Map<number, (slot: number) => number>();
  return (windowMs) => {
    const known = rates.get(windowMs) ?? history.produceRates(nowMs - windowMs);
    rates.set(windowMs, known);
    return known;
  };
}

/** Gives every group a track whose rows fit its commits, and forgets those that are gone. */
function* alignGroups(memory: LagMemory, snapshot: ClusterSnapshot): Generator<void, void, void> {
  const { groups: tracks, rows } = memory;
  const { directory, goneGroups, finishedAtMs } = snapshot;
  for (const [groupId, track] of tracks) {
    const isOld = finishedAtMs - track.seenAtMs > FORGOTTEN_MS;
    if (!isOld && !goneGroups.includes(groupId)) continue;
    rows.release(track.rowCount);
    tracks.delete(groupId);
  }
  const unfit: [GroupTrack, GroupCommits][] = [];
  for (const { groupId, commits } of snapshot.groups) {
    const track = tracks.get(groupId) ?? new GroupTrack();
    tracks.set(groupId, track);
    if (commits !== undefined && !isAligned(track, commits, directory)) {
      unfit.push([track, commits]);
    }
    yield;
  }
  const needed = unfit.reduce((sum, [, { slots }]) => sum + slots.length, 0);
  yield* rows.reserve(needed, tracks.values());
  for (const [track, commits] of unfit) {
    alignGroup(track, commits, directory, rows);
    yield;
  }
  for (const { groupId, commits } of snapshot.groups) {
    if (commits !== undefined) tracks.get(groupId)!.follow(commits.slots, directory);
  }
}

function* countMethods(groups: readonly GroupLag[]): Generator<void, number[], void> {
  const counts = TIME_LAG_METHODS.map(() => 0);
  for (const { methods } of groups) {
    for (const method of methods) counts[method]!++;
    yield;
  }
  return counts;
}
