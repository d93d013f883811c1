import assert from "node:assert/strict";
import { ensureCommands } from "../../../scripts/setup/debian_packages.ts";
import type { PublishedEvent } from "../../../src/alerts/published_event.ts";
import type { AlertView } from "../../../src/model/views/alert_view.ts";
import { Janitor } from "../../lab/janitor.ts";
import { startLab } from "../../lab/kafka_lab.ts";
import { Onset } from "../../program/onset.ts";
import { allResolved, readAlerts, statusesOf } from "../../program/alert_topic.ts";
import { AlertingProgram } from "../../program/alerting_program.ts";
import { waitFor } from "../../program/wait_for.ts";
import { Alertmanager } from "../../stack/alertmanager.ts";
import { alertSettings } from "./alert_settings.ts";
import { coordinatorOf, deleteGroup, isQuiet, managedOne, sees } from "./alert_waits.ts";

const TOPIC = "alerts";
const REFERENCE = "reference-alerts";
/** Led by several brokers: one of them is offline when a broker is. */
const SINGLE = "one-replica";
/** A group that reads slower than it could, and what it reads. */
const SLOW = { group: "slow-group", topic: "slowly-read" } as const;
const ALERTMANAGER_CONFIG = "route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n";

/** Of the topic that the test makes grow. */
const changes = (events: readonly PublishedEvent[]) =>
  about(events, "partition_count_change").filter(({ subject }) => subject.topic === SINGLE);

const about = (events: readonly PublishedEvent[], type: string) =>
  events.filter((event) => event.type === type);

Deno.test("alerts reach Kafka and Alertmanager, whatever fails", async (t) => {
  await ensureCommands("prometheus-alertmanager");
  await using lab = await startLab({ nodes: 3 });
  await using janitor = await Janitor.start("alertmanager-");
  const alertmanager = await Alertmanager.start(janitor, ALERTMANAGER_CONFIG);
  await lab.client.createTopic(SINGLE, { partitions: 6, replicationFactor: 1 });
  await using program = await AlertingProgram.start(alertSettings(lab, TOPIC, alertmanager.url));
  await using reference = await AlertingProgram.start(alertSettings(lab, REFERENCE, undefined));
  const read = () => readAlerts(lab.client, TOPIC);

  await t.step("its topic is made at the start, with safe settings", async () => {
    await waitFor("the topic is there", async () => {
      const found = await lab.client.describeTopic(TOPIC).catch(() => []);
      return found.length === 1 && found[0]!.inSync.length === 3;
    }, 60_000);
    assert.equal(await lab.client.topicConfig(TOPIC, "cleanup.policy"), "compact,delete");
    assert.equal(await lab.client.topicConfig(TOPIC, "min.insync.replicas"), "2");
  });

  await t.step(
    "a topic that grows is told once, though the program is killed meanwhile",
    async () => {
      for (const partitions of [7, 8]) {
        for (const each of [program, reference]) await sees(each, SINGLE, partitions - 1);
        await lab.client.createPartitions(SINGLE, partitions);
        await waitFor(
          "it is seen",
          async () =>
            (await program.alerts()).some(({ type, subject, value }) =>
              type === "partition_count_change" && subject.topic === SINGLE && value === partitions
            ),
          60_000,
        );
        if (partitions === 7) await program.crash();
        const isTold = (events: readonly PublishedEvent[]) =>
          changes(events).filter(({ status }) => status === "resolved").length === partitions - 6;
        await waitFor("it is told and over", async () => isTold(await read()), 60_000);
        await waitFor(
          "the other told it too",
          async () => isTold(await readAlerts(lab.client, REFERENCE)),
          60_000,
        );
      }
      const told = changes(await read());
      assert.deepEqual(told.map(({ reason }) => reason), [
        "started",
        "resolved",
        "started",
        "resolved",
      ]);
      assert.ok(told.every(({ severity }) => severity === "warning"));
    },
  );

  await t.step(
    "a lag whose coordinator is frozen is unobserved, and nobody says that it is over",
    async () => {
      await lab.client.createTopic(SLOW.topic, { partitions: 1, replicationFactor: 3 });
      await lab.client.produce(SLOW.topic, { count: 2_000 });
      const consumer = await lab.client.startConsumer({
        group: SLOW.group,
        protocol: "classic",
        topics: [SLOW.topic],
        maxPerSecond: 1,
      });
      const hasCommitted = async () => (await lab.client.committed(SLOW.group)).length > 0;
      await waitFor("Kafka knows how far it is behind", hasCommitted, 60_000);
      const onset = await Onset.now(program.running);
      await program.until("firing", "consumer_lag");
      const lag = (await program.alerts()).find(({ type }) => type === "consumer_lag")!;
      await onset.wasMetPromptly(lag, { intervalMs: 500, forMs: 1_000 });
      await reference.until("firing", "consumer_lag");
      const coordinator = await coordinatorOf(program, SLOW.group);
      await lab.freeze(coordinator);
      await program.until("unobserved", "consumer_lag");
      await waitFor("that is told", async () => {
        // Kafka's client may ask the frozen broker first.
        const events = await read().catch((error) => {
          if (!/TimeoutException/.test(String(error))) throw error;
          return [];
        });
        return about(events, "consumer_lag").some(({ reason }) => reason === "unobserved");
      }, 180_000);
      await managedOne(alertmanager, "KafkaConsumerLag");
      await lab.thaw(coordinator);
      await program.until("firing", "consumer_lag");
      await waitFor("that is told too", async () => {
        const reasons = about(await read(), "consumer_lag").map(({ reason }) => reason);
        return reasons.join().startsWith("started,unobserved,observed");
      }, 60_000);
      await managedOne(alertmanager, "KafkaConsumerLag");
      assert.doesNotMatch(program.running.log, /Alert resolved.*"alert":"consumer_lag"/);
      await reference.until("firing", "consumer_lag");
      await lab.client.stopTask(consumer);
      await deleteGroup(lab.client, SLOW.group);
      await waitFor("it is over", async () => {
        const events = [await read(), await readAlerts(lab.client, REFERENCE)];
        return events.every((of) => about(of, "consumer_lag").at(-1)?.reason === "resolved");
      }, 60_000);
    },
  );

  await waitFor("what the frozen broker began is over", async () => {
    const topics = [TOPIC, REFERENCE, "__consumer_offsets"].map((topic) =>
      lab.client.describeTopic(topic)
    );
    const isWhole = (await Promise.all(topics)).flat().every(({ inSync }) => inSync.length === 3);
    return isWhole && await isQuiet(program) && await isQuiet(reference);
  }, 90_000);
  const victim = (await lab.client.describeTopic(TOPIC))[0]!.leader!;
  const killedAtMs = Date.now();
  /** The victim may have been frozen before. */
  const deaths = (events: readonly PublishedEvent[]) =>
    about(events, "broker_down").filter(({ subject, startsAt }) =>
      subject.broker === victim && Date.parse(startsAt) >= killedAtMs
    );

  await t.step(
    "the leader of its own topic is killed: that is told there, and elsewhere",
    async () => {
      await lab.kill(victim);
      const types = ["offline_partitions", "under_replicated_partitions", "broker_down"] as const;
      await program.until("firing", ...types);
      await waitFor("the topic has it", async () => {
        const events = await read();
        return types.every((type) => about(events, type).length > 0) && deaths(events).length > 0;
      }, 60_000);
      await managedOne(alertmanager, "KafkaBrokerDown");
      const offline = await managedOne(alertmanager, "KafkaOfflinePartitions");
      assert.deepEqual(offline.labels, {
        alertname: "KafkaOfflinePartitions",
        severity: "critical",
        cluster: "lab",
        topic: SINGLE,
        source: "kafka-sentinel",
      });
      await reference.until("firing", ...types);
    },
  );

  await t.step("Alertmanager forgets everything: it is told again what goes on", async () => {
    await alertmanager.kill();
    const sink = `alertmanager:${new URL(alertmanager.url).host}`;
    const failures = async () => {
      const metrics = await program.running.scrape(program.running.lagUrl);
      return metrics.value("kafka_sentinel_sink_failures_total", { sink })!;
    };
    const before = await failures();
    await waitFor("it is missed", async () => await failures() > before, 60_000);
    await alertmanager.restart();
    await managedOne(alertmanager, "KafkaBrokerDown");
  });

  await t.step("the program is killed: it goes on with the same alerts", async () => {
    const before = await program.alerts();
    await program.crash();
    await program.until("firing", "offline_partitions", "broker_down");
    const startOf = (alerts: readonly AlertView[], type: string) =>
      alerts.find((each) => each.type === type)?.starts_at;
    const after = await program.alerts();
    assert.equal(startOf(after, "broker_down"), startOf(before, "broker_down"));
  });

  await t.step(
    "all of Kafka is away: nothing is said to be resolved, but to be unobserved",
    async () => {
      for (const id of [1, 2, 3].filter((each) => each !== victim)) await lab.kill(id);
      await program.until("unobserved", "offline_partitions", "broker_down");
      await program.until("firing", "monitor_blind");
      await program.crash();
      await program.until("unobserved", "offline_partitions", "broker_down");
      await managedOne(alertmanager, "KafkaMonitorBlind");
      // Four times as long as what is not sent again is believed.
      const from = performance.now();
      await waitFor("time has passed", () => performance.now() - from > 5_000, 10_000);
      await managedOne(alertmanager, "KafkaOfflinePartitions");
      await managedOne(alertmanager, "KafkaBrokerDown");
      assert.doesNotMatch(program.running.log, /Alert resolved/);
      await reference.until("unobserved", "offline_partitions", "broker_down");
    },
  );

  await t.step("Kafka comes back: what was wrong is over, and everything was told", async () => {
    await Promise.all([1, 2, 3].map((id) => lab.restart(id)));
    await waitFor("all is well", () => isQuiet(program), 90_000);
    await waitFor("the other sees it too", () => isQuiet(reference), 60_000);
    await waitFor(
      "Alertmanager has none",
      async () => (await alertmanager.alerts()).length === 0,
      60_000,
    );
    for (const topic of [TOPIC, REFERENCE]) {
      await waitFor("everything was told", () => allResolved(lab.client, topic), 60_000);
    }
  });

  await t.step("with all that, statuses are those of a program that was never killed", async () => {
    // Others may come and go between two readings while brokers start one after the other.
    const lasting = (events: readonly PublishedEvent[]) =>
      statusesOf([
        ...changes(events),
        ...about(events, "consumer_lag"),
        ...deaths(events),
      ]);
    const told = lasting(await read());
    assert.deepEqual(Object.values(told), [
      ["firing", "resolved", "firing", "resolved"],
      ["firing", "resolved"],
      ["firing", "resolved"],
    ]);
    assert.deepEqual(told, lasting(await readAlerts(lab.client, REFERENCE)));
    const [, blind] = deaths(await read());
    assert.equal(blind!.reason, "unobserved");
  });
});
