import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { Onset } from "../../program/onset.ts";
import { everyBrokerKnows } from "../../program/every_broker_knows.ts";
import { ProvokedAlerts } from "../../program/provoked_alerts.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitFor } from "../../program/wait_for.ts";

const NAME = uniqueName("types");
const topicOf = (name: string) => `${NAME}-${name}`;
const groupOf = topicOf;

/**
 * Whose own times are short, and of which a second of message rates stands for a minute. A broker of
 * a busy machine is waited for, and what is shown for a while is shown longer than a look may take.
 */
const SETTINGS = `
clusters:
  - bootstrap_servers: SERVERS
    interval: 1s
    request_timeout: 10s
    topic_filter: "^${NAME}"
    group_filter: "^${NAME}"
lag: { window: 10s, floor_time: 1s, not_moving_after: 3s, not_moving_gaps: 1, unlearned_after: 3s }
anomaly: { time_factor: 60, warm_up: 20m }
alerts:
  kafka: { topic: TOPIC, create_topics: true }
  alertmanager: { urls: [MANAGER] }
  rules:
    consumer_lag: { for: 1s, seconds: 2, critical_seconds: 3600 }
    consumer_group_stalled: { for: 1s }
    retention_loss: { for: 1s, retention_left: 1, critical_retention_left: 0.1, lost_shown_for: 20s }
    partition_count_change: { shown_for: 15s }
    message_rate_anomaly: { for: 1s }
    log_dir: { for: 1s, used: 1 }
`;

/** Messages a second of a member that does not move: one in 18 s, less than its end is waited for. */
const STUCK = 0.055;

const AT_ONCE = { intervalMs: 1_000, forMs: 0 };
const AFTER_A_SECOND = { intervalMs: 1_000, forMs: 1_000 };
/** A group stands still for `not_moving_after`, as it does when it is judged again; then `for`. */
const AFTER_A_STANDSTILL = { intervalMs: 1_000, forMs: 3_000 + 500 + 1_000 };

Deno.test("alerts about topics and groups fire for real causes, once, and end", async (t) => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const names = ["late", "kept", "stuck", "grown", "remade", "busy"];
  const topics = names.map(topicOf);
  await client.createTopics(topics, { partitions: 2, replicationFactor: 3 });
  await client.alterConfig("topic", topicOf("kept"), "retention.ms", "1800000");
  await using program = await ProvokedAlerts.start(lab, SETTINGS);
  // What a topic has become is told only of one that was seen before.
  await program.running.scrapeUntil(
    "every topic is read",
    (metrics) => topics.every((topic) => metrics.value("kafka_topic_partitions", { topic }) === 2),
    60_000,
  );
  const producer = await client.startProducer(topicOf("busy"), 60);

  await t.step("a topic that grows, and one that comes back smaller", async () => {
    await client.createPartitions(topicOf("grown"), 3);
    const grown = { topic: topicOf("grown") };
    const growth = await Onset.now(program.running);
    const alert = await program.firing("partition_count_change", grown, "warning");
    await growth.wasMetPromptly(alert, AT_ONCE);
    assert.equal(alert.summary.split(" in ")[0], `Topic ${topicOf("grown")}`);
    // Between two cycles, as a script would do it.
    program.running.signal("SIGSTOP");
    const remade = { topic: topicOf("remade") };
    await client.deleteTopic(remade.topic);
    await client.createTopic(remade.topic, { partitions: 1, replicationFactor: 3 });
    await everyBrokerKnows(lab.bootstrapServers, remade.topic, 1);
    program.running.signal("SIGCONT");
    const recreation = await Onset.now(program.running);
    const smaller = await program.firing("partition_count_change", remade, "critical");
    await recreation.wasMetPromptly(smaller, AT_ONCE);
    for (const subject of [grown, remade]) {
      await program.over("partition_count_change", subject);
      assert.deepEqual(await program.reasons("partition_count_change", subject), [
        "started",
        "resolved",
      ]);
    }
  });

  await t.step("a group that is behind, whose unread records will be and are deleted", async () => {
    const group = groupOf("slow");
    const [late, kept] = [topicOf("late"), topicOf("kept")];
    const consumer = { group, protocol: "classic", topics: [late, kept] } as const;
    const slow = await client.startConsumer({ ...consumer, maxPerSecond: 20 });
    const producers = [];
    for (const topic of [late, kept]) producers.push(await client.startProducer(topic, 100));
    const behind = { group, topic: late };
    const told = await program.firing("consumer_lag", behind, "warning");
    assert.match(told.worst[0]!.name, new RegExp(`^${late}-[01]$`));
    const age = /is behind on .*: the oldest unread message is \d+s old; unread: /;
    await program.summaryHas("consumer_lag", behind, age);
    await program.firing("retention_loss", { group, topic: kept }, "warning");
    for (const task of [slow, ...producers]) await client.stopTask(task);
    const ends = await client.endOffsets(kept);
    for (const [partition, end] of ends.entries()) {
      await client.deleteRecords(kept, partition, end - 1);
    }
    const deletion = await Onset.now(program.running);
    const lost = await program.firing("retention_loss", { group, topic: kept }, "critical");
    await deletion.wasMetPromptly(lost, AFTER_A_SECOND);
    assert.match(lost.summary, /^Up to [\d,]+ messages of .* were deleted before group/);
    const fast = await client.startConsumer(consumer);
    await program.over("consumer_lag", behind);
    await program.over("retention_loss", { group, topic: kept });
    assert.deepEqual(await program.reasons("consumer_lag", behind), [
      "started",
      "resolved",
    ]);
    assert.deepEqual(await program.reasons("retention_loss", { group, topic: kept }), [
      "started",
      "severity",
      "resolved",
    ]);
    await client.stopTask(fast);
  });

  await t.step("a member that does not move, and a group that nobody runs", async () => {
    const [group, topic] = [groupOf("stuck"), topicOf("stuck")];
    const still = { group, topic };
    await client.produce(topic, { count: 20, partition: 0 });
    const consumer = { group, protocol: "consumer", topics: [topic] } as const;
    const stuck = await client.startConsumer({ ...consumer, maxPerSecond: STUCK });
    await program.firing("consumer_group_stalled", still, "critical");
    await program.summaryHas("consumer_group_stalled", still, /; owned by lab-consumer \(/);
    await client.stopTask(stuck);
    const fast = await client.startConsumer(consumer);
    await waitFor("all is read", async () => {
      const committed = await client.committed(group);
      return committed.some(({ partition, offset }) => partition === 0 && offset === 20);
    }, 60_000);
    await program.over("consumer_group_stalled", still);
    // It moved once as it left; whoever took over may have come later than the next standstill.
    const standstills = (await program.reasons("consumer_group_stalled", still)).length;
    await client.stopTask(fast);
    await client.produce(topic, { count: 20, partition: 0 });
    const arrival = await Onset.now(program.running);
    const stopped = await program.firing("consumer_group_stalled", still, "critical");
    await arrival.wasMetPromptly(stopped, AFTER_A_STANDSTILL);
    await program.summaryHas("consumer_group_stalled", still, /; owned by nobody\.$/);
    const again = await client.startConsumer(consumer);
    await program.over("consumer_group_stalled", still);
    await client.stopTask(again);
    const reasons = await program.reasons("consumer_group_stalled", still);
    assert.ok(standstills === 2 || standstills === 4, `${reasons}`);
    assert.deepEqual(
      reasons,
      reasons.map((_, index) => index % 2 === 0 ? "started" : "resolved"),
    );
    assert.equal(reasons.length, standstills + 2, `${reasons}`);
  });

  await t.step("file systems that are fuller than they may be", async () => {
    const metrics = await program.running.scrapeUntil(
      "sizes are known",
      (seen) => seen.select("kafka_broker_log_dir_total_bytes").length === 6,
      90_000,
    );
    const { labels, value } = metrics.select("kafka_broker_log_dir_total_bytes")[0]!;
    const used = 1 - metrics.value("kafka_broker_log_dir_usable_bytes", labels)! / value;
    const subject = { broker: Number(labels["id"]), dir: labels["dir"]! };
    const level = `used: ${used * 0.9}, critical_used: 1`;
    await program.reload((text) => text.replace("used: 1", level));
    const reload = await Onset.now(program.running);
    const full = await program.firing("log_dir", subject, "warning");
    await reload.wasMetPromptly(full, AFTER_A_SECOND);
    assert.ok(Math.abs(Number(full.value) - used) < 0.05);
    await program.reload((text) => text.replace(level, "used: 1"));
    await program.over("log_dir", subject);
    assert.deepEqual(await program.reasons("log_dir", subject), ["started", "resolved"]);
  });

  await t.step("a topic that always had messages falls silent", async () => {
    const busy = { topic: topicOf("busy") };
    await waitFor("it is known what is usual for it", async () => {
      const seen = await program.running.scrape(program.running.lagUrl);
      return seen.value("kafka_topic_message_rate_expected", busy)! > 0;
    }, 90_000);
    await client.stopTask(producer);
    await program.firing("message_rate_anomaly", busy, "warning", 90_000);
    const again = await client.startProducer(busy.topic, 60);
    await program.over("message_rate_anomaly", busy, 90_000);
    const reasons = await program.reasons("message_rate_anomaly", busy);
    assert.deepEqual([reasons[0], reasons.at(-1)], ["started", "resolved"]);
    await client.stopTask(again);
  });
});
