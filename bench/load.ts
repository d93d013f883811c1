import type { LabClient } from "../tests/lab/lab_client.ts";

/** The load that the figures are for: 10,000 partitions, 300 groups, 10,500 commits. */
export const LOAD = {
  topics: 200,
  partitionsPerTopic: 50,
  messagesPerTopic: 200,
  groups: 300,
  commitsPerGroup: 35,
} as const;

const COMMITTED_OFFSET = 1;

/** Creates topics, messages and groups; gives how many seconds that took. */
export async function createLoad(client: LabClient): Promise<number> {
  const fromMs = performance.now();
  const topics = Array.from({ length: LOAD.topics }, (_, index) => `bench-topic-${index}`);
  for (let from = 0; from < topics.length; from += 20) {
    await client.createTopics(topics.slice(from, from + 20), {
      partitions: LOAD.partitionsPerTopic,
      replicationFactor: 1,
    });
  }
  for (const topic of topics) await client.produce(topic, { count: LOAD.messagesPerTopic });
  const offsets = new Array<number>(LOAD.commitsPerGroup).fill(COMMITTED_OFFSET);
  for (let index = 0; index < LOAD.groups; index++) {
    await client.commit(`bench-group-${index}`, topics[index % topics.length]!, offsets);
  }
  return (performance.now() - fromMs) / 1000;
}
