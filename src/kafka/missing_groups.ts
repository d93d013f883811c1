import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { MissingGroup } from "../model/group_snapshot.ts";
import { runSliced } from "../runtime/slices.ts";
import { askWhetherTheyExist } from "./ask_whether_they_exist.ts";
import type { ReadContext } from "./read_context.ts";
import type { GroupsReading } from "./read_groups.ts";
import type { TopicsReading } from "./read_topics.ts";

/**
 * A broker that has just become coordinator may not know for a moment what the one before it
 * acknowledged last, and then says that there is no such group. What it says for so long is so.
 */
const SETTLED_MS = 5_000;
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
 * coordinator keeps saying so, or when nobody lists it for some complete cycles and its coordinator
 * cannot be asked.
 */
export async function readMissingGroups(
  context: ReadContext,
  reading: GroupsReading,
  previous: ClusterSnapshot | undefined,
  { complete, excused }: ListingTrust,
): Promise<MissingReading> {
  const nowMs = context.clock.nowMs();
  const missed = await runSliced(missedGroups(reading, previous, excused), context.signal);
  const remembered = missed.filter(({ listedAtMs }) => nowMs - listedAtMs <= LONGEST_MISSING_MS);
  if (remembered.length === 0) return { missing: [], gone: [] };
  const told = await askWhetherTheyExist(context, remembered.slice(0, ASKED_AT_ONCE));
  const missing: MissingGroup[] = [];
  const gone: string[] = [];
  for (const group of remembered) {
    const exists = told.get(group.groupId);
    const now = withWord(group, exists, complete, nowMs);
    if (isGone(now, exists, nowMs)) gone.push(now.groupId);
    else missing.push(now);
  }
  return { missing, gone };
}

/** Those that were missed before, and those that are missed now for the first time. */
function* missedGroups(
  { listings }: GroupsReading,
  previous: ClusterSnapshot | undefined,
  excused: ReadonlySet<number>,
): Generator<void, MissingGroup[], void> {
  const before = previous?.missingGroups ?? [];
  const missed = before.filter(({ groupId }) => !listings.has(groupId));
  for (const { groupId, type, coordinatorId, listedAtMs } of previous?.groups ?? []) {
    if (!listings.has(groupId) && !excused.has(coordinatorId)) {
      const word = { deniedSinceMs: NaN, completeCycles: 0 };
      missed.push({ groupId, type, coordinatorId, listedAtMs, ...word });
    }
    yield;
  }
  return missed;
}

/** The group after its coordinator said whether it exists; undefined if it could not be asked. */
function withWord(
  group: MissingGroup,
  exists: boolean | undefined,
  complete: boolean,
  nowMs: number,
): MissingGroup {
  const { deniedSinceMs, completeCycles } = group;
  const denied = exists === false && Number.isNaN(deniedSinceMs) ? nowMs : deniedSinceMs;
  return {
    ...group,
    deniedSinceMs: exists === true ? NaN : denied,
    completeCycles: complete && exists !== true ? completeCycles + 1 : 0,
  };
}

function isGone(group: MissingGroup, exists: boolean | undefined, nowMs: number): boolean {
  if (exists === false) return nowMs - group.deniedSinceMs >= SETTLED_MS;
  return exists === undefined && group.completeCycles >= CYCLES_UNTIL_GONE &&
    nowMs - group.listedAtMs >= SETTLED_MS;
}
