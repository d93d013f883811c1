import { waitFor } from "../../tests/program/wait_for.ts";
import type { DrillTarget } from "./drill.ts";

const DEADLINE_MS = 60_000;

/** After so many moves, the program knows how often a group's commits usually move. */
const MOVES = 6;

/** Waits until the monitoring has seen the topic: what it never saw, it cannot miss. */
export function untilSeen({ served }: DrillTarget, topic: string): Promise<void> {
  return waitFor(
    `the monitoring has seen ${topic}`,
    async () => await served("kafka_topic_partitions", { topic }) !== undefined,
    DEADLINE_MS,
  );
}

/** Waits until the monitoring has seen the group's commits move often enough to know it. */
export async function untilKnown({ served }: DrillTarget, consumergroup: string): Promise<void> {
  const seen = new Set<number>();
  await waitFor(`the monitoring knows ${consumergroup}`, async () => {
    const sum = await served("kafka_consumergroup_current_offset_sum", { consumergroup });
    if (sum !== undefined) seen.add(sum);
    return seen.size > MOVES;
  }, DEADLINE_MS);
}
