import { namePattern } from "../runtime/name_pattern.ts";
import type { GroupPolicy, PolicyOf } from "./group_policy.ts";
import type { LagSettings } from "./settings.ts";

/** Group ids come and go; beyond this many what was found for them is found anew. */
const CACHED_GROUPS = 100_000;

/** Finds each group's policy: the first override that matches its id, over what holds for all. */
export function policyOf({ policy, groups }: LagSettings): PolicyOf {
  const overrides = groups.map((each) => ({
    matches: namePattern(each.pattern),
    policy: { ...policy, ...each.policy } satisfies GroupPolicy,
  }));
  const cache = new Map<string, GroupPolicy>();
  return (groupId) => {
    const known = cache.get(groupId);
    if (known !== undefined) return known;
    const found = overrides.find(({ matches }) => matches(groupId))?.policy ?? policy;
    if (cache.size >= CACHED_GROUPS) cache.clear();
    cache.set(groupId, found);
    return found;
  };
}
