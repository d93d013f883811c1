import * as z from "zod";
import { alertsFields, type AlertsSettings, alertsSettings } from "../alerts/settings.ts";
import { anomalyFields, type AnomalySettings, anomalySettings } from "../anomaly/settings.ts";
import { httpFields, type HttpSettings, httpSettings } from "../http/settings.ts";
import { kafkaFields, type KafkaSettings, kafkaSettings } from "../kafka/settings.ts";
import { type LagSettings, lagSettings } from "../lag/settings.ts";
import { type JvmSettings, jvmSettings } from "../jvm/settings.ts";
import { metricsFields, type MetricsSettings, metricsSettings } from "../metrics/settings.ts";
import { type LogSettings, logSettings } from "../runtime/settings.ts";
import { stateFields, type StateSettings } from "../state/settings.ts";

/** Everything that can be set, checked and with its defaults. */
export interface AppSettings {
  /** The watched clusters; flags and environment give one. */
  readonly clusters: readonly KafkaSettings[];
  readonly anomaly: AnomalySettings;
  readonly web: HttpSettings;
  readonly metrics: MetricsSettings;
  readonly lag: LagSettings;
  readonly jvm: JvmSettings;
  readonly alerts: AlertsSettings;
  readonly state: StateSettings;
  readonly log: LogSettings;
}

/** The fields of each section, under the section's name in `SettingEntry`. */
export const SECTIONS = {
  cluster: kafkaFields,
  anomaly: anomalyFields,
  web: httpFields,
  metrics: metricsFields,
  alerts: alertsFields,
  state: stateFields,
  log: logSettings,
} as const;

/** Names of the sections that flags can set; `cluster` is the one cluster of a file with one. */
export type Section = keyof typeof SECTIONS;

/** A whole settings file. */
export const appSettings = z.strictObject({
  clusters: z.array(kafkaSettings).min(1, { error: "must name at least one cluster" })
    .prefault([{}]).superRefine(checkNames)
    .describe("The watched clusters; with more than one, each needs a name."),
  anomaly: anomalySettings.prefault({}).describe("What counts as an unusual message rate."),
  web: httpSettings.prefault({}).describe("The listener for Prometheus."),
  metrics: metricsSettings.prefault({}).describe("What is exposed to Prometheus."),
  lag: lagSettings.prefault({}).describe("How lag is found and judged."),
  jvm: jvmSettings.prefault({}).describe("JVMs that are watched through their JMX agents."),
  alerts: alertsSettings.prefault({}).describe("What is judged, and where it is published."),
  state: stateFields.prefault({}).describe("What outlives a restart."),
  log: logSettings.prefault({}).describe("The program's log, on standard error."),
}).describe("Settings of kafka-sentinel.").superRefine(checkJvms).superRefine(checkAlerts)
  .transform(withJvmClusters);

/** Alerts can be published to a watched cluster only. */
function checkAlerts(
  { alerts, clusters }: Pick<AppSettings, "alerts" | "clusters">,
  context: z.RefinementCtx,
): void {
  const holder = alerts.kafka?.cluster;
  if (holder === undefined || clusters.some(({ name }) => name === holder)) return;
  const message = "is not the name of a watched cluster";
  context.addIssue({ code: "custom", path: ["alerts", "kafka", "cluster"], message });
}

/** Series of different clusters are told apart by the label `cluster` only. */
function checkNames(clusters: readonly KafkaSettings[], context: z.RefinementCtx): void {
  if (clusters.length < 2) return;
  const seen = new Set<string>();
  clusters.forEach(({ name }, index) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    if (name === undefined) issue([index], "needs a name, because there are several clusters");
    else if (seen.has(name)) issue([index, "name"], "is the name of another cluster already");
    else seen.add(name);
  });
}

/** Each JVM belongs to one of the clusters; with a single one, to that. */
function checkJvms(
  { clusters, jvm }: Pick<AppSettings, "clusters" | "jvm">,
  context: z.RefinementCtx,
): void {
  const names = clusters.flatMap(({ name }) => name ?? []);
  jvm.endpoints.forEach(({ cluster }, index) => {
    const path = ["jvm", "endpoints", index];
    if (cluster === undefined && clusters.length > 1) {
      const message = "needs cluster, because there are several clusters";
      context.addIssue({ code: "custom", path, message });
    }
    if (cluster === undefined || names.includes(cluster)) return;
    const known = names.length === 0 ? "the cluster has no name" : `there are ${names.join(", ")}`;
    context.addIssue({
      code: "custom",
      path: [...path, "cluster"],
      message: `is the name of no cluster: ${known}`,
    });
  });
}

function withJvmClusters<S extends Pick<AppSettings, "clusters" | "jvm">>(settings: S): S {
  const { clusters, jvm } = settings;
  const endpoints = jvm.endpoints.map((endpoint) => ({
    ...endpoint,
    cluster: endpoint.cluster ?? clusters[0]?.name,
  }));
  return { ...settings, jvm: { ...jvm, endpoints } };
}
