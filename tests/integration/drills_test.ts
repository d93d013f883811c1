import assert from "node:assert/strict";
import type { Drill, DrillTarget, RaisedAlert } from "../../scripts/drills/drill.ts";
import { DRILLS } from "../../scripts/drills/drills.ts";
import { readAlerts } from "../program/alert_topic.ts";
import { waitFor } from "../program/wait_for.ts";
import { dashboardQueries } from "../config/dashboard_queries.ts";
import { FOREIGN_METRICS } from "../config/known_metrics.ts";
import { ALERT_TOPIC } from "../stack/local_sentinel_config.ts";
import { type MonitoringStack, SHORTER, startMonitoringStack } from "../stack/monitoring_stack.ts";
import { pagesOf, strangePages } from "../stack/pages.ts";
import { staysHealthy, untilHealthy } from "../stack/stack_health.ts";

/** What Kafka must notice first, as a broker that is gone, takes half of it. */
const DEADLINE_MS = 120_000;

/** The healthy stack is watched for so many evaluations of the rules, one a second. */
const HEALTHY_EVALUATIONS = 30;

/** Drills that do not disturb each other go on at the same time. */
const TOGETHER = [
  ["add-partitions", "shrink-topic", "slow-consumer", "stop-consumer"],
  ["traffic-stop", "traffic-spike"],
  ["offline-partitions"],
  ["freeze-broker"],
  ["kill-broker"],
  ["heap-squeeze"],
];

/** Panels that show something only when something happens. */
const EMPTY_IN_HEALTH = [
  "Kafka: overview: Alerts",
  "Kafka: topics and rates: Partitions added, topics created again, logs cut",
  "Kafka: topics and rates: Held back by open transactions",
  "Kafka: topics and rates: How unusual the rate is",
  "Kafka: consumer lag: Until caught up",
  "Kafka: consumer lag: Until unread messages are deleted",
  "Kafka: consumer lag: First loss in",
  "Kafka: consumer lag: Since an offset moved",
  "Kafka: the monitor itself: Throttled by brokers",
  "Kafka: the monitor itself: Alerts of the program",
];

/** A broker's restart takes longer than the shortened wait for it: every restart may be paged. */
const BROKER_DOWN = "KafkaBrokerDown";

/**
 * By drill, what may be paged only because Kafka's own times are not shortened. A group commits
 * nothing on partitions of a broker that hangs, or at all if it coordinates the group, until it is
 * fenced and the members have found another one: longer than a group may stand still here.
 */
const MAY_FOLLOW: Readonly<Record<string, readonly string[]>> = {
  "freeze-broker": ["KafkaConsumerGroupStalled"],
};

Deno.test("every drill is done", () => {
  const done = TOGETHER.flat().sort();
  assert.deepEqual(done, DRILLS.map(({ name }) => name).sort());
});

Deno.test("in the real stack, health fires nothing, and each drill raises its alerts, pages once, and ends", async (t) => {
  await using stack = await startMonitoringStack(SHORTER);
  await t.step("all targets are scraped and nothing fires", () => untilHealthy(stack));
  await t.step(`for ${HEALTHY_EVALUATIONS} evaluations nothing fires`, async () => {
    await staysHealthy(stack, HEALTHY_EVALUATIONS);
  });
  await t.step(
    "Prometheus and Alertmanager serve what rules ask of them",
    () => haveForeign(stack),
  );
  await t.step("panels of the dashboards have data", () => panelsHaveData(stack));
  for (const names of TOGETHER) {
    const drills = names.map((name) => DRILLS.find((drill) => drill.name === name)!);
    await t.step(names.join(", "), () => drill(stack, drills));
  }
});

async function haveForeign({ prometheus }: MonitoringStack): Promise<void> {
  for (const name of FOREIGN_METRICS) {
    await waitFor(
      `${name} is served`,
      async () => await prometheus.value(`count(${name})`) !== undefined,
      DEADLINE_MS,
    );
  }
}

async function panelsHaveData({ prometheus }: MonitoringStack): Promise<void> {
  let empty: string[] = [];
  await waitFor("all panels have data", async () => {
    empty = [];
    for (const { panel, expr } of dashboardQueries()) {
      const samples = await prometheus.query(expr);
      if (samples.length === 0 && !EMPTY_IN_HEALTH.includes(panel)) empty.push(panel);
    }
    return empty.length === 0;
  }, DEADLINE_MS).catch(() => assert.deepEqual(empty, []));
}

async function drill(stack: MonitoringStack, drills: readonly Drill[]): Promise<void> {
  const from = stack.sink.received.length;
  const all = drills.map((each) => drillOnce(stack, each, from));
  // One that fails does not leave the others running.
  await Promise.allSettled(all);
  const raised = (await Promise.all(all)).flat().map(({ alertname }) => alertname);
  const following = drills.flatMap(({ name }) => MAY_FOLLOW[name] ?? []);
  await waitFor(`${following} are over`, async () => {
    const alerts = await stack.prometheus.alerts();
    return !alerts.some(({ labels }) => following.includes(labels["alertname"]!));
  }, DEADLINE_MS);
  assert.deepEqual(strangePages(stack.sink, [...raised, ...following, BROKER_DOWN], from), []);
}

/** Does a drill from its start to the end of its alerts, which it gives. */
async function drillOnce(
  stack: MonitoringStack,
  { start }: Drill,
  from: number,
): Promise<readonly RaisedAlert[]> {
  const { raises, mend } = await start(targetOf(stack));
  try {
    for (const alert of raises) await arrives(stack, alert, from);
  } finally {
    await mend();
  }
  for (const alert of raises) await ends(stack, alert, from);
  return raises;
}

function targetOf({ lab, prometheus }: MonitoringStack): DrillTarget {
  return {
    client: lab.client,
    nodes: lab,
    served: (metric, labels) => prometheus.series(metric, labels),
  };
}

async function arrives(
  { prometheus, alertmanager, sink }: MonitoringStack,
  alert: RaisedAlert,
  from: number,
): Promise<void> {
  const name = JSON.stringify({ ...alert.labels, alertname: alert.alertname });
  await waitFor(`Prometheus fires ${name}`, async () => {
    const alerts = await prometheus.alerts();
    return alerts.some(({ labels, state }) => state === "firing" && fits(alert, labels));
  }, DEADLINE_MS);
  await waitFor(`Alertmanager has ${name}`, async () => {
    const isHeldBack = alert.heldBack === true;
    return (await alertmanager.alerts()).some(({ labels, status }) =>
      fits(alert, labels) && (status.inhibitedBy.length > 0) === isHeldBack
    );
  }, DEADLINE_MS);
  if (alert.heldBack) return;
  await waitFor(
    `${name} goes to Kafka topics`,
    () => toKafkaTopics(sink, alert, from).some(({ status }) => status === "firing"),
    DEADLINE_MS,
  );
}

async function ends(stack: MonitoringStack, alert: RaisedAlert, from: number): Promise<void> {
  const { prometheus, alertmanager, sink } = stack;
  const name = JSON.stringify({ ...alert.labels, alertname: alert.alertname });
  await waitFor(`Prometheus ends ${name}`, async () => {
    return !(await prometheus.alerts()).some(({ labels }) => fits(alert, labels));
  }, DEADLINE_MS);
  await waitFor(`Alertmanager ends ${name}`, async () => {
    return !(await alertmanager.alerts()).some(({ labels }) => fits(alert, labels));
  }, DEADLINE_MS);
  if (alert.heldBack) {
    // Replicas that need long to catch up are told of when what they followed from is over.
    const told = toKafkaTopics(sink, alert, from, endOfCause(sink, from));
    assert.deepEqual(told, [], "what is held back is not told");
    return;
  }
  await waitFor(
    `the end of ${name} goes to Kafka topics`,
    () => toKafkaTopics(sink, alert, from).some(({ status }) => status === "resolved"),
    DEADLINE_MS,
  );
  const told = toKafkaTopics(sink, alert, from);
  assert.equal(new Set(told.map(({ fingerprint }) => fingerprint)).size, 1, `one key of ${name}`);
  await isPublished(stack, alert);
  if (told[0]!.labels["severity"] === "critical") await pagedOnce(sink, alert.alertname, from);
}

/** Waits until the alert and its end are in the Kafka topic, under one key. */
async function isPublished({ lab }: MonitoringStack, alert: RaisedAlert): Promise<void> {
  const events = async () =>
    (await readAlerts(lab.client, ALERT_TOPIC)).filter(({ source, labels }) =>
      source === "alertmanager" && fits(alert, labels)
    );
  await waitFor(`${alert.alertname} and its end are in the topic`, async () => {
    return (await events()).at(-1)?.status === "resolved";
  }, DEADLINE_MS);
  const found = await events();
  assert.equal(found[0]!.status, "firing");
  assert.equal(new Set(found.map(({ fingerprint }) => fingerprint)).size, 1, "one key");
}

/** Waits for the end of the page; a page for every alert of the name would be more than one. */
async function pagedOnce(sink: Sink, alertname: string, from: number): Promise<void> {
  const actions = () => pagesOf(sink, alertname, from).map(({ event_action }) => event_action);
  await waitFor(`the page for ${alertname} ends`, () => actions().includes("resolve"), DEADLINE_MS);
  assert.deepEqual(actions(), ["trigger", "resolve"], alertname);
}

interface WebhookAlert {
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
  readonly fingerprint: string;
}

type Sink = MonitoringStack["sink"];

function toKafkaTopics(sink: Sink, alert: RaisedAlert, from: number, to?: number): WebhookAlert[] {
  return sink.received.slice(from, to).flatMap(webhookAlerts)
    .filter(({ labels }) => fits(alert, labels));
}

function webhookAlerts({ to, text }: Sink["received"][number]): WebhookAlert[] {
  return to === "kafka-topics" ? JSON.parse(text).alerts : [];
}

/** Where it is told that no broker is down any more; undefined if it is not told yet. */
function endOfCause(sink: Sink, from: number): number | undefined {
  const isEnd = ({ status, labels }: WebhookAlert) =>
    status === "resolved" && labels["alertname"] === BROKER_DOWN;
  const index = sink.received.findIndex((each, at) =>
    at >= from && webhookAlerts(each).some(isEnd)
  );
  return index < 0 ? undefined : index;
}

function fits({ alertname, labels }: RaisedAlert, of: Readonly<Record<string, string>>): boolean {
  return Object.entries({ ...labels, alertname }).every(([key, value]) => of[key] === value);
}
