import assert from "node:assert/strict";
import type { Drill, DrillTarget, RaisedAlert } from "../../scripts/drills/drill.ts";
import { DRILLS } from "../../scripts/drills/drills.ts";
import { waitFor } from "../program/wait_for.ts";
import { dashboardQueries } from "../config/dashboard_queries.ts";
import { FOREIGN_METRICS } from "../config/known_metrics.ts";
import { selectorsOf } from "../config/promql_selectors.ts";
import { type MonitoringStack, SHORTER, startMonitoringStack } from "../stack/monitoring_stack.ts";

/** What Kafka must notice first, as a broker that is gone, takes half of it. */
const DEADLINE_MS = 60_000;

/** The healthy stack is watched for so many evaluations of the rules, one a second. */
const HEALTHY_EVALUATIONS = 30;

/** Drills that do not disturb each other go on at the same time. */
const TOGETHER = [
  ["add-partitions", "shrink-topic", "slow-consumer"],
  ["traffic-stop", "traffic-spike"],
  ["offline-partitions"],
  ["freeze-broker"],
  ["kill-broker"],
  ["heap-squeeze"],
];

/** Drills that raise an alert by the program's verdict on groups, until it is served. */
const WITHOUT_VERDICTS = ["stop-consumer"];

/** What the program does not serve yet: a panel that asks for it is empty. */
const NOT_SERVED_YET =
  /^kafka(:consumergroup_lag_seconds|_consumergroup_(group_|time_lag)|_topic_message_rate|_sentinel_(alert|sink))/;

/** Panels that show something only when something happens. */
const EMPTY_IN_HEALTH = [
  "Kafka: overview: Alerts",
  "Kafka: topics and rates: Partitions added, topics created again, logs cut",
  "Kafka: topics and rates: Held back by open transactions",
  "Kafka: the monitor itself: Throttled by brokers",
];

/** A broker's restart takes longer than the shortened wait for a broker that is down. */
const PAGED_BY_RESTARTS = "KafkaBrokerDown";

Deno.test("every drill is done, but for those that wait for verdicts", () => {
  const done = [...TOGETHER.flat(), ...WITHOUT_VERDICTS].sort();
  assert.deepEqual(done, DRILLS.map(({ name }) => name).sort());
});

Deno.test("in the real stack, health fires nothing, and each drill raises its alerts, pages once, and ends", async (t) => {
  await using stack = await startMonitoringStack(SHORTER);
  await t.step("all targets are scraped and nothing fires", () => untilHealthy(stack));
  await t.step(`for ${HEALTHY_EVALUATIONS} evaluations nothing fires`, () => staysHealthy(stack));
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

async function untilHealthy({ prometheus }: MonitoringStack): Promise<void> {
  await waitFor("all targets are scraped", async () => {
    return await prometheus.value("count(up == 1)") === 7;
  }, DEADLINE_MS);
  await waitFor("nothing fires", async () => (await prometheus.firing()).length === 0, DEADLINE_MS);
}

async function staysHealthy({ prometheus }: MonitoringStack): Promise<void> {
  const evaluations = async () =>
    await prometheus.value("min(prometheus_rule_group_iterations_total)") ?? 0;
  const until = await evaluations() + HEALTHY_EVALUATIONS;
  await waitFor("the rules were evaluated often", async () => {
    assert.deepEqual(await prometheus.firing(), []);
    return await evaluations() >= until;
  }, DEADLINE_MS * 2);
  assert.deepEqual(await prometheus.brokenRules(), []);
}

async function haveForeign({ prometheus }: MonitoringStack): Promise<void> {
  for (const name of FOREIGN_METRICS) {
    assert.ok(await prometheus.value(`count(${name})`), name);
  }
}

async function panelsHaveData({ prometheus }: MonitoringStack): Promise<void> {
  const served = await prometheus.query('count by (__name__) ({job=~"kafka-sentinel.*"})');
  const early = served.map(({ metric }) => metric["__name__"]!)
    .filter((name) => NOT_SERVED_YET.test(name));
  assert.deepEqual(early, [], "it is served now: shorten what waits for it");
  const empty = [];
  for (const { panel, expr } of dashboardQueries()) {
    const waits = selectorsOf(expr).some(({ metric }) => NOT_SERVED_YET.test(metric));
    const samples = await prometheus.query(expr);
    if (samples.length === 0 && !waits && !EMPTY_IN_HEALTH.includes(panel)) empty.push(panel);
  }
  assert.deepEqual(empty, []);
}

async function drill(stack: MonitoringStack, drills: readonly Drill[]): Promise<void> {
  const from = stack.sink.received.length;
  const running = [];
  for (const each of drills) running.push(await each.start(targetOf(stack)));
  const raised = running.flatMap(({ raises }) => raises);
  for (const alert of raised) await arrives(stack, alert, from);
  for (const { mend } of running) await mend();
  for (const alert of raised) await ends(stack, alert, from);
  assert.deepEqual(strangePages(stack, raised, from), []);
}

function targetOf({ lab, prometheus }: MonitoringStack): DrillTarget {
  return {
    client: lab.client,
    nodes: lab,
    untilSeen: (topic) =>
      waitFor(`Prometheus has seen ${topic}`, async () => {
        return await prometheus.value(`count(kafka_topic_partitions{topic="${topic}"})`) === 1;
      }, DEADLINE_MS),
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
    const found = (await alertmanager.alerts()).find(({ labels }) => fits(alert, labels));
    return found !== undefined &&
      (found.status.inhibitedBy.length > 0) === (alert.heldBack === true);
  }, DEADLINE_MS);
  if (alert.heldBack) return;
  await waitFor(
    `${name} goes to Kafka topics`,
    () => toKafkaTopics(sink, alert, from).some(({ status }) => status === "firing"),
    DEADLINE_MS,
  );
}

async function ends(
  { prometheus, alertmanager, sink }: MonitoringStack,
  alert: RaisedAlert,
  from: number,
): Promise<void> {
  const name = JSON.stringify({ ...alert.labels, alertname: alert.alertname });
  await waitFor(`Prometheus ends ${name}`, async () => {
    return !(await prometheus.alerts()).some(({ labels }) => fits(alert, labels));
  }, DEADLINE_MS);
  await waitFor(`Alertmanager ends ${name}`, async () => {
    return !(await alertmanager.alerts()).some(({ labels }) => fits(alert, labels));
  }, DEADLINE_MS);
  if (alert.heldBack) {
    assert.deepEqual(toKafkaTopics(sink, alert, from), [], "what is held back is not told");
    return;
  }
  await waitFor(
    `the end of ${name} goes to Kafka topics`,
    () => toKafkaTopics(sink, alert, from).some(({ status }) => status === "resolved"),
    DEADLINE_MS,
  );
  const told = toKafkaTopics(sink, alert, from);
  assert.equal(new Set(told.map(({ fingerprint }) => fingerprint)).size, 1, `one key of ${name}`);
  if (told[0]!.labels["severity"] === "critical") await pagedOnce(sink, alert.alertname, from);
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

function toKafkaTopics(sink: Sink, alert: RaisedAlert, from: number): WebhookAlert[] {
  return sink.received.slice(from).filter(({ to }) => to === "kafka-topics")
    .flatMap(({ text }) => (JSON.parse(text) as { alerts: WebhookAlert[] }).alerts)
    .filter(({ labels }) => fits(alert, labels));
}

interface Page {
  readonly event_action: string;
  readonly payload: { readonly summary: string; readonly custom_details: { text: string } };
}

function pages(sink: Sink, from: number): Page[] {
  return sink.received.slice(from).filter(({ to }) => to === "pagerduty")
    .map(({ text }) => JSON.parse(text));
}

function pagesOf(sink: Sink, alertname: string, from: number): Page[] {
  return pages(sink, from).filter(({ payload }) =>
    payload.custom_details.text.includes(`%22${alertname}%22`)
  );
}

/** What was paged that is not about the drill. */
function strangePages(
  { sink }: MonitoringStack,
  raised: readonly RaisedAlert[],
  from: number,
): string[] {
  const expected = [...raised.map(({ alertname }) => alertname), PAGED_BY_RESTARTS];
  return pages(sink, from).filter(({ payload }) =>
    !expected.some((name) => payload.custom_details.text.includes(`%22${name}%22`))
  ).map(({ payload }) => `${payload.summary}: ${payload.custom_details.text}`);
}

function fits({ alertname, labels }: RaisedAlert, of: Readonly<Record<string, string>>): boolean {
  return Object.entries({ ...labels, alertname }).every(([key, value]) => of[key] === value);
}
