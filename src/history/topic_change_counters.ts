import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { TopicChangeCounts } from "../model/topic_changes.ts";
import type { ClusterChanges } from "../model/cluster_changes.ts";

const NONE: TopicChangeCounts = { increases: 0, recreations: 0, truncations: 0 };

/** The counts of every topic of the snapshot after its changes; deleted topics leave. */
export function countTopicChanges(
  counts: ReadonlyMap<string, TopicChangeCounts>,
  changes: ClusterChanges,
  { directory }: ClusterSnapshot,
): ReadonlyMap<string, TopicChangeCounts> {
  const { created, deleted, grown, recreated, truncations } = changes;
  const changed = [created, deleted, grown, recreated, truncations].some(({ length }) =>
    length > 0
  );
  if (!changed && counts.size === directory.topics.size) return counts;
  const next = new Map<string, TopicChangeCounts>();
  for (const name of directory.topics.keys()) next.set(name, counts.get(name) ?? NONE);
  const add = (topic: string, count: keyof TopicChangeCounts) => {
    const known = next.get(topic);
    if (known !== undefined) next.set(topic, { ...known, [count]: known[count] + 1 });
  };
  for (const { topic } of grown) add(topic, "increases");
  for (const { topic } of recreated) add(topic, "recreations");
  for (const { topic } of truncations) add(topic, "truncations");
  return next;
}
