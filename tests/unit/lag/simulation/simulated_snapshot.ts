import type { ClusterSnapshot } from "../../../../src/model/cluster_snapshot.ts";
import type {
  GroupCommits,
  GroupDescription,
  GroupSnapshot,
} from "../../../../src/model/group_snapshot.ts";
import type { PartitionDirectoryView } from "../../../../src/model/partition_directory_view.ts";
import { madeSnapshot } from "../../metrics/make_reading.ts";
import type { SimulatedGroup } from "./simulated_group.ts";
import type { SimulatedLog } from "./simulated_log.ts";

/** What a cycle of the simulated monitor sees. */
export interface Seen {
  readonly previous: ClusterSnapshot | undefined;
  readonly directory: PartitionDirectoryView;
  readonly logs: readonly SimulatedLog[];
  readonly groups: readonly SimulatedGroup[];
  readonly nowMs: number;
  readonly intervalMs: number;
  readonly topicConfigs: ClusterSnapshot["topicConfigs"];
}

/** Times of a cycle after its begin: earliest offsets, commits, latest offsets, the end. */
const [EARLIEST_MS, COMMITS_MS, LATEST_MS, END_MS] = [10, 20, 30, 40];
const DESCRIBE_EVERY_MS = 30_000;
const STABLE_EVERY_MS = 30_000;

/** A snapshot of the simulated cluster, with what does not answer carried from the one before. */
export function simulatedSnapshot(seen: Seen): ClusterSnapshot {
  const { previous, directory, nowMs, intervalMs } = seen;
  const askStable = !(nowMs - (previous?.stableOffsetsAskedAtMs ?? NaN) < STABLE_EVERY_MS);
  const base = madeSnapshot({});
  const slots = Array.from({ length: directory.capacity }, (_, slot) => {
    const topic = directory.slotTopic[slot]?.name;
    return seen.logs.find((log) =>
      log.topic === topic && log.partition === directory.slotPartition[slot]
    );
  });
  const carried = (column: keyof typeof base.partitions, slot: number) =>
    Number((previous?.partitions[column] as Float64Array | undefined)?.[slot] ?? NaN);
  const column = (name: keyof typeof base.partitions, of: (log: SimulatedLog) => number) =>
    Float64Array.from(slots, (log, slot) => log?.isReadable ? of(log) : carried(name, slot));
  const unstable = (log: SimulatedLog) => Math.max(0, log.end - Math.min(log.end, log.openFrom));
  return {
    ...base,
    cycle: (previous?.cycle ?? 0) + 1,
    startedAtMs: nowMs,
    finishedAtMs: nowMs + END_MS,
    metadataReadAtMs: nowMs,
    limits: {
      ...base.limits,
      offsetsMs: 3 * intervalMs,
      descriptionsMs: Math.max(90_000, 3 * intervalMs),
    },
    directory,
    partitions: {
      ...base.partitions,
      leader: new Float64Array(directory.capacity).fill(1),
      earliestOffset: column("earliestOffset", (log) => log.start),
      earliestReadAtMs: column("earliestReadAtMs", () => nowMs + EARLIEST_MS),
      latestOffset: column("latestOffset", (log) => log.end),
      latestReadAtMs: column("latestReadAtMs", () => nowMs + LATEST_MS),
      unstableRecords: askStable
        ? column("unstableRecords", unstable)
        : Float64Array.from(slots, (_, slot) => carried("unstableRecords", slot)),
      unstableReadAtMs: askStable
        ? column("unstableReadAtMs", () => nowMs + END_MS)
        : Float64Array.from(slots, (_, slot) => carried("unstableReadAtMs", slot)),
    },
    stableOffsetsAskedAtMs: askStable ? nowMs : previous!.stableOffsetsAskedAtMs,
    topicConfigs: seen.topicConfigs,
    groups: seen.groups.map((group) => groupSnapshot(group, seen)),
  };
}

function groupSnapshot(group: SimulatedGroup, seen: Seen): GroupSnapshot {
  const { previous, directory, nowMs } = seen;
  const before = previous?.groups.find(({ groupId }) => groupId === group.groupId);
  const common = {
    groupId: group.groupId,
    type: group.type,
    protocolType: group.protocolType,
    coordinatorId: 1,
  };
  if (!group.isReadable) {
    const limitMs = previous?.limits.offsetsMs ?? 0;
    const isFresh = nowMs - (before?.commits?.readAtMs ?? NaN) <= limitMs;
    return {
      ...common,
      state: undefined,
      listedAtMs: before?.listedAtMs ?? NaN,
      commits: isFresh ? stillThere(before?.commits, previous!.directory, directory) : undefined,
      description: before?.description,
    };
  }
  const commits = group.commits.filter(({ committed }) => committed !== undefined);
  const slots = Int32Array.from(
    commits,
    ({ log }) => directory.topics.get(log.topic)?.slots[log.partition] ?? -1,
  );
  return {
    ...common,
    state: group.state,
    listedAtMs: nowMs,
    commits: {
      readAtMs: nowMs + COMMITS_MS,
      slots: slots.filter((slot) => slot >= 0),
      offsets: Float64Array.from(
        commits.filter((_, index) => slots[index]! >= 0),
        ({ committed }) => committed!,
      ),
      unreadableSlots: new Int32Array(0),
    },
    description: description(group, before, nowMs),
  };
}

/** The commits on partitions that have not been deleted since. */
function stillThere(
  commits: GroupCommits | undefined,
  from: PartitionDirectoryView,
  to: PartitionDirectoryView,
): GroupCommits | undefined {
  const isSame = (slot: number) =>
    to.slotTopic[slot] !== undefined && from.slotBirth[slot] === to.slotBirth[slot];
  return commits && {
    ...commits,
    slots: commits.slots.filter(isSame),
    offsets: commits.offsets.filter((_, index) => isSame(commits.slots[index]!)),
  };
}

function description(
  group: SimulatedGroup,
  before: GroupSnapshot | undefined,
  nowMs: number,
): GroupDescription {
  const isDue = before?.state !== group.state ||
    !(nowMs - (before.description?.readAtMs ?? NaN) < DESCRIBE_EVERY_MS);
  if (!isDue) return before!.description!;
  const isSettled = group.state === "Stable" && group.protocolType === "consumer";
  const owned = Map.groupBy(group.commits.filter(({ isOwned }) => isOwned), ({ log }) => log.topic);
  const assignment = [...owned].map(([topic, commits]) => ({
    topic,
    partitions: Int32Array.from(commits, ({ log }) => log.partition),
  }));
  return {
    readAtMs: nowMs + END_MS,
    state: group.state,
    assignor: "range",
    members: group.members.map((memberId, index) => ({
      memberId,
      groupInstanceId: undefined,
      clientId: "c",
      clientHost: "/h",
      assignment: isSettled ? (index === 0 ? assignment : []) : undefined,
    })),
    subscription: isSettled && group.members.length > 0 && group.subscribed !== undefined
      ? { topics: new Set(group.subscribed), patterns: [] }
      : undefined,
    epoch: group.epoch,
  };
}
