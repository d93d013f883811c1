import type { Exposition } from "../../tests/program/exposition_parser.ts";
import { type ServedKind, type ServedValue, servedValues } from "./served.ts";
import type { Around, Span, Timeline } from "./timeline.ts";

/** A value that was served and was not true at any moment at which it may have been read. */
export interface Wrong {
  readonly atMs: number;
  readonly what: string;
  readonly served: string;
  readonly truth: string;
}

/** Offsets and Metadata are served for three intervals; an answer may take the request time-out. */
export const OFFSETS_AGE_MS = 3 * 1_000 + 2_000 + 500;
/** Descriptions of groups are served for 90 s. */
const MEMBERS_AGE_MS = 90_000 + 2_500;

/**
 * The program and Kafka's own client may ask different brokers for Metadata. One that follows a
 * controller that was killed learns what is new only after two seconds and an election.
 */
export const BROKERS_APART_MS = 8_000;

/** What goes back and forth may be missed by observations that are farther apart. */
export const LONGEST_GAP_MS = 2_000;

/** What came of holding served values against the truth. */
export interface Judgement {
  readonly wrong: readonly Wrong[];
  readonly judged: number;
  /** There was no truth around them: what they are about came or went. */
  readonly unjudged: number;
}

/** Whether the value is the one that it may be, is not, or cannot be told. */
type Verdict = { readonly ok: boolean; readonly truth: string } | undefined;

/** What brokers tell by Metadata, each as far as it has caught up. */
const METADATA: ReadonlySet<ServedKind> = new Set(["partitions", "leader", "in-sync replicas"]);

/**
 * Holds every value of an answer against what Kafka's own client saw around it. Where a broker may
 * tell old Metadata, what differs there cannot be told wrong.
 */
export function judgeValues(
  seen: Exposition,
  scraped: Span,
  timeline: Timeline,
  mayBeOld = false,
): Judgement {
  const wrong: Wrong[] = [];
  let [judged, unjudged] = [0, 0];
  for (const value of servedValues(seen)) {
    const ageMs = value.kind === "members" ? MEMBERS_AGE_MS : OFFSETS_AGE_MS;
    const aheadMs = METADATA.has(value.kind) ? BROKERS_APART_MS : 0;
    const span = { fromMs: scraped.fromMs - ageMs, toMs: scraped.toMs + aheadMs };
    const found = judge(value, span, timeline);
    const isOld = mayBeOld && found?.ok === false && METADATA.has(value.kind);
    const verdict = isOld ? undefined : found;
    if (verdict === undefined) unjudged++;
    else judged++;
    if (verdict?.ok === false) {
      const { name, topic, partition, group } = value;
      wrong.push({
        atMs: scraped.fromMs,
        what: [name, group, topic, partition]
          .filter((word) => word !== "" && !Number.isNaN(word)).join(" "),
        served: String(value.value),
        truth: verdict.truth,
      });
    }
  }
  return { wrong, judged, unjudged };
}

function judge(value: ServedValue, span: Span, timeline: Timeline): Verdict {
  const around = truthOf(value, span, timeline);
  const { before, after, all } = around;
  if (after === undefined) return undefined;
  const wasMissed = around.longestGapMs > LONGEST_GAP_MS;
  const isOld = value.topic === "" || isOneTopic(value.topic, span, timeline);
  if (isBetween(value.kind)) {
    const least = isOld && before !== undefined ? Math.min(...all) : 0;
    const most = Math.max(...all);
    const ok = isWithin(value.value, least, most);
    if (!ok && value.kind === "commit" && wasMissed) return undefined;
    return { ok, truth: `${least} … ${most}` };
  }
  if (before === undefined || !isOld) return undefined;
  const ok = all.includes(value.value) ||
    // Of brokers that are lost one after the other, a state between may last for a moment only.
    value.kind === "in-sync replicas" && isWithin(value.value, Math.min(...all), Math.max(...all));
  if (!ok && wasMissed) return undefined;
  return { ok, truth: [...new Set(all)].join(" or ") };
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

function isBetween(kind: ServedKind): boolean {
  return kind === "start" || kind === "end" || kind === "commit";
}

/** Whether the topic was there all the time, and was the same one. */
export function isOneTopic(topic: string, span: Span, timeline: Timeline): boolean {
  const ids = timeline.aroundTopics((topics) => topics[topic]?.id ?? "", span);
  return ids.before !== undefined && ids.before !== "" && ids.after !== undefined &&
    ids.all.every((id) => id === ids.before);
}

function truthOf(value: ServedValue, span: Span, timeline: Timeline): Around<number> {
  const { kind, topic, partition, group } = value;
  const key = `${topic}/${partition}`;
  switch (kind) {
    case "partitions":
      return timeline.aroundTopics((topics) => topics[topic]?.partitions.length, span);
    case "leader":
      return timeline.aroundTopics((topics) => {
        const leader = topics[topic]?.partitions[partition]?.leader;
        return leader === "" ? undefined : leader;
      }, span);
    case "in-sync replicas":
      return timeline.aroundTopics((it) => it[topic]?.partitions[partition]?.inSync, span);
    case "start":
      return timeline.around((seen) => seen.starts, (starts) => starts[key], span);
    case "end":
      return timeline.around((seen) => seen.ends, (ends) => ends[key], span);
    case "commit":
      return timeline.around((seen) => seen.commits, (commits) => commits[group]?.[key], span);
    case "members":
      return timeline.around((seen) => seen.members, (members) => members[group], span);
  }
}
