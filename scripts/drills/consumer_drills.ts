import { waitFor } from "../../tests/program/wait_for.ts";
import type { LabClient } from "../../tests/lab/lab_client.ts";
import { DRILL_GROUP } from "../../tests/stack/drill_thresholds.ts";
import type { Drill } from "./drill.ts";
import { untilKnown } from "./until_served.ts";

const SLOW = "drill-slow-consumer";

export const slowConsumer: Drill = {
  name: "slow-consumer",
  does: `Produces 100 messages a second to topic ${SLOW}; group ${DRILL_GROUP} reads 5 of them.`,
  start: async ({ client }) => {
    // Of several partitions a slow member reads one after the other, and stands still on the rest.
    await client.createTopic(SLOW, { partitions: 1, replicationFactor: 3 });
    const producer = await client.startProducer(SLOW, 100);
    const consumer = { group: DRILL_GROUP, protocol: "classic", topics: [SLOW] } as const;
    const slow = await client.startConsumer({ ...consumer, maxPerSecond: 5 });
    const mend = async () => {
      await client.stopTask(producer);
      await client.stopTask(slow);
      const fast = await client.startConsumer(consumer);
      await untilRead(client, DRILL_GROUP, SLOW);
      await client.stopTask(fast);
      await remove(client, DRILL_GROUP, SLOW);
    };
    const labels = { group: DRILL_GROUP, topic: SLOW };
    return { raises: [{ alertname: "KafkaConsumerLag", labels }], mend };
  },
};

const STOPPED = "drill-stop-consumer";

export const stopConsumer: Drill = {
  name: "stop-consumer",
  does: `Stops the only member of group ${STOPPED}, while topic ${STOPPED} gets messages.`,
  start: async (target) => {
    const { client } = target;
    await client.createTopic(STOPPED, { partitions: 2, replicationFactor: 3 });
    const producer = await client.startProducer(STOPPED, 50);
    const consumer = { group: STOPPED, protocol: "classic", topics: [STOPPED] } as const;
    const first = await client.startConsumer(consumer);
    await untilKnown(target, STOPPED);
    await client.stopTask(first);
    const mend = async () => {
      await client.stopTask(producer);
      const second = await client.startConsumer(consumer);
      await untilRead(client, STOPPED, STOPPED);
      await client.stopTask(second);
      await remove(client, STOPPED, STOPPED);
    };
    const labels = { group: STOPPED, topic: STOPPED };
    return { raises: [{ alertname: "KafkaConsumerGroupStalled", labels }], mend };
  },
};

/** Waits until the group has committed the ends of the topic. */
async function untilRead(client: LabClient, group: string, topic: string): Promise<void> {
  const ends = await client.endOffsets(topic);
  let committed = new Map<number, number>();
  await waitFor(`${group} has read ${topic}`, async () => {
    const commits = (await client.committed(group)).filter((commit) => commit.topic === topic);
    committed = new Map(commits.map(({ partition, offset }) => [partition, offset]));
    // Messages that were still under way may have moved the end.
    return ends.every((end, partition) => end === 0 || (committed.get(partition) ?? -1) >= end);
  }, 60_000).catch((error) => {
    throw new Error(`${error.message}: ends ${ends}, committed ${JSON.stringify([...committed])}`);
  });
}

/** Deletes the topic and, as soon as its last member has left, the group. */
async function remove(client: LabClient, group: string, topic: string): Promise<void> {
  await waitFor(
    `${group} can be deleted`,
    () => client.deleteGroup(group).then(() => true, () => false),
    60_000,
  );
  await client.deleteTopic(topic);
}
