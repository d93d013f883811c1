import type { Ask } from "../../tests/lab/lab_view.ts";

/** What a part of the cluster was, read between two moments (milliseconds since 1970). */
export interface Part<T> {
  readonly fromMs: number;
  readonly toMs: number;
  /** Missing if it could not be read. */
  readonly value?: T;
}

/** A topic as Kafka's own client describes it; partitions in order. */
export interface SeenTopic {
  readonly id: string;
  readonly partitions: readonly {
    /** Empty without one. */
    readonly leader: number | "";
    readonly inSync: number;
    readonly replicas: number;
  }[];
}

/** By name. */
export type SeenTopics = Readonly<Record<string, SeenTopic>>;

/** By `topic/partition`. */
export type Offsets = Readonly<Record<string, number>>;

/** The cluster as Kafka's own client saw it once; what could not be read is missing. */
export interface Observation {
  readonly nodes: Part<readonly number[]>;
  readonly topics: Part<SeenTopics>;
  /** Those since the observation before, read much more often than all the rest. */
  readonly topicReads: readonly Part<SeenTopics>[];
  readonly starts: Part<Offsets>;
  readonly ends: Part<Offsets>;
  /** `whole`: every broker told its groups. */
  readonly groups: Part<{ readonly whole: boolean; readonly names: readonly string[] }>;
  readonly commits: Part<Readonly<Record<string, Offsets>>>;
  readonly members: Part<Readonly<Record<string, number>>>;
}

/** What a soak makes begins with this, and only that is watched and observed. */
export const SOAK_PREFIX = "soak-";

/** Brokers of the soak's cluster. */
export const NODES = 3;

/** Looks at everything of the soak through Kafka's own client. */
export async function observe(ask: Ask): Promise<Observation> {
  const seen: Observation = JSON.parse((await ask(["observe"]))[0]!);
  const own = ([name]: readonly [string, unknown]) => name.startsWith(SOAK_PREFIX);
  const keep = <T>(part: Part<Readonly<Record<string, T>>>): Part<Readonly<Record<string, T>>> =>
    part.value === undefined
      ? part
      : { ...part, value: Object.fromEntries(Object.entries(part.value).filter(own)) };
  const { groups } = seen;
  const names = groups.value?.names.filter((name) => own([name, undefined]));
  return {
    nodes: seen.nodes,
    topics: keep(seen.topics),
    topicReads: seen.topicReads.map(keep),
    starts: keep(seen.starts),
    ends: keep(seen.ends),
    groups: groups.value === undefined ? groups : {
      ...groups,
      value: { whole: groups.value.whole, names: names! },
    },
    commits: keep(seen.commits),
    members: keep(seen.members),
  };
}

/** Whether Kafka is well: three nodes, every replica in sync, and everything could be read. */
export function isWhole({ nodes, topics, starts, ends, groups, commits, members }: Observation) {
  if (nodes.value?.length !== NODES || topics.value === undefined) return false;
  const partitions = Object.values(topics.value).flatMap((topic) => topic.partitions);
  const count = (part: Part<object>) => Object.keys(part.value ?? {}).length;
  return partitions.every(({ leader, inSync, replicas }) => leader !== "" && inSync === replicas) &&
    count(starts) === partitions.length && count(ends) === partitions.length &&
    groups.value?.whole === true && count(commits) === groups.value.names.length &&
    count(members) === groups.value.names.length;
}
