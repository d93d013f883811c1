import type { ClusterClient } from "./cluster_client.ts";
import { produce } from "./messages/produce.ts";
import { produceError } from "./produce_errors.ts";
import type { OutgoingBatch } from "./record_batches_for.ts";

/** How long a leader may wait for its followers, in milliseconds. */
const REPLICATION_MS = 5_000;

/** What became of a batch; without a code nobody answered, and it may have been written or not. */
export interface BatchAnswer {
  readonly code?: number;
  readonly problem: unknown;
}

/** Sends batches to their leader: an answer for each, in their order. */
export async function writeToLeader(
  client: ClusterClient,
  leader: number,
  batches: readonly OutgoingBatch[],
  signal: AbortSignal,
): Promise<readonly BatchAnswer[]> {
  const topics = [...Map.groupBy(batches, ({ topic }) => topic)].map(([name, group]) => ({
    name,
    partitions: group.map(({ partition, bytes }) => ({ index: partition, records: bytes })),
  }));
  if (Number.isNaN(leader)) {
    const problem = new Error(`The topic ${topics[0]?.name} has no leader now`);
    return batches.map(() => ({ problem }));
  }
  try {
    const request = { timeoutMs: REPLICATION_MS, topics };
    const answer = await client.send(leader, produce, request, signal, 2 * REPLICATION_MS);
    return batches.map(({ topic, partition }) => {
      const found = answer.topics.find(({ name }) => name === topic)?.partitions
        .find(({ index }) => index === partition);
      if (found === undefined) {
        return { problem: new Error(`Broker ${leader} did not answer for the topic ${topic}`) };
      }
      const { errorCode: code, errorMessage } = found;
      return { code, problem: produceError(topic, code, errorMessage) };
    });
  } catch (problem) {
    signal.throwIfAborted();
    return batches.map(() => ({ problem }));
  }
}
