import type { FreshReading } from "../model/freshness.ts";
import { freshDescription } from "../model/fresh_parts.ts";
import { LAG_STATUSES } from "../model/lag_report.ts";
import { type PartitionOwners, partitionOwners } from "../model/partition_owners.ts";
import type { KnownGroup } from "../model/views/group_view.ts";
import { type Known, known } from "../model/views/known.ts";
import { type BurrowStatus, groupStatus, partitionStatus } from "./burrow_status.ts";

/** A committed offset, with the time at which it was read: Kafka does not tell when it was made. */
export interface BurrowOffset {
  readonly offset: number;
  readonly timestamp: number;
  readonly observedAt: number;
  readonly lag: Known;
}

/** A partition as Burrow's status and lag have it; null where it is not known. */
export interface BurrowPartition {
  readonly topic: string;
  readonly partition: number;
  readonly owner: string;
  readonly client_id: string;
  readonly status: BurrowStatus;
  readonly start: BurrowOffset | null;
  readonly end: BurrowOffset | null;
  readonly current_lag: Known;
  /** 1 if its lag is known, else 0. */
  readonly complete: 0 | 1;
}

/** A group as Burrow's status and lag have it, but for its partitions. */
export interface BurrowGroup {
  readonly cluster: string;
  readonly group: string;
  readonly status: BurrowStatus;
  /** Share of its partitions whose lag is known. */
  readonly complete: number;
  readonly partition_count: number;
  readonly maxlag: BurrowPartition | null;
  readonly totallag: Known;
}

/** Gives the partitions of one group in Burrow's words. */
export class BurrowPartitions {
  readonly #group: KnownGroup;
  readonly #fresh: FreshReading;
  readonly #owners: PartitionOwners;

  constructor(group: KnownGroup, fresh: FreshReading, nowMs: number) {
    this.#group = group;
    this.#fresh = fresh;
    const { snapshot } = fresh;
    const description = group.snapshot && snapshot &&
      freshDescription(group.snapshot, snapshot, nowMs);
    this.#owners = snapshot === undefined
      ? new Map()
      : partitionOwners(description, snapshot.directory);
  }

  /** The n-th partition of the verdict; undefined if there is no such partition any more. */
  at(index: number): BurrowPartition | undefined {
    const { lag } = this.#group;
    const directory = this.#fresh.snapshot?.directory;
    const slot = lag?.slots[index] ?? -1;
    const topic = directory?.slotTopic[slot];
    if (lag === undefined || directory === undefined || topic === undefined) return undefined;
    const [owner] = this.#owners.get(slot) ?? [];
    const offset = this.#offset(index);
    const currentLag = known(lag.lag[index]);
    return {
      topic: topic.name,
      partition: directory.slotPartition[slot]!,
      owner: owner?.clientHost ?? "",
      client_id: owner?.clientId ?? "",
      status: partitionStatus(LAG_STATUSES[lag.statuses[index]!] ?? "unknown"),
      start: offset,
      end: offset,
      current_lag: currentLag,
      complete: currentLag === null ? 0 : 1,
    };
  }

  /** All partitions, or those whose status is not OK, one at a time. */
  *each(all: boolean): Generator<BurrowPartition, void, void> {
    const count = this.#group.lag?.slots.length ?? 0;
    for (let index = 0; index < count; index++) {
      const partition = this.at(index);
      if (partition !== undefined && (all || partition.status !== "OK")) yield partition;
    }
  }

  #offset(index: number): BurrowOffset | null {
    const { lag } = this.#group;
    const offset = known(lag?.committed[index]);
    if (lag === undefined || offset === null) return null;
    const { atMs } = this.#fresh.lag!;
    return { offset, timestamp: atMs, observedAt: atMs, lag: known(lag.lag[index]) };
  }
}

/** The group without its partitions. */
export function burrowGroup(
  cluster: string,
  { groupId, lag }: KnownGroup,
  partitions: BurrowPartitions,
): BurrowGroup {
  const count = lag?.slots.length ?? 0;
  let [knownCount, worst] = [0, -1];
  for (let index = 0; index < count; index++) {
    const value = lag!.lag[index]!;
    if (Number.isNaN(value)) continue;
    knownCount++;
    if (worst < 0 || value > lag!.lag[worst]!) worst = index;
  }
  return {
    cluster,
    group: groupId,
    status: lag === undefined ? "UNKNOWN" : groupStatus(lag.status, lag.severity),
    complete: lag === undefined ? 0 : count === 0 ? 1 : knownCount / count,
    partition_count: count,
    maxlag: worst < 0 ? null : partitions.at(worst) ?? null,
    totallag: known(lag?.sumLag),
  };
}

/** What is told of a group that is not there. */
export function groupNotFound(cluster: string, group: string): BurrowGroup {
  return {
    cluster,
    group,
    status: "NOTFOUND",
    complete: 1,
    partition_count: 0,
    maxlag: null,
    totallag: 0,
  };
}
