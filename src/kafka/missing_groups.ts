import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { MissingGroup } from "../model/group_snapshot.ts";
import { findGone } from "./find_gone.ts";
import type { ReadContext } from "./read_context.ts";
import type { GroupsReading } from "./read_groups.ts";
import type { TopicsReading } from "./read_topics.ts";

/** After so many complete cycles without a listing, a group is gone. */
const CYCLES_UNTIL_GONE = 3;
/** A group that may not be described, and is not listed for this reason, is forgotten after a day. */
const LONGEST_MISSING_MS = 86_400_000;
/** Groups of which the coordinators are asked in one cycle. */
const ASKED_AT_ONCE = 1_000;

/** Groups that are not listed any more. */
export interface MissingReading {
  readonly missing: readonly MissingGroup[];
  readonly gone: readonly string[];
}

/** How far the lists of a cycle can be trusted not to have left out a group. */
export interface ListingTrust {
  /** Every live broker told its groups, and every group has a coordinator. */
  readonly complete: boolean;
  /** Brokers whose groups are not missed, because they did not tell them. */
  readonly excused: ReadonlySet<number>;
}

/** When all live brokers have told, a dead one's groups are coordinated by another. */
export function listingTrust(
  topics: TopicsReading,
  { silentBrokers }: GroupsReading,
): ListingTrust {
  const silent = new Set(silentBrokers);
  const complete = topics.groupsAreCoordinated && topics.brokers.every(({ id }) => !silent.has(id));
  return { complete, excused: complete ? new Set() : silent };
}

/**
 * Finds out what became of groups that were listed before and are not now. A group is gone when its
 * coordinator says so, or when nobody lists it for some complete cycles.
 */
export async function readMissingGroups(
  context: ReadContext,
  reading: GroupsReading,
  previous: ClusterSnapshot | undefined,
  { complete, excused }: ListingTrust,
): Promise<MissingReading> {
  const candidates = missedGroups(reading, previous, excused, complete);
  const oldestMs = context.clock.nowMs() - LONGEST_MISSING_MS;
  const remembered = candidates.filter(({ listedAtMs }) => listedAtMs >= oldestMs);
  if (remembered.length === 0) return { missing: [], gone: [] };
  const told = await findGone(context, remembered.slice(0, ASKED_AT_ONCE));
  const isGone = ({ groupId, completeCycles }: MissingGroup) =>
    told.has(groupId) || completeCycles >= CYCLES_UNTIL_GONE;
  return {
    missing: remembered.filter((group) => !isGone(group)),
    gone: remembered.filter(isGone).map(({ groupId }) => groupId),
  };
}

function missedGroups(
  { listings }: GroupsReading,
  previous: ClusterSnapshot | undefined,
  excused: ReadonlySet<number>,
  complete: boolean,
): MissingGroup[] {
  const before = [
    ...(previous?.missingGroups ?? []),
    ...(previous?.groups ?? [])
      .filter(({ coordinatorId }) => !excused.has(coordinatorId))
      .map(({ groupId, type, listedAtMs }) => ({ groupId, type, listedAtMs, completeCycles: 0 })),
  ];
  return before.filter(({ groupId }) => !listings.has(groupId)).map((group) => ({
    ...group,
    completeCycles: complete ? group.completeCycles + 1 : 0,
  }));
}
