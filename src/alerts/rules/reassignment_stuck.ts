import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { isFresh } from "../../model/freshness.ts";
import type { AlertReadings, Finding, Rule, RuleMemory } from "../rule.ts";
import { freshSnapshot } from "./fresh_snapshot.ts";
import { kafkaCommand } from "./kafka_command.ts";
import { numberOf, rowsOf } from "./memory_fields.ts";
import { nothingKnown } from "./nothing_known.ts";
import { type ReassignedTopic, reassignedTopics } from "./reassigned_topics.ts";
import type { RulesSettings } from "./settings.ts";
import { brokersText, countText, numberText, timeText } from "./wording.ts";
import { WorstPartitions } from "./worst_partitions.ts";

type Settings = RulesSettings["reassignment_stuck"];

/** So many topics are followed at once, those that have made no progress for longest. */
const MOST_FOLLOWED = 1_000;

/** The least that was ever left of a topic's reassignment, and since when nothing was less. */
interface Progress {
  readonly left: number;
  readonly bytesLeft: number;
  readonly sinceMs: number;
}

/**
 * Topics whose replicas are being moved and make no progress: no replica joins, and what is left to
 * copy does not get less. One alert a topic. Remembers the least that was left.
 */
export function reassignmentStuck(settings: Settings): Rule {
  return {
    type: "reassignment_stuck",
    *evaluate(readings, memory) {
      const { nowMs } = readings;
      const snapshot = freshSnapshot(readings);
      const running = snapshot?.reassignments;
      if (
        snapshot === undefined || running === undefined ||
        !isFresh(running.readAtMs, snapshot.limits.offsetsMs, nowMs)
      ) return nothingKnown(memory);
      const topics = yield* reassignedTopics(snapshot, running, nowMs);
      const followed = follow(topics, nowMs, memory);
      const still = followed.filter(({ sinceMs }) => nowMs - sinceMs >= settings.afterMs);
      const stuck = still.filter(({ now }) => isTold(snapshot, now));
      const untold = new Set(
        still.filter((each) => !stuck.includes(each)).map(({ now }) => now.topic),
      );
      return {
        findings: stuck.map(({ now, sinceMs }) =>
          toFinding(settings, readings, snapshot, now, sinceMs)
        ),
        others: ({ topic = "" }) => untold.has(topic) ? "unknown" : "clear",
        memory: followed.map(({ now, left, bytesLeft, sinceMs }) => [
          now.topic,
          now.topicId ?? null,
          left,
          Number.isNaN(bytesLeft) ? null : bytesLeft,
          sinceMs,
        ]),
      };
    },
  };
}

type Followed = Progress & { readonly now: ReassignedTopic };

function follow(
  topics: readonly ReassignedTopic[],
  nowMs: number,
  memory: RuleMemory | undefined,
): Followed[] {
  const rows = rowsOf(memory);
  return topics.map((now) => {
    const row = rows.get(now.topic);
    const isSame = row !== undefined && row[1] === (now.topicId ?? null);
    return { now, ...progressOf(now, nowMs, isSame ? row : undefined) };
  }).sort((a, b) => a.sinceMs - b.sinceMs).slice(0, MOST_FOLLOWED);
}

function progressOf(
  { left, bytesLeft }: ReassignedTopic,
  nowMs: number,
  row: readonly RuleMemory[] | undefined,
): Progress {
  const [leftBefore, bytesBefore, sinceMs] = [2, 3, 4].map((field) => numberOf(row?.[field]));
  // More is left than before: somebody has asked for more.
  if (left !== leftBefore || bytesLeft < bytesBefore!) return { left, bytesLeft, sinceMs: nowMs };
  const least = Number.isNaN(bytesBefore!) ? bytesLeft : bytesBefore!;
  return { left, bytesLeft: least, sinceMs: sinceMs! };
}

/** Without log directories only a broker that is down tells a stuck copy from a slow one. */
function isTold({ brokers }: ClusterSnapshot, { bytesLeft, waitsFor }: ReassignedTopic): boolean {
  return !Number.isNaN(bytesLeft) || brokers.some(({ id, up }) => !up && waitsFor.includes(id));
}

function toFinding(
  { severity, afterMs }: Settings,
  { cluster, nowMs }: AlertReadings,
  snapshot: ClusterSnapshot,
  { topic, parts, bytesLeft, waitsFor }: ReassignedTopic,
  sinceMs: number,
): Finding {
  const worst = new WorstPartitions(snapshot, "most");
  for (const { slot, bytesLeft } of parts) {
    worst.add(bytesLeft, slot);
  }
  const seconds = (nowMs - sinceMs) / 1000;
  const down = snapshot.brokers.filter(({ id, up }) => !up && waitsFor.includes(id));
  const cause = down.length > 0
    ? `Down: ${brokersText(down.map(({ id }) => id))}. `
    : "The throttle may be lower than what is produced (leader.replication.throttled.rate, " +
      "follower.replication.throttled.rate), or a disk or the network too slow. ";
  const amount = Number.isNaN(bytesLeft)
    ? ""
    : `; ${numberText(bytesLeft / 1e6)} MB are left to copy`;
  return {
    subject: { topic },
    level: "firing",
    severity,
    forMs: 0,
    summary:
      `The reassignment of ${countText(worst.total, "partition")} of ${topic} in ${cluster} ` +
      `has made no progress for ${timeText(seconds)}${
        waitsFor.length === 0 ? "" : `; it waits for ${brokersText(waitsFor)}`
      }${amount}.`,
    description: `${cause}It can be cancelled: kafka-reassign-partitions.sh --cancel. What runs: ` +
      kafkaCommand(snapshot, "kafka-reassign-partitions", "--list"),
    value: seconds,
    threshold: afterMs / 1000,
    ...worst.details,
  };
}
