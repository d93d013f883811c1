import type { Exposition } from "../../tests/program/exposition_parser.ts";
import {
  BROKERS_APART_MS,
  isOneTopic,
  LONGEST_GAP_MS,
  OFFSETS_AGE_MS,
  type Wrong,
} from "./judge_values.ts";
import { NODES, type Observation } from "./observation.ts";
import type { Around, Span, Timeline } from "./timeline.ts";

/**
 * A group that nobody lists leaves the series at once, and one whose coordinator moves is listed by
 * nobody. Missing for longer, while every broker answers and Kafka lists it, it is wrongly gone.
 */
const MISSING_MS = 12_000;

/**
 * A deletion counts when a second broker, asked in another cycle, does not know the topic either;
 * while a broker is away, cycles wait for it.
 */
const GONE_MS = OFFSETS_AGE_MS + 5_000;

/** Between two lists of groups while some broker is away, but not all. */
const LONGEST_LISTING_GAP_MS = 5_000;

/** Finds what is missing from answers though it exists, and what is served though it is gone. */
export class PresenceJudge {
  /** Since when a group has been missing without a reason. */
  readonly #missingSinceMs = new Map<string, number>();

  /** Answers of `:9308`, one after the other. */
  judge(seen: Exposition, scraped: Span, timeline: Timeline): Wrong[] {
    if (seen.value("kafka_up") !== 1) {
      this.#missingSinceMs.clear();
      return [];
    }
    const span = { fromMs: scraped.fromMs - OFFSETS_AGE_MS, toMs: scraped.toMs };
    return [...this.#topics(seen, span, timeline), ...this.#groups(seen, span, timeline)]
      .map((wrong) => ({ ...wrong, atMs: scraped.fromMs }));
  }

  #topics(seen: Exposition, span: Span, timeline: Timeline): Omit<Wrong, "atMs">[] {
    const served = labelsOf(seen, "kafka_topic_partitions", "topic");
    const known = new Set(Object.keys(timeline.newest?.topics.value ?? {}));
    const missing = [...known].filter((topic) =>
      !served.has(topic) && isOneTopic(topic, span, timeline)
    );
    const longer = { fromMs: span.toMs - GONE_MS, toMs: span.toMs + BROKERS_APART_MS };
    const left = [...served].filter((topic) =>
      isGone(timeline.aroundTopics((topics) => topic in topics, longer), LONGEST_GAP_MS)
    );
    return [
      ...missing.map((topic) => ({ what: `topic ${topic}`, served: "gone", truth: "exists" })),
      ...left.map((topic) => ({ what: `topic ${topic}`, served: "exists", truth: "gone" })),
    ];
  }

  #groups(seen: Exposition, span: Span, timeline: Timeline): Omit<Wrong, "atMs">[] {
    const served = labelsOf(seen, "kafka_consumergroup_info", "consumergroup");
    const reachable = seen.select("kafka_sentinel_broker_reachable");
    const all = reachable.length === NODES && reachable.every(({ value }) => value === 1);
    const wrong: Omit<Wrong, "atMs">[] = [];
    const listed = new Set(timeline.newest?.groups.value?.names ?? []);
    for (const group of listed) {
      const lists = aroundGroups(group, span, timeline);
      const exists = lists.before === true && lists.after === true &&
        lists.all.every((each) => each);
      if (served.has(group) || !all || !exists) {
        this.#missingSinceMs.delete(group);
        continue;
      }
      const sinceMs = this.#missingSinceMs.get(group) ?? span.toMs;
      this.#missingSinceMs.set(group, sinceMs);
      if (span.toMs - sinceMs <= MISSING_MS) continue;
      const served_ = `gone for ${((span.toMs - sinceMs) / 1000).toFixed(1)} s`;
      wrong.push({ what: `group ${group}`, served: served_, truth: "exists" });
      this.#missingSinceMs.delete(group);
    }
    // A broker that it does not reach may have deleted a group since.
    const left = all ? [...served].filter((group) => hasLeft(group, span, timeline)) : [];
    return [
      ...wrong,
      ...left.map((group) => ({ what: `group ${group}`, served: "exists", truth: "gone" })),
    ];
  }
}

/**
 * Whether all readings around the span are sure that it is not there, without a pause between them
 * in which it may have come and gone.
 */
function isGone({ before, after, all, longestGapMs }: Around<boolean>, gapMs: number): boolean {
  return before !== undefined && after !== undefined && longestGapMs <= gapMs &&
    all.every((exists) => !exists);
}

/**
 * Groups are listed more seldom than topics, but none comes again: of one that was seen, a longer
 * pause hides nothing. While all brokers are away nobody can know that it is gone.
 */
function hasLeft(group: string, span: Span, timeline: Timeline): boolean {
  const around = aroundGroups(group, span, timeline);
  if (!isGone(around, LONGEST_LISTING_GAP_MS)) return false;
  const earlier = { fromMs: 0, toMs: span.fromMs };
  return around.longestGapMs <= LONGEST_GAP_MS ||
    aroundGroups(group, earlier, timeline).all.includes(true);
}

function aroundGroups(group: string, span: Span, timeline: Timeline): Around<boolean> {
  const listed = (of: Observation) => ({ ...of.groups, value: of });
  return timeline.around(listed, (of) => groupsOf(of, group), span);
}

/**
 * A list that is not whole says nothing of a group that is not in it, nor does one without some
 * broker: nobody lists the groups of a coordinator that is away.
 */
function groupsOf({ groups, nodes }: Observation, group: string): boolean | undefined {
  if (groups.value === undefined) return undefined;
  if (groups.value.names.includes(group)) return true;
  return groups.value.whole && nodes.value?.length === NODES ? false : undefined;
}

function labelsOf(seen: Exposition, name: string, label: string): Set<string> {
  return new Set(seen.select(name).map(({ labels }) => labels[label]!));
}
