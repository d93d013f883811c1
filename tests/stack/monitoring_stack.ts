import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { ensureCommands } from "../../scripts/setup/debian_packages.ts";
import { Janitor } from "../lab/janitor.ts";
import { type KafkaLab, startLab } from "../lab/kafka_lab.ts";
import { RunningProgram } from "../program/running_program.ts";
import { NotificationSink } from "../wire_fakes/notification_sink.ts";
import { Alertmanager } from "./alertmanager.ts";
import { DRILL_THRESHOLDS } from "./drill_thresholds.ts";
import { localAlertmanagerConfig } from "./local_alertmanager_config.ts";
import { localSentinelConfig } from "./local_sentinel_config.ts";
import { Prometheus } from "./prometheus.ts";
import { startStackTraffic } from "./stack_traffic.ts";

/**
 * Waits and windows of the rules, of Alertmanager, and of the program's judgement of groups are
 * shorter by it: minutes become seconds.
 */
export const SHORTER = 60;

/** The name of the stack's cluster, in the program's settings and on targets. */
const CLUSTER = "kafka";

/** Real Kafka with agents and traffic, the program, Prometheus and Alertmanager, all on 127.0.0.1. */
export interface MonitoringStack extends AsyncDisposable {
  readonly lab: KafkaLab;
  readonly program: RunningProgram;
  readonly prometheus: Prometheus;
  readonly alertmanager: Alertmanager;
  /** Gets the notifications. */
  readonly sink: NotificationSink;
}

/** Starts it with the shipped configuration; `factor` shortens waits. All ends with the owner. */
export async function startMonitoringStack(factor: number): Promise<MonitoringStack> {
  await ensureCommands("prometheus", "prometheus-alertmanager");
  await using started = new AsyncDisposableStack();
  const lab = started.use(
    await startLab({
      nodes: 3,
      jmxRules: { node: `${PROJECT_ROOT}config/kafka-exporter/kafka-jmx-exporter.yml` },
    }),
  );
  await startStackTraffic(lab.client);
  const janitor = started.use(await Janitor.start("kafka-stack-"));
  const settings = `${janitor.folder}/kafka-sentinel.yaml`;
  const { bootstrapServers } = lab;
  await Deno.writeTextFile(
    settings,
    await localSentinelConfig({ name: CLUSTER, bootstrapServers }, factor),
  );
  const program = started.use(await RunningProgram.start([`--config.file=${settings}`]));
  const sink = started.use(
    new NotificationSink({ "kafka-topics": `${program.lagUrl}/api/v1/alertmanager` }),
  );
  const { url, smtpAddress } = sink;
  const secretsFolder = `${janitor.folder}/secrets`;
  const receivers = { url, smtpAddress, kafkaTopicsUrl: `${url}/kafka-topics`, secretsFolder };
  const alertmanager = await Alertmanager.start(
    janitor,
    await localAlertmanagerConfig(receivers, factor),
  );
  const prometheus = await Prometheus.start(janitor, {
    targets: targetsOf(lab, program, alertmanager),
    factor,
    thresholds: DRILL_THRESHOLDS,
  });
  const all = started.move();
  return {
    lab,
    program,
    prometheus,
    alertmanager,
    sink,
    [Symbol.asyncDispose]: async () => {
      await all[Symbol.asyncDispose]();
      await Promise.all([prometheus.ended(), alertmanager.ended()]);
    },
  };
}

function targetsOf(lab: KafkaLab, program: RunningProgram, alertmanager: Alertmanager) {
  const cluster = { cluster: CLUSTER };
  const host = (url: string) => [new URL(url).host];
  return {
    "kafka-sentinel": [{ targets: host(program.url), labels: cluster }],
    "kafka-sentinel-lag": [{ targets: host(program.lagUrl), labels: cluster }],
    "kafka-jmx": [1, 2, 3].map((id) => ({
      targets: [lab.jmxAddress(id)],
      labels: { ...cluster, broker: `${id}`, role: "combined" },
    })),
    alertmanager: [{ targets: host(alertmanager.url) }],
  };
}
