import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { isFresh } from "../../model/freshness.ts";
import type { GroupCommits, GroupSnapshot } from "../../model/group_snapshot.ts";

/** A group whose commits are known. */
export type CommittedGroup = GroupSnapshot & { readonly commits: GroupCommits };

/** The groups whose commits are fresh. */
export function committedGroups(snapshot: ClusterSnapshot, nowMs: number): CommittedGroup[] {
  return snapshot.groups.filter((group): group is CommittedGroup =>
    isFresh(group.commits?.readAtMs, snapshot.limits.offsetsMs, nowMs)
  );
}
