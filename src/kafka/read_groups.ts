import type { GroupCommits, GroupSnapshot } from "../model/group_snapshot.ts";
import type { PartitionDirectoryView } from "../model/partition_directory_view.ts";
import { findCoordinators } from "./find_coordinators.ts";
import { type CommitsReading, type KnownCommits, readCommits } from "./read_commits.ts";
import type { ReadContext } from "./read_context.ts";
import { type GroupListing, readGroupList } from "./read_group_lists.ts";
import { readShareOffsets } from "./read_share_offsets.ts";

/** Groups of the cluster with their commits, as far as brokers answered. */
export interface GroupsReading {
  /** One listing a group, by group id. */
  readonly listings: ReadonlyMap<string, GroupListing>;
  /** Commits that were read now. */
  readonly commits: ReadonlyMap<string, GroupCommits>;
  /** Brokers that did not tell their groups. */
  readonly silentBrokers: readonly number[];
}

interface OfBroker extends CommitsReading {
  readonly brokerId: number;
  readonly listings: readonly GroupListing[] | undefined;
}

/**
 * Asks every live broker for its groups and, as soon as it answers, for their commits. A group that
 * two brokers list, or whose broker turns out not to coordinate it, is looked up once and read
 * there. Other brokers that are known are not asked: one that the cluster has just lost may still
 * list groups that were given to others.
 */
export async function readGroups(
  context: ReadContext,
  directory: PartitionDirectoryView,
  previous: ReadonlyMap<string, GroupSnapshot>,
  live: ReadonlySet<number>,
): Promise<GroupsReading> {
  const commitsOf = (groupId: string) => previous.get(groupId)?.commits;
  const read = (brokerId: number, groups: readonly GroupListing[]) =>
    readOffsetsOf(context, brokerId, groups, directory, commitsOf);
  const known = context.client.knownBrokers();
  const ofBrokers = await Promise.all(
    known.filter(({ id }) => live.has(id)).map(({ id }) => readOfBroker(context, id, read)),
  );

  const { listings, disputed } = mergeListings(ofBrokers);
  const coordinators = await findCoordinators(context, disputed);
  for (const [groupId, coordinatorId] of coordinators) {
    const listing = listings.get(groupId);
    if (listing !== undefined) listings.set(groupId, { ...listing, coordinatorId });
  }
  const commits = commitsOfCoordinators(ofBrokers, listings);
  const moved = disputed.filter((groupId) => coordinators.has(groupId) && !commits.has(groupId));
  await readMoved(moved.flatMap((groupId) => listings.get(groupId) ?? []), read, commits);
  const told = new Set(
    ofBrokers.filter((of) => of.listings !== undefined).map((of) => of.brokerId),
  );
  const silentBrokers = known.map(({ id }) => id).filter((id) => !told.has(id));
  return { listings, commits, silentBrokers };
}

type ReadCommits = (brokerId: number, groups: readonly GroupListing[]) => Promise<CommitsReading>;

/** Commits, and what share groups have in their place. */
async function readOffsetsOf(
  context: ReadContext,
  brokerId: number,
  groups: readonly GroupListing[],
  directory: PartitionDirectoryView,
  known: KnownCommits,
): Promise<CommitsReading> {
  const ids = (share: boolean) =>
    groups.filter(({ type }) => (type === "share") === share).map(({ groupId }) => groupId);
  const readings = await Promise.all([
    readCommits(context, brokerId, ids(false), directory, known),
    readShareOffsets(context, brokerId, ids(true), directory),
  ]);
  return {
    commits: new Map(readings.flatMap(({ commits }) => [...commits])),
    elsewhere: readings.flatMap(({ elsewhere }) => elsewhere),
  };
}

async function readOfBroker(
  context: ReadContext,
  brokerId: number,
  read: ReadCommits,
): Promise<OfBroker> {
  const listings = context.client.isReachable(brokerId)
    ? await readGroupList(context, brokerId)
    : undefined;
  return { brokerId, listings, ...await read(brokerId, listings ?? []) };
}

function mergeListings(ofBrokers: readonly OfBroker[]) {
  const listings = new Map<string, GroupListing>();
  const disputed = new Set<string>();
  for (const of of ofBrokers) {
    for (const groupId of of.elsewhere) disputed.add(groupId);
    for (const listing of of.listings ?? []) {
      if (listings.has(listing.groupId)) disputed.add(listing.groupId);
      else listings.set(listing.groupId, listing);
    }
  }
  return { listings, disputed: [...disputed] };
}

/** A group's commits count only as its coordinator tells them. */
function commitsOfCoordinators(
  ofBrokers: readonly OfBroker[],
  listings: ReadonlyMap<string, GroupListing>,
): Map<string, GroupCommits> {
  const commits = new Map<string, GroupCommits>();
  for (const of of ofBrokers) {
    for (const [groupId, found] of of.commits) {
      if (listings.get(groupId)?.coordinatorId === of.brokerId) commits.set(groupId, found);
    }
  }
  return commits;
}

async function readMoved(
  moved: readonly GroupListing[],
  read: ReadCommits,
  commits: Map<string, GroupCommits>,
): Promise<void> {
  const byBroker = Map.groupBy(moved, ({ coordinatorId }) => coordinatorId);
  const readings = await Promise.all(
    [...byBroker].map(([brokerId, groups]) => read(brokerId, groups)),
  );
  for (const reading of readings) {
    for (const [groupId, found] of reading.commits) commits.set(groupId, found);
  }
}
