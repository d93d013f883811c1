import assert from "node:assert/strict";
import { ensureCommands } from "../../scripts/setup/debian_packages.ts";
import { Janitor } from "../lab/janitor.ts";
import { waitFor } from "../program/wait_for.ts";
import { Alertmanager } from "../stack/alertmanager.ts";
import { localAlertmanagerConfig } from "../stack/local_alertmanager_config.ts";
import { NotificationSink } from "../wire_fakes/notification_sink.ts";

/** Waits before notifications become shorter by it. */
const FACTOR = 60;
const DEADLINE_MS = 20_000;

/** A real Alertmanager with the shipped file that notifies a sink. */
async function start() {
  await ensureCommands("prometheus-alertmanager");
  const started = new AsyncDisposableStack();
  const sink = started.use(new NotificationSink());
  const janitor = started.use(await Janitor.start("alertmanager-"));
  const { url, smtpAddress } = sink;
  const kafkaTopicsUrl = `${url}/kafka-topics`;
  const receivers = {
    url,
    smtpAddress,
    kafkaTopicsUrl,
    secretsFolder: `${janitor.folder}/secrets`,
  };
  const manager = await Alertmanager.start(
    janitor,
    await localAlertmanagerConfig(receivers, FACTOR),
  );
  return { sink, manager, [Symbol.asyncDispose]: () => started[Symbol.asyncDispose]() };
}

const annotations = {
  summary: 'Topic <b>"orders"</b> is in trouble',
  description: "Partitions of topic orders & more",
  runbook_url: "https://example.org/runbook",
};

const alert = (alertname: string, severity: string, labels: Record<string, string> = {}) => ({
  labels: { alertname, severity, cluster: "kafka", ...labels },
  annotations,
});

Deno.test("a critical alert pages once, by PagerDuty, Slack and mail, and goes to Kafka topics; so does its end", async () => {
  await using run = await start();
  const { sink, manager } = run;
  const offline = alert("KafkaOfflinePartitions", "critical", { topic: "orders" });
  await manager.post([offline]);
  const everywhere = ["pagerduty", "slack", "mail", "kafka-topics"] as const;
  const arrived = (count: number) => () =>
    everywhere.every((to) => sink.about(to, "orders").length === count);
  await waitFor("everyone is told", arrived(1), DEADLINE_MS);
  const [page] = sink.about("pagerduty", "orders");
  const event = JSON.parse(page!.text);
  assert.equal(event.routing_key, "key");
  assert.equal(event.event_action, "trigger");
  assert.equal(event.payload.severity, "critical");
  assert.match(event.payload.summary, /^\[CRITICAL\] Topic .*orders.* is in trouble \(kafka\)$/);
  assert.match(event.payload.custom_details.text, /What to do: https:\/\/example\.org\/runbook/);
  const [mail] = sink.about("mail", "orders");
  assert.match(mail!.text, /^Subject: .*CRITICAL/m);
  const html = mail!.text.slice(mail!.text.indexOf("text/html"));
  assert.match(html, /&lt;b&gt;/, "names from a cluster are escaped");
  assert.doesNotMatch(html, /<b>"orders"/);
  const { attachments: [message] } = JSON.parse(sink.about("slack", "orders")[0]!.text);
  assert.match(message.text, /<https:\/\/example\.org\/runbook\|What to do>$/);
  assert.match(message.text, /orders &amp; more/);
  assert.match(message.title, /&lt;b&gt;"orders"/, "names cannot call everyone in a channel");

  await manager.post([{ ...offline, endsAt: new Date().toISOString() }]);
  await waitFor("everyone is told of its end", arrived(2), DEADLINE_MS);
  assert.equal(JSON.parse(sink.about("pagerduty", "")[1]!.text).event_action, "resolve");
});

Deno.test("the dead man's switch hears the watchdog, and nobody else does", async () => {
  await using run = await start();
  const { sink, manager } = run;
  await manager.post([alert("Watchdog", "info")]);
  await waitFor(
    "it hears",
    () => sink.about("dead-mans-switch", "Watchdog").length > 0,
    DEADLINE_MS,
  );
  assert.deepEqual(sink.received.filter(({ to }) => to !== "dead-mans-switch"), []);
});

const broker = { broker: "2" };
const orders = { topic: "orders" };
const lag = { group: "billing", topic: "orders" };
const own = { source: "kafka-sentinel" };

/** Alerts that hold others back: all of them, and those of them that are held back. */
const INHIBITIONS: readonly {
  readonly fact: string;
  readonly active: readonly ReturnType<typeof alert>[];
  readonly heldBack: readonly ReturnType<typeof alert>[];
}[] = [
  {
    fact: "the program's own alert holds back the rule's copy, not a worse one or another's",
    active: [
      alert("KafkaBrokerDown", "critical", { ...broker, ...own }),
      alert("KafkaBrokerDown", "critical", { broker: "3" }),
      alert("KafkaConsumerLag", "critical", lag),
    ],
    heldBack: [
      alert("KafkaBrokerDown", "critical", broker),
      alert("KafkaConsumerLag", "warning", { ...lag, ...own }),
    ],
  },
  {
    fact: "the program's warning holds back the rule's warning about the same, not about another",
    active: [
      alert("KafkaConsumerLag", "warning", { ...lag, ...own }),
      alert("KafkaConsumerLag", "warning", { ...lag, group: "other" }),
    ],
    heldBack: [alert("KafkaConsumerLag", "warning", lag)],
  },
  {
    fact: "what is critical holds back the warning about the same",
    active: [
      alert("KafkaLogDir", "critical", broker),
      alert("KafkaLogDir", "warning", { broker: "3" }),
    ],
    heldBack: [alert("KafkaLogDir", "warning", broker)],
  },
  {
    fact: "a broker that is down holds back what follows from it, in its cluster",
    active: [
      alert("KafkaBrokerDown", "critical", broker),
      alert("KafkaJmxTargetDown", "warning", { broker: "3" }),
      alert("KafkaQuorumUnhealthy", "critical"),
      alert("KafkaUnderReplicatedPartitions", "warning", { ...orders, cluster: "another" }),
    ],
    heldBack: [
      alert("KafkaUnderReplicatedPartitions", "warning", orders),
      alert("KafkaQuorumUnhealthy", "warning"),
      alert("KafkaJmxTargetDown", "warning", broker),
    ],
  },
  {
    fact: "partitions that cannot be used hold back what follows from it",
    active: [
      alert("KafkaOfflinePartitions", "critical", orders),
      alert("KafkaConsumerLag", "warning", { ...lag, topic: "payments" }),
      alert("KafkaUnderMinIsr", "critical", { topic: "clicks" }),
    ],
    heldBack: [
      alert("KafkaUnderReplicatedPartitions", "warning", orders),
      alert("KafkaMessageRateAnomaly", "warning", orders),
      alert("KafkaConsumerLag", "warning", lag),
      alert("KafkaUnderReplicatedPartitions", "warning", { topic: "clicks" }),
    ],
  },
  {
    fact: "a group that does not move is not behind as well",
    active: [alert("KafkaConsumerGroupStalled", "critical", lag)],
    heldBack: [alert("KafkaConsumerLag", "warning", lag)],
  },
  {
    fact: "a blind monitor holds back what it may take for events",
    active: [
      alert("KafkaMonitorBlind", "critical"),
      alert("KafkaTopicDeleted", "info", { ...orders, cluster: "another" }),
      alert("KafkaOfflinePartitions", "critical", { topic: "clicks" }),
    ],
    heldBack: [
      alert("KafkaTopicDeleted", "info", orders),
      alert("KafkaMessageRateAnomaly", "warning", orders),
    ],
  },
];

Deno.test("alerts hold back others as alertmanager.yml says", async (t) => {
  await using run = await start();
  const { manager } = run;
  for (const [index, { fact, active, heldBack }] of INHIBITIONS.entries()) {
    await t.step(fact, async () => {
      // In clusters of their own, so that no step sees another's alerts.
      const place = ({ labels, ...rest }: ReturnType<typeof alert>) => ({
        ...rest,
        labels: { ...labels, cluster: `${labels.cluster}-${index}` },
      });
      const all = [...active, ...heldBack].map(place);
      await manager.post(all);
      await waitFor("all are processed", async () => {
        const seen = (await manager.alerts()).filter(({ labels }) =>
          labels["cluster"]!.endsWith(`-${index}`)
        );
        return seen.length === all.length &&
          seen.every(({ status }) => status.state !== "unprocessed");
      }, DEADLINE_MS);
      const suppressed = (await manager.alerts())
        .filter(({ labels, status }) =>
          labels["cluster"]!.endsWith(`-${index}`) && status.inhibitedBy.length > 0
        )
        .map(({ labels }) => JSON.stringify(Object.entries(labels).sort())).sort();
      assert.deepEqual(
        suppressed,
        heldBack.map(place).map(({ labels }) => JSON.stringify(Object.entries(labels).sort()))
          .sort(),
      );
    });
  }
});
