import { alertSettings } from "../../tests/system/own_cluster/alert_settings.ts";
import type { KafkaLab } from "../../tests/lab/kafka_lab.ts";
import { allResolved, readAlerts, statusesOf } from "../../tests/program/alert_topic.ts";
import { AlertingProgram } from "../../tests/program/alerting_program.ts";
import { waitFor } from "../../tests/program/wait_for.ts";
import type { PublishedEvent } from "../../src/alerts/published_event.ts";
import type { Random } from "../anomaly/random.ts";
import { pause } from "./background.ts";

/** Topics of alerts: of the program that is killed, of the reference, of one as it is shipped. */
const [KILLED, REFERENCE, SHIPPED] = [
  "killed-alerts",
  "reference-alerts",
  "shipped-alerts",
] as const;
/** Led by several brokers without replicas, and one with traffic that lies on all of them. */
const SINGLE = "one-replica";
const WIDE = "wide";
const WITHIN_MS = 120_000;
/** Kills come within this time after a broker was killed or has come back. */
const KILL_WITHIN_MS = 4_000;
const FAULTS = ["broker_down", "offline_partitions", "under_replicated_partitions"] as const;

export interface RoundsOptions {
  readonly lab: KafkaLab;
  readonly rounds: number;
  /** In the first round the broker is away for so long. */
  readonly longMs: number;
  readonly random: Random;
  readonly say: (line: string) => void;
}

export interface RoundsResult {
  readonly kills: number;
  /** By what it is about, the statuses on the topic of the program that was killed. */
  readonly statuses: Readonly<Record<string, readonly string[]>>;
  /** What the reference told otherwise. */
  readonly differences: readonly string[];
  /** Of a program with the shipped settings: type, subject, severity and reason of every event. */
  readonly shipped: readonly string[];
}

/**
 * In every round a broker is killed and comes back, and the program is killed after either; what it
 * told of lasting trouble is held against a program that nobody kills.
 */
export async function alertRounds(options: RoundsOptions): Promise<RoundsResult> {
  const { lab, rounds, longMs, random, say } = options;
  const { client } = lab;
  await client.createTopic(SINGLE, { partitions: 6, replicationFactor: 1 });
  await client.createTopic(WIDE, { partitions: 6, replicationFactor: 3 });
  const producer = await client.startProducer(WIDE, 200);
  const consumer = await client.startConsumer({
    group: "wide-readers",
    protocol: "classic",
    topics: [WIDE],
  });
  await using programs = new AsyncDisposableStack();
  const start = async (settings: string) => programs.use(await AlertingProgram.start(settings));
  const killed = await start(alertSettings(lab, KILLED, undefined));
  const reference = await start(alertSettings(lab, REFERENCE, undefined));
  await start(shippedSettings(lab));
  const both = [killed, reference];
  let kills = 0;
  const killSoon = async () => {
    await pause(random.between(0, KILL_WITHIN_MS));
    await killed.crash();
    kills++;
  };
  await pause(KILL_WITHIN_MS);
  for (let round = 0; round < rounds; round++) {
    const victim = 1 + round % 3;
    say(`Round ${round + 1} of ${rounds}: broker ${victim}`);
    await lab.kill(victim);
    await killSoon();
    for (const each of both) await each.until("firing", ...FAULTS);
    await pause(round === 0 ? longMs : random.between(2_000, 8_000));
    await lab.restart(victim);
    await killSoon();
    for (const each of both) {
      await waitFor("all is well", async () => {
        return (await each.alerts()).every(({ state }) => state === "pending");
      }, WITHIN_MS);
    }
  }
  for (const topic of [KILLED, REFERENCE, SHIPPED]) {
    await waitFor(`everything was told in ${topic}`, () => allResolved(client, topic), WITHIN_MS);
  }
  await client.stopTask(consumer);
  await client.stopTask(producer);
  const statuses = statusesOf(lasting(await readAlerts(client, KILLED)));
  const expected = statusesOf(lasting(await readAlerts(client, REFERENCE)));
  return {
    kills,
    statuses,
    differences: differencesOf(statuses, expected),
    shipped: (await readAlerts(client, SHIPPED)).map(({ type, subject, severity, reason }) =>
      `${type} ${JSON.stringify(subject)}, ${severity}: ${reason}`
    ),
  };
}

/** About the brokers and the two topics; others, as Kafka's own, may be in trouble for a moment. */
function lasting(events: readonly PublishedEvent[]): PublishedEvent[] {
  return events.filter(({ type, subject }) =>
    (FAULTS as readonly string[]).includes(type) &&
    (subject.topic === undefined || subject.topic === SINGLE || subject.topic === WIDE)
  );
}

function differencesOf(
  found: Readonly<Record<string, readonly string[]>>,
  expected: Readonly<Record<string, readonly string[]>>,
): string[] {
  const keys = [...new Set([...Object.keys(found), ...Object.keys(expected)])].sort();
  const text = (of: readonly string[] | undefined) => (of ?? []).join(", ");
  return keys.filter((key) => text(found[key]) !== text(expected[key])).map((key) =>
    `${key}: ${text(found[key])}; the reference: ${text(expected[key])}`
  );
}

function shippedSettings({ bootstrapServers }: KafkaLab): string {
  return `
clusters:
  - { name: lab, bootstrap_servers: ${JSON.stringify(bootstrapServers)}, topic_filter: "^${WIDE}$" }
alerts:
  kafka: { topic: ${SHIPPED}, create_topics: true }
`;
}
