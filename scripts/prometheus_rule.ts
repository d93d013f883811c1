import { parse, stringify } from "yaml";
import { PROJECT_ROOT } from "./project_root.ts";

/** The generated file, from the project's folder. */
export const PROMETHEUS_RULE = "config/kubernetes/prometheus-rule.yaml";

const RULES = ["kafka_recording.yml", "kafka_alerts.yml", "kafka_thresholds.yml"];

/** The shipped rules as an object of the Prometheus operator, as YAML. */
export async function prometheusRule(): Promise<string> {
  const groups = await Promise.all(RULES.map(async (file) => {
    const text = await Deno.readTextFile(`${PROJECT_ROOT}config/prometheus/${file}`);
    return (parse(text) as { groups: unknown[] }).groups;
  }));
  const rule = {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: "kafka-sentinel", labels: { "app.kubernetes.io/name": "kafka-sentinel" } },
    spec: { groups: groups.flat() },
  };
  return "# Made of config/prometheus by `deno task config`; do not edit.\n" +
    stringify(rule, { lineWidth: 0 });
}
