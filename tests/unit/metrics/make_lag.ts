import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import {
  type GroupLag,
  type GroupTopicLag,
  LAG_STATUSES,
  type LagReport,
  type LagStatus,
  TIME_LAG_METHODS,
  type TimeLagMethod,
} from "../../../src/model/lag_report.ts";
import { NOW } from "./make_reading.ts";

/** What is judged of a partition; what is left out is 0, found by history, and ok. */
export interface MadePartitionLag {
  readonly topic: string;
  readonly partition: number;
  readonly committed?: number;
  readonly lag?: number;
  readonly lagSeconds?: number;
  readonly method?: TimeLagMethod;
  readonly status?: LagStatus;
}

/** More than what follows from the partitions. */
type MoreOfGroup = Partial<Omit<GroupLag, "topics">> & {
  readonly topics?: Readonly<Record<string, Partial<GroupTopicLag>>>;
};

/** A hand-made verdict on a group: sums, maxima and the gravest status follow from the partitions. */
export function madeGroupLag(
  snapshot: ClusterSnapshot,
  groupId: string,
  partitions: readonly MadePartitionLag[],
  { topics = {}, ...more }: MoreOfGroup = {},
): GroupLag {
  const column = (of: (one: MadePartitionLag) => number) => Float64Array.from(partitions, of);
  const names = [...new Set(partitions.map(({ topic }) => topic))];
  const all = totals(partitions);
  return {
    groupId,
    type: "classic",
    status: all.status,
    severity: 0,
    flags: [],
    slots: Int32Array.from(
      partitions,
      ({ topic, partition }) => snapshot.directory.topics.get(topic)!.slots[partition]!,
    ),
    committed: column(({ committed = 0 }) => committed),
    lag: column(({ lag = 0 }) => lag),
    lagSeconds: column(({ lagSeconds = 0 }) => lagSeconds),
    methods: Uint8Array.from(
      partitions,
      ({ method = "history" }) => TIME_LAG_METHODS.indexOf(method),
    ),
    statuses: Uint8Array.from(partitions, ({ status = "ok" }) => LAG_STATUSES.indexOf(status)),
    topics: names.map((topic) => ({
      topic,
      ...totals(partitions.filter((one) => one.topic === topic)),
      severity: 0,
      consumeRate: NaN,
      produceRate: NaN,
      secondsUntilLoss: NaN,
      secondsSinceAdvanced: NaN,
      messagesLost: 0,
      resets: 0,
      ...topics[topic],
    })),
    sumLag: all.sumLag,
    maxLag: all.maxLag,
    maxLagSeconds: all.maxLagSeconds,
    catchUpSeconds: NaN,
    partitionsWithoutCommit: NaN,
    partitionsUnreadable: 0,
    rebalancesObserved: 0,
    ...more,
  };
}

/** A report at NOW on the groups. */
export function madeLagReport(groups: readonly GroupLag[], atMs = NOW): LagReport {
  const partitionsByMethod = TIME_LAG_METHODS.map((_, method) =>
    groups.reduce((sum, { methods }) => sum + methods.filter((each) => each === method).length, 0)
  );
  return { atMs, groups, partitionsByMethod };
}

function totals(partitions: readonly MadePartitionLag[]) {
  const gravest = Math.max(
    0,
    ...partitions.map(({ status = "ok" }) => LAG_STATUSES.indexOf(status)),
  );
  return {
    status: LAG_STATUSES[gravest]!,
    sumLag: partitions.reduce((sum, { lag = 0 }) => sum + lag, 0),
    maxLag: Math.max(...partitions.map(({ lag = 0 }) => lag)),
    maxLagSeconds: Math.max(...partitions.map(({ lagSeconds = 0 }) => lagSeconds)),
  };
}
