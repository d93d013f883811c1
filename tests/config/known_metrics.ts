import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { servedFamilies, servedLagFamilies } from "../unit/docs/served_families.ts";
import { readRules, RULE_FILES } from "./rule_files.ts";

/** Labels by metric; undefined where the labels are not known. */
export type KnownMetrics = ReadonlyMap<string, ReadonlySet<string> | undefined>;

/** Metrics of Prometheus and Alertmanager themselves; a test with both running holds them. */
export const FOREIGN_METRICS = [
  "up",
  "ALERTS",
  "scrape_duration_seconds",
  "scrape_samples_scraped",
  "alertmanager_notifications_failed_total",
  "prometheus_notifications_alertmanagers_discovered",
];

/** Every metric that rules and dashboards may ask for: of both ports, of agents, of rules. */
export async function knownMetrics(): Promise<KnownMetrics> {
  const known = new Map<string, ReadonlySet<string> | undefined>();
  const add = (name: string, type: string, labels?: readonly string[]) => {
    const set = labels && new Set([...labels, ...TARGET_LABELS]);
    for (const each of samplesOf(name, type)) known.set(each, set);
  };
  for (const { name, type, labels } of await servedFamilies()) add(name, type, labels);
  for (const { name, type, labels } of servedLagFamilies()) add(name, type, labels);
  for (const file of ["jmx_agent_families.txt", "jmx_agent_families_zookeeper_mode.txt"]) {
    for (const [name, type] of await goldenLines(file)) add(name!, type!);
  }
  for (const name of FOREIGN_METRICS) add(name, "gauge");
  for (const file of RULE_FILES) {
    for (const { record } of await readRules(file)) if (record !== undefined) add(record, "gauge");
  }
  return known;
}

/** Labels of targets, which Prometheus adds to every series. */
const TARGET_LABELS = ["cluster", "cluster_name", "instance", "job", "le"];

async function goldenLines(file: string): Promise<string[][]> {
  const text = await Deno.readTextFile(`${PROJECT_ROOT}tests/golden/${file}`);
  return text.trim().split("\n").map((line) => line.split(" "));
}

function samplesOf(name: string, type: string): string[] {
  if (type === "histogram") return ["_bucket", "_sum", "_count"].map((suffix) => name + suffix);
  if (type === "summary") return ["", "_sum", "_count"].map((suffix) => name + suffix);
  return [name];
}
