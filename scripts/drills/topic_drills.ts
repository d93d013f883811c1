import { STACK_TRAFFIC } from "../../tests/stack/stack_traffic.ts";
import type { Drill, RaisedAlert } from "./drill.ts";
import { untilSeen } from "./until_served.ts";

const ADDED = "drill-add-partitions";

export const addPartitions: Drill = {
  name: "add-partitions",
  does: `Gives topic ${ADDED}, which had 3 partitions, 3 more.`,
  start: async (target) => {
    const { client } = target;
    await client.createTopic(ADDED, { partitions: 3, replicationFactor: 3 });
    await untilSeen(target, ADDED);
    await client.createPartitions(ADDED, 6);
    return { raises: [changed(ADDED, "warning")], mend: () => client.deleteTopic(ADDED) };
  },
};

const SHRUNK = "drill-shrink-topic";

export const shrinkTopic: Drill = {
  name: "shrink-topic",
  does: `Deletes topic ${SHRUNK}, which had 4 partitions, and creates it again with 2.`,
  start: async (target) => {
    const { client } = target;
    await client.createTopic(SHRUNK, { partitions: 4, replicationFactor: 3 });
    await untilSeen(target, SHRUNK);
    await client.deleteTopic(SHRUNK);
    await client.createTopic(SHRUNK, { partitions: 2, replicationFactor: 3 });
    return { raises: [changed(SHRUNK, "critical")], mend: () => client.deleteTopic(SHRUNK) };
  },
};

const [FIRST, SECOND] = STACK_TRAFFIC;

export const trafficStop: Drill = {
  name: "traffic-stop",
  does: `Stops all producers of topic ${FIRST.topic}.`,
  start: async ({ client }) => {
    await client.stopProducers(FIRST.topic);
    return {
      raises: [anomaly(FIRST.topic)],
      mend: async () => void await client.startProducer(FIRST.topic, FIRST.messagesPerSecond),
    };
  },
};

const SPIKE = 30;

export const trafficSpike: Drill = {
  name: "traffic-spike",
  does: `Produces ${SPIKE} times as many messages to topic ${SECOND.topic}.`,
  start: async ({ client }) => {
    const task = await client.startProducer(SECOND.topic, SECOND.messagesPerSecond * SPIKE);
    return { raises: [anomaly(SECOND.topic)], mend: () => client.stopTask(task) };
  },
};

function changed(topic: string, severity: string): RaisedAlert {
  return { alertname: "KafkaTopicPartitionCountChanged", labels: { topic, severity } };
}

function anomaly(topic: string): RaisedAlert {
  return { alertname: "KafkaMessageRateAnomaly", labels: { topic } };
}
