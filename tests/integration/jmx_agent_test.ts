import assert from "node:assert/strict";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { type KafkaLab, startLab } from "../lab/kafka_lab.ts";
import { type Exposition, parseExposition } from "../program/exposition_parser.ts";
import { waitFor, waitUntilPasses } from "../program/wait_for.ts";

const RULES = `${PROJECT_ROOT}config/kafka-exporter/`;

async function scrape(lab: KafkaLab, of: number | "zookeeper"): Promise<Exposition> {
  const response = await fetch(`http://${lab.jmxAddress(of)}/metrics`);
  return parseExposition(await response.text());
}

/** Names and types, a line each; of the JVM's own, those that every agent serves. */
function families({ types }: Exposition, pattern: RegExp): string {
  const lines = [...types].map(([name, type]) => `${name} ${type}\n`);
  return lines.filter((line) => pattern.test(line)).sort().join("");
}

function golden(name: string): Promise<string> {
  return Deno.readTextFile(`${PROJECT_ROOT}tests/golden/${name}`);
}

Deno.test("a broker's agent serves the golden families, counts nothing twice, and grows with nothing", async () => {
  await using lab = await startLab({
    nodes: 1,
    jmxRules: { node: `${RULES}kafka-jmx-exporter.yml` },
  });
  const { client } = lab;
  await client.createTopic("first", { partitions: 3, replicationFactor: 1 });
  await client.produce("first", { count: 1_000 });
  // The consumer makes the group coordinator's own topic, and a fetch of a consumer.
  const consumer = await client.startConsumer({
    group: "g",
    protocol: "classic",
    topics: ["first"],
  });
  await waitFor("the group has committed everything", async () => {
    const committed = await client.committed("g");
    return committed.reduce((sum, { offset }) => sum + offset, 0) === 1_000;
  }, 60_000);
  await client.stopTask(consumer);
  // The end of a member is a message, too.
  await waitFor("the group is empty", async () => {
    return (await client.groups()).some(({ group, state }) => group === "g" && state === "Empty");
  }, 60_000);
  const expected = await golden("jmx_agent_families.txt");
  let before = await scrape(lab, 1);
  await waitUntilPasses("every family is served", async () => {
    before = await scrape(lab, 1);
    assert.equal(families(before, /^(kafka|jvm|process)_/), expected);
  }, 60_000);

  const messages = "kafka_server_brokertopicmetrics_messagesin_total";
  const count = (seen: Exposition) => seen.value(messages)!;
  await client.produce("first", { count: 500 });
  const after = await scrape(lab, 1);
  assert.equal(count(after) - count(before), 500, "one series without a topic, once a message");
  const idle = "kafka_server_kafkarequesthandlerpool_requesthandleravgidle_nanoseconds_total";
  assert.ok(after.value(idle)! > before.value(idle)!);
  assert.deepEqual(
    after.select("kafka_server_raftmetrics_state").map(({ labels }) => labels),
    [{ state: "leader" }],
  );

  const names = Array.from({ length: 20 }, (_, index) => `more-${index}`);
  await client.createTopics(names, { partitions: 5, replicationFactor: 1 });
  for (const name of names) await client.produce(name, { count: 10 });
  let later = await scrape(lab, 1);
  await waitUntilPasses("the controller counts all topics", async () => {
    later = await scrape(lab, 1);
    assert.equal(later.value("kafka_controller_kafkacontroller_globaltopiccount"), 22);
  }, 60_000);
  assert.equal(seriesAbout(later), seriesAbout(after), "topics and partitions add no series");
  assert.ok(later.samples.length < 400, `${later.samples.length} series`);
  assert.deepEqual(later.samples.filter(({ labels }) => "_objectname" in labels), []);
});

/** Series that are not of the JVM, which has some for each state of its threads. */
function seriesAbout({ samples }: Exposition): number {
  return samples.filter(({ name }) => name.startsWith("kafka_")).length;
}

Deno.test("with ZooKeeper, its agent and the broker's serve the golden families", async () => {
  await using lab = await startLab({
    nodes: 1,
    version: "3.9.2",
    mode: "zookeeper",
    jmxRules: {
      node: `${RULES}kafka-jmx-exporter.yml`,
      zookeeper: `${RULES}zookeeper-jmx-exporter.yml`,
    },
  });
  const expected = await golden("jmx_agent_families_zookeeper_mode.txt");
  await waitUntilPasses("both have begun", async () => {
    const [broker, zookeeper] = [await scrape(lab, 1), await scrape(lab, "zookeeper")];
    assert.equal(families(broker, /^kafka_/) + families(zookeeper, /^zookeeper_/), expected);
    assert.equal(broker.value("kafka_controller_kafkacontroller_activecontrollercount"), 1);
    assert.equal(zookeeper.value("zookeeper_numaliveconnections"), 1);
  }, 60_000);
});
