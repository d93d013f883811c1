import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { kafkaCommand } from "./kafka_command.ts";
import type { KnownLag } from "./known_groups.ts";
import { numberText, timeText } from "./wording.ts";

/** What is known about how a lag will go on, and where to look. */
export function lagDescription(
  snapshot: ClusterSnapshot,
  { group, topic }: KnownLag,
): string {
  const sentences = [
    ratesSentence(topic.consumeRate, topic.produceRate),
    topic.secondsUntilLoss < Infinity
      ? `Unread records begin to be deleted in ${timeText(topic.secondsUntilLoss)}.`
      : undefined,
    group.catchUpSeconds < Infinity
      ? `At this pace the group has read everything in ${timeText(group.catchUpSeconds)}.`
      : undefined,
    group.flags.includes("blocked_by_transaction")
      ? "It has read all that open transactions leave readable: look at the producers."
      : undefined,
  ].filter((sentence) => sentence !== undefined);
  return [...sentences, groupCommand(snapshot, group.groupId)].join(" ");
}

/** Describes the group with Kafka's own tool. */
export function groupCommand(snapshot: ClusterSnapshot, groupId: string, ...more: string[]) {
  return `Its partitions and members: ${
    kafkaCommand(snapshot, "kafka-consumer-groups", "--describe", `--group=${groupId}`, ...more)
  }`;
}

function ratesSentence(consumed: number, produced: number): string | undefined {
  if (Number.isNaN(consumed) || Number.isNaN(produced)) return undefined;
  return `It reads ${numberText(consumed)} messages a second of the ${
    numberText(produced)
  } that are produced.`;
}
