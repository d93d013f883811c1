import type { AgeLimits, ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import { isTold } from "../model/partition_health.ts";
import { runSliced } from "../runtime/slices.ts";
import { applyMetadata } from "./apply_metadata.ts";
import { assembleGroups, dueForDescription } from "./assemble_groups.ts";
import { brokerSnapshots } from "./broker_snapshots.ts";
import { planByLeader } from "./leader_plan.ts";
import { listingTrust, readMissingGroups } from "./missing_groups.ts";
import { lateNodes } from "./older_metadata.ts";
import { PartitionTable } from "./partition_table.ts";
import type { ReadContext } from "./read_context.ts";
import { readControllerParts } from "./read_controller_parts.ts";
import { readDescriptions } from "./read_descriptions.ts";
import { readGroups } from "./read_groups.ts";
import { readOffsets } from "./read_offsets.ts";
import { readSlowParts } from "./read_slow_parts.ts";
import { readTopics, type TopicsReading } from "./read_topics.ts";

/** Gives partitions their slots; history's directory does it. */
export interface SlotSource {
  readonly view: PartitionDirectoryView;
  update(
    topics: readonly {
      readonly name: string;
      readonly topicId: string | undefined;
      readonly internal: boolean;
      readonly partitionCount: number;
    }[],
  ): PartitionDirectoryView;
}

/** How a cycle reads. */
export interface CycleOptions {
  readonly slots: SlotSource;
  readonly limits: AgeLimits;
  /** Longest wait for connections that were never tried before. */
  readonly settleMs: number;
}

/**
 * Reads the cluster once. Offsets are read in the order earliest, commits, latest: lag and loss
 * are differences, and in this order neither comes out too small nor negative. A part that cannot
 * be read is carried from the previous snapshot with its own read time until it is too old.
 * Rejects only if no broker answers Metadata, or when the signal is aborted.
 */
export async function takeSnapshot(
  context: ReadContext,
  options: CycleOptions,
  previous: ClusterSnapshot | undefined,
): Promise<ClusterSnapshot> {
  const { client, clock, signal } = context;
  const startedAtMs = clock.nowMs();
  await client.settle(options.settleMs, signal);
  const known = options.slots.view.topics;
  const expected = previous === undefined
    ? []
    : [...known.values()].filter((topic) => isTold(previous, topic));
  const topics = await readTopics(context, known, {
    expected,
    snapshot: previous,
    late: lateNodes(previous?.quorum),
  });
  client.learn(topics.brokers);
  await client.settle(options.settleMs, signal);

  const table = await makeTable(context, options, topics, previous);
  const { directory } = table;
  const plans = await runSliced(planByLeader(table), signal);
  const before = {
    groups: new Map(previous?.groups.map((group) => [group.groupId, group])),
    directory: previous?.directory,
  };
  const readRest = async () => {
    await readOffsets(context, "earliest", table, plans);
    const live = new Set(topics.brokers.map(({ id }) => id));
    const groups = await readGroups(context, directory, before.groups, live);
    await readOffsets(context, "latest", table, plans);
    const trust = listingTrust(topics, groups);
    const due = await runSliced(dueForDescription(groups, before, clock.nowMs()), signal);
    const [described, missing, slowParts] = await Promise.all([
      readDescriptions(context, due),
      readMissingGroups(context, groups, previous, trust),
      readSlowParts(context, table, topics, groups, previous),
    ]);
    return { groups, trust, described, ...missing, slowParts };
  };
  // The controller may not answer for long, and nothing else waits for what it tells.
  const [controllerParts, { groups, trust, described, missing, gone, slowParts }] = await Promise
    .all([readControllerParts(context, table, topics, previous), readRest()]);
  const { fenced, ...slow } = slowParts;

  const finishedAtMs = clock.nowMs();
  const { limits } = options;
  const assembled = assembleGroups(
    groups,
    described,
    before,
    directory,
    limits,
    trust.excused,
    finishedAtMs,
  );
  return {
    cycle: (previous?.cycle ?? 0) + 1,
    startedAtMs,
    finishedAtMs,
    metadataReadAtMs: topics.readAtMs,
    clusterId: topics.clusterId,
    limits,
    brokers: brokerSnapshots(client, topics.brokers, fenced, table),
    directory,
    partitions: table.columns(),
    groups: await runSliced(assembled, signal),
    brokersWithoutGroupList: groups.silentBrokers,
    missingGroups: missing,
    goneGroups: gone,
    ...controllerParts,
    ...slow,
  };
}

async function makeTable(
  context: ReadContext,
  options: CycleOptions,
  topics: TopicsReading,
  previous: ClusterSnapshot | undefined,
): Promise<PartitionTable> {
  const directory = options.slots.update([
    ...topics.told.flatMap((told) => told.topics).map((topic) => ({
      name: topic.name ?? "",
      topicId: topic.topicId,
      internal: topic.internal,
      partitionCount: topic.to - topic.from,
    })),
    ...topics.unconfirmed.map((topic) => ({ ...topic, partitionCount: topic.slots.length })),
  ]);
  const table = new PartitionTable(directory, previous);
  const { offsetsMs, stableOffsetsMs } = options.limits;
  const { readAtMs, told } = topics;
  await runSliced(
    table.forgetOld(readAtMs - offsetsMs, readAtMs - stableOffsetsMs),
    context.signal,
  );
  for (const each of told) await runSliced(applyMetadata(table, each), context.signal);
  await runSliced(table.forgetUntold(), context.signal);
  return table;
}
