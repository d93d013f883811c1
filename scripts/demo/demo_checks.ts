import type { LabClient } from "../../tests/lab/lab_client.ts";
import type { Exposition } from "../../tests/program/exposition_parser.ts";
import type { RunningProgram } from "../../tests/program/running_program.ts";
import { waitFor } from "../../tests/program/wait_for.ts";
import { DEMO_GROUPS, DEMO_TOPICS, IDLE_GROUP, SLOW_GROUP } from "./demo_traffic.ts";

/** Something that must be so over HTTP while the demo runs. */
export interface DemoCheck {
  readonly fact: string;
  /** Throws with what is wrong. */
  run(program: RunningProgram, client: LabClient): Promise<void>;
}

const DEADLINE_MS = 60_000;

/** Where the demo publishes alerts. */
export const ALERTS_TOPIC = "kafka-sentinel-alerts";

/** What `demo --check` verifies, in this order. */
export const DEMO_CHECKS: readonly DemoCheck[] = [
  scraped(
    "all three brokers are up and answer",
    (seen) =>
      seen.value("kafka_up") === 1 && seen.value("kafka_brokers") === 3 &&
      ones(seen, "kafka_broker_up") === 3 && ones(seen, "kafka_sentinel_broker_reachable") === 3,
  ),
  ...DEMO_TOPICS.map(({ topic, partitions, replicationFactor }) =>
    scraped(
      `topic ${topic} has ${partitions} partitions, each whole, with its offsets`,
      (seen) =>
        seen.value("kafka_topic_partitions", { topic }) === partitions &&
        seen.select("kafka_topic_partition_current_offset", { topic }).length === partitions &&
        seen.select("kafka_topic_partition_in_sync_replica", { topic })
          .every((sample) => sample.value === replicationFactor),
    )
  ),
  ...DEMO_GROUPS.map(({ group: consumergroup, protocol: type }) =>
    scraped(
      `group ${consumergroup} of the ${type} protocol has one member`,
      (seen) =>
        seen.value("kafka_consumergroup_info", { consumergroup, type }) === 1 &&
        seen.value("kafka_consumergroup_members", { consumergroup }) === 1,
    )
  ),
  scraped(
    `group ${IDLE_GROUP.group} has no member, a commit at 40 and a lag above 60`,
    (seen) => {
      const of = { consumergroup: IDLE_GROUP.group, topic: IDLE_GROUP.topic };
      return seen.value("kafka_consumergroup_members", { consumergroup: of.consumergroup }) === 0 &&
        seen.value("kafka_consumergroup_current_offset_sum", of) === 40 &&
        seen.value("kafka_consumergroup_lag_sum", of)! > 60;
    },
  ),
  { fact: `the lag of the slow group ${SLOW_GROUP.group} grows`, run: slowLagGrows },
  { fact: "end offsets are between what Kafka says before and after", run: offsetsAreTrue },
  { fact: "the pages, health and readiness answer", run: pagesAnswer },
  { fact: "a topic that grows is an alert, at :9309 and in a topic of Kafka", run: growthIsTold },
  { fact: "the API, Burrow's and the status page tell of every group", run: groupsAreTold },
];

function scraped(fact: string, holds: (seen: Exposition) => boolean): DemoCheck {
  return { fact, run: async (program) => void await program.scrapeUntil(fact, holds, DEADLINE_MS) };
}

function ones(seen: Exposition, name: string): number {
  return seen.select(name).filter((sample) => sample.value === 1).length;
}

async function slowLagGrows(program: RunningProgram): Promise<void> {
  const of = { consumergroup: SLOW_GROUP.group, topic: SLOW_GROUP.topic };
  const lag = (seen: Exposition) => seen.value("kafka_consumergroup_lag_sum", of);
  const isThere = (seen: Exposition) => lag(seen) !== undefined;
  const first = await program.scrapeUntil("there is a lag", isThere, DEADLINE_MS);
  const hasGrown = (seen: Exposition) => lag(seen)! > lag(first)! + 100;
  await program.scrapeUntil("the lag has grown by 100", hasGrown, DEADLINE_MS);
}

async function offsetsAreTrue(program: RunningProgram, client: LabClient): Promise<void> {
  const topic = "orders";
  const before = await client.endOffsets(topic);
  const served = (seen: Exposition) =>
    before.map((_, partition) =>
      seen.value("kafka_topic_partition_current_offset", { topic, partition: String(partition) })
    );
  // A broker that does not answer in time is asked in the next cycle.
  const later = await program.scrapeUntil(
    "end offsets are at least what Kafka said before",
    (seen) => served(seen).every((offset, partition) => offset! >= before[partition]!),
    DEADLINE_MS,
  );
  const after = await client.endOffsets(topic);
  for (const [partition, offset] of served(later).entries()) {
    if (offset! > after[partition]!) {
      throw new Error(`${topic}/${partition}: ${offset} is more than ${after[partition]}`);
    }
  }
}

async function pagesAnswer(program: RunningProgram): Promise<void> {
  for (const base of [program.url, program.lagUrl]) {
    for (const path of ["/", "/healthz", "/readyz"]) {
      const text = await answerOf(base + path);
      if (path === "/" && !text.includes("Partitions")) throw new Error("The page shows no counts");
    }
    // Not while a broker is late.
    await waitFor("Kafka is read", async () => {
      const response = await fetch(`${base}/readyz?kafka=1`);
      await response.body?.cancel();
      return response.status === 200;
    }, DEADLINE_MS);
  }
}

/** What every group of the demo is called, by the API, Burrow's API and the status page. */
async function groupsAreTold({ lagUrl }: RunningProgram): Promise<void> {
  const paths = ["/api/v1/groups", "/", `/v3/kafka/${await clusterOf(lagUrl)}/consumer`];
  const groups = [...DEMO_GROUPS, IDLE_GROUP].map(({ group }) => group);
  for (const path of paths) {
    await waitFor(`${path} tells of ${groups.join(", ")}`, async () => {
      const text = await answerOf(lagUrl + path);
      return groups.every((group) => text.includes(group));
    }, DEADLINE_MS);
  }
}

async function growthIsTold(
  program: RunningProgram,
  client: LabClient,
): Promise<void> {
  const topic = "growing";
  await client.createTopic(topic, { partitions: 1, replicationFactor: 3 });
  const partitions = (seen: Exposition) => seen.value("kafka_topic_partitions", { topic });
  await program.scrapeUntil("it is seen", (seen) => partitions(seen) === 1, DEADLINE_MS);
  await client.createPartitions(topic, 2);
  await waitFor("the alert is in the topic", async () => {
    const events = (await client.readTopic(ALERTS_TOPIC)).map(({ value }) => JSON.parse(value));
    return events.some(({ alertname, subject, severity, value }) =>
      alertname === "KafkaTopicPartitionCountChanged" && subject.topic === topic &&
      severity === "warning" && value === 2
    );
  }, DEADLINE_MS);
  const told = await answerOf(`${program.lagUrl}/api/v1/alerts?type=partition_count_change`);
  if (!told.includes(topic)) throw new Error(`/api/v1/alerts does not tell of it: ${told}`);
}

async function clusterOf(lagUrl: string): Promise<string> {
  return JSON.parse(await answerOf(`${lagUrl}/v3/kafka`)).clusters[0];
}

async function answerOf(url: string): Promise<string> {
  const response = await fetch(url);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text}`);
  return text;
}
