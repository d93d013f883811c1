import { metadata } from "../../src/kafka/messages/metadata.ts";
import { connectTo } from "../wire_fakes/cluster_of_fakes.ts";
import { waitFor } from "./wait_for.ts";

const TIMEOUT_MS = 10_000;

/**
 * Waits until each broker tells so many partitions of the topic: one that learns of a change later
 * than others would tell of the topic before it, or of none.
 */
export async function everyBrokerKnows(
  bootstrapServers: readonly string[],
  topic: string,
  partitions: number,
): Promise<void> {
  const { cluster } = connectTo([], {
    bootstrapServers,
    connectTimeoutMs: TIMEOUT_MS,
    requestTimeoutMs: TIMEOUT_MS,
  });
  const { signal } = new AbortController();
  const countAt = async (id: number) => {
    const { topics } = await cluster.send(id, metadata, { topics: [topic] }, signal);
    const [found] = topics;
    return found === undefined ? 0 : found.to - found.from;
  };
  try {
    await cluster.settle(TIMEOUT_MS, signal);
    await waitFor(`every broker knows ${topic}`, async () => {
      const { answer } = await cluster.sendToAny(metadata, { topics: [] }, signal);
      cluster.learn(answer.brokers);
      if (answer.brokers.length < bootstrapServers.length) return false;
      const asked = answer.brokers.map(({ id }) => countAt(id).catch(() => NaN));
      return (await Promise.all(asked)).every((count) => count === partitions);
    }, 60_000);
  } finally {
    cluster.close();
  }
}
