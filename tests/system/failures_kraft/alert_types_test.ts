import assert from "node:assert/strict";
import type { AlertSubject, AlertType, Severity } from "../../../src/model/alert_event.ts";
import type { LabClient } from "../../lab/lab_client.ts";
import { openSharedLab, type SharedLab } from "../../lab/shared_lab.ts";
import { Onset } from "../../program/onset.ts";
import { ProvokedAlerts } from "../../program/provoked_alerts.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitFor } from "../../program/wait_for.ts";

const NAME = uniqueName("failing");
const topicOf = (name: string) => ({ topic: `${NAME}-${name}` });
const [WHOLE, STRICT, SINGLE, MOVED] = ["whole", "strict", "single", "moved"].map(topicOf);

const SETTINGS = `
clusters:
  - { bootstrap_servers: SERVERS, interval: 1s, request_timeout: 1s, topic_filter: "^${NAME}" }
alerts:
  kafka: { topic: TOPIC, create_topics: true }
  alertmanager: { urls: [MANAGER] }
  rules:
    under_replicated_partitions: { for: 1s }
    offline_partitions: { for: 1s }
    under_min_isr: { for: 1s }
    broker_down: { for: 1s }
    reassignment_stuck: { after: 3s }
    log_dir: { for: 1s, offline_for: 1s, used: 1 }
    quorum_unhealthy: { for: 1s, behind_for: 1s, behind_seconds: 3 }
    monitor_blind: { for: 1s, broker_for: 1s }
`;

const INTERVAL_MS = 1_000;
const FOR_MS = 1_000;
/** A node is behind by its own time first, and then for that of the rule. */
const BEHIND_MS = 3_000 + FOR_MS;
const STUCK_MS = 3_000;
/** What was read is believed for three intervals. */
const UNREAD_MS = 3 * INTERVAL_MS + FOR_MS;

type Alert = readonly [AlertType, AlertSubject, Severity];

Deno.test("alerts about brokers fire for real causes, once, and end with the repair", async (t) => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const topicNamed = ({ topic }: { topic: string }) => topic;
  await client.createTopic(topicNamed(WHOLE!), { partitions: 6, replicationFactor: 3 });
  await client.createTopic(topicNamed(STRICT!), {
    partitions: 1,
    replicationFactor: 3,
    config: { "min.insync.replicas": "3" },
  });
  await client.createTopic(topicNamed(SINGLE!), { partitions: 6, replicationFactor: 1 });
  await client.createTopic(topicNamed(MOVED!), { partitions: 1, replicationFactor: 1 });
  const home = (await client.describeTopic(topicNamed(MOVED!)))[0]!.leader!;
  const [victim, other] = [1, 2, 3].filter((id) => id !== home) as [number, number];
  await using program = await ProvokedAlerts.start(lab, SETTINGS);

  const firePromptly = async (onset: Onset, alerts: readonly Alert[], forMs = FOR_MS) => {
    const waits = { intervalMs: INTERVAL_MS, forMs };
    await Promise.all(alerts.map(async (alert) => {
      await onset.wasMetPromptly(await program.firing(...alert), waits);
    }));
  };
  const allEnd = async (alerts: readonly Alert[]) => {
    for (const [type, subject] of alerts) await program.over(type, subject, 180_000);
    for (const [type, subject] of alerts) {
      const reasons = await program.reasons(type, subject);
      const told = `${type} ${JSON.stringify(subject)}`;
      const lifted = reasons.filter((each) => each !== "unobserved" && each !== "observed");
      assert.deepEqual(lifted.slice(-2), ["started", "resolved"], told);
    }
  };

  await t.step("a broker has lost one of its directories", async () => {
    await program.running.scrapeUntil(
      "directories are read",
      (seen) => seen.select("kafka_broker_log_dir_up").length === 6,
      60_000,
    );
    const { dir, repair } = await loseDirectory(lab, other, topicNamed(WHOLE!));
    const lost: Alert = ["log_dir", { broker: other, dir }, "critical"];
    await firePromptly(await Onset.now(program.running), [lost]);
    await repair();
    for (const { topic } of [WHOLE!, STRICT!]) await untilWhole(client, topic);
    await allEnd([lost]);
    await program.running.scrapeUntil(
      "everything is known",
      (seen) => seen.value("kafka_topic_min_insync_replicas", STRICT!) === 3,
      60_000,
    );
  });

  await t.step("a broker is killed, and a partition is to move there", async () => {
    // Without the quorum's leader, Kafka cannot say who is behind until there is another one.
    const { leader } = await client.quorum();
    const killed = leader === victim ? other : victim;
    const fenced: readonly Alert[] = [
      ["broker_down", { broker: killed }, "warning"],
      ["offline_partitions", SINGLE!, "critical"],
      ["under_replicated_partitions", WHOLE!, "warning"],
      ["under_replicated_partitions", STRICT!, "warning"],
      ["under_min_isr", STRICT!, "critical"],
    ];
    const behind: Alert = ["quorum_unhealthy", { broker: killed }, "warning"];
    const stuck: Alert = ["reassignment_stuck", MOVED!, "warning"];
    const alerts = [...fenced, behind, stuck];
    await lab.kill(killed);
    const death = await Onset.now(program.running);
    await Promise.all([
      firePromptly(death, [behind], BEHIND_MS),
      (async () => {
        // Kafka fences it, which all of these follow from.
        await untilLeaderless(client, topicNamed(SINGLE!));
        await firePromptly(await Onset.now(program.running), fenced);
        await client.reassign(topicNamed(MOVED!), 0, [home, killed]);
        await firePromptly(await Onset.now(program.running), [stuck], STUCK_MS);
      })(),
    ]);
    const all = await program.alerts();
    const whole = all.filter(({ subject, state }) =>
      subject.topic === topicNamed(WHOLE!) && state !== "pending"
    );
    assert.deepEqual(whole.map(({ type }) => type), ["under_replicated_partitions"]);
    await lab.restart(killed);
    await allEnd(alerts);
    await waitFor(
      "nothing else is left",
      async () => (await program.alerts()).length === 0,
      120_000,
    );
  });

  await t.step("the quorum loses its majority, then all brokers are away", async () => {
    const [first, second] = [victim, other];
    const unreachable: readonly Alert[] = [
      ["monitor_blind", { broker: first }, "warning"],
      ["monitor_blind", { broker: second }, "warning"],
    ];
    const leaderless: Alert = ["quorum_unhealthy", {}, "critical"];
    await Promise.all([lab.kill(first), lab.kill(second)]);
    const loss = await Onset.now(program.running);
    await Promise.all([
      firePromptly(loss, unreachable),
      firePromptly(loss, [leaderless], UNREAD_MS),
    ]);
    await lab.kill(home);
    const blind: Alert = ["monitor_blind", {}, "critical"];
    await firePromptly(await Onset.now(program.running), [blind], UNREAD_MS);
    await Promise.all([1, 2, 3].map((id) => lab.restart(id)));
    await allEnd([leaderless, ...unreachable, blind]);
    await program.over("quorum_unhealthy", { broker: first }, 120_000);
  });
});

/** A disk fails: where a broker's second directory was, nothing can be written. */
async function loseDirectory(lab: SharedLab, id: number, topic: string) {
  const dir = lab.logDirs(id)[1]!;
  const names = await Array.fromAsync(Deno.readDir(dir), ({ name }) => name);
  const held = names.filter((name) => name.startsWith(`${topic}-`))
    .map((name) => Number(name.slice(topic.length + 1)));
  assert.ok(held.length > 0, `nothing of ${topic} is in ${dir}`);
  await Deno.rename(dir, `${dir}-away`);
  await Deno.writeTextFile(dir, "no directory");
  // A broker finds out when it writes how far its replicas are, every 5 seconds.
  await waitFor("the broker has noticed", async () => {
    const partitions = await lab.client.describeTopic(topic);
    return held.every((index) => !partitions[index]!.inSync.includes(id));
  }, 60_000);
  const repair = async () => {
    await lab.stop(id);
    await Deno.remove(dir);
    await Deno.rename(`${dir}-away`, dir);
    await lab.restart(id);
  };
  return { dir, repair };
}

async function untilLeaderless(client: LabClient, topic: string): Promise<void> {
  await waitFor(`${topic} has a partition without a leader`, async () => {
    const partitions = await client.describeTopic(topic);
    return partitions.some(({ leader }) => leader === undefined);
  }, 60_000);
}

async function untilWhole(client: LabClient, topic: string): Promise<void> {
  await waitFor(`${topic} is whole`, async () => {
    const partitions = await client.describeTopic(topic);
    return partitions.every(({ inSync }) => inSync.length === 3);
  }, 120_000);
}
