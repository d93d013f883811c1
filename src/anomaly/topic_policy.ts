import { namePattern } from "../runtime/name_pattern.ts";
import type { AnomalySettings, Sensitivity } from "./settings.ts";

/** How one topic is judged. */
export interface TopicPolicy {
  readonly enabled: boolean;
  /** A topic that is slower than this, in messages a second, is usual whatever it does. */
  readonly minRate: number;
  /** The smallest departure that may be unusual, scaled: ln 2.5 for 2.5 times as many. */
  readonly smallestChange: number;
}

/** The policy of a topic by its name. */
export type PolicyOf = (topic: string) => TopicPolicy;

const SMALLEST_CHANGE: Readonly<Record<Sensitivity, number>> = {
  low: Math.log(4),
  normal: Math.log(2.5),
  high: Math.log(1.7),
};

/** Names come and go; beyond this many the cache starts anew. */
const CACHED_NAMES = 100_000;

/** The policies of these settings: of the first pattern that a topic's name matches. */
export function topicPolicies(settings: AnomalySettings): PolicyOf {
  const general = policyOf(settings, {});
  const special = settings.topics.map((topics) => ({
    matches: namePattern(topics.pattern),
    policy: policyOf(settings, topics),
  }));
  const cache = new Map<string, TopicPolicy>();
  return (topic) => {
    const known = cache.get(topic);
    if (known !== undefined) return known;
    const policy = special.find(({ matches }) => matches(topic))?.policy ?? general;
    if (cache.size >= CACHED_NAMES) cache.clear();
    cache.set(topic, policy);
    return policy;
  };
}

function policyOf(
  settings: AnomalySettings,
  topics: Partial<AnomalySettings["topics"][number]>,
): TopicPolicy {
  return {
    enabled: settings.enabled && (topics.enabled ?? true),
    minRate: topics.minRate ?? settings.minRate,
    smallestChange: SMALLEST_CHANGE[topics.sensitivity ?? settings.sensitivity],
  };
}
