import { parse } from "yaml";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";

/** One rule of Prometheus as its file has it: `alert` or `record`. */
export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Where the shipped rules are; tests of promtool are in `tests/` below it. */
export const PROMETHEUS_FOLDER = `${PROJECT_ROOT}config/prometheus/`;

/** The shipped files of rules. */
export const RULE_FILES = ["kafka_recording.yml", "kafka_alerts.yml", "kafka_thresholds.yml"];

export async function readRules(file: string): Promise<Rule[]> {
  const { groups }: { groups: { rules: Rule[] }[] } = parse(
    await Deno.readTextFile(PROMETHEUS_FOLDER + file),
  );
  return groups.flatMap(({ rules }) => rules);
}

/** All alerts of the shipped rules. */
export async function readAlerts(): Promise<(Rule & { readonly alert: string })[]> {
  const rules = await readRules("kafka_alerts.yml");
  return rules.map((rule) => {
    if (rule.alert === undefined) throw new Error(`Not an alert: ${rule.expr}`);
    return { ...rule, alert: rule.alert };
  });
}

/** A file of tests for promtool. */
export interface RuleTests {
  readonly tests: readonly {
    readonly alert_rule_test?: readonly {
      readonly alertname: string;
      readonly exp_alerts: readonly { readonly exp_labels: Readonly<Record<string, string>> }[];
    }[];
  }[];
}

/** Paths of the files of tests for promtool. */
export async function ruleTestFiles(): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name } of Deno.readDir(`${PROMETHEUS_FOLDER}tests`)) {
    paths.push(`${PROMETHEUS_FOLDER}tests/${name}`);
  }
  return paths.sort();
}
