import { parse, stringify } from "yaml";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { shortenRules } from "./shorten_rules.ts";

/** A target and its labels, as a file of targets has them. */
export interface Target {
  readonly targets: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** What a local Prometheus scrapes and notifies, instead of what the shipped targets name. */
export interface LocalTargets {
  readonly "kafka-sentinel": readonly Target[];
  readonly "kafka-sentinel-lag": readonly Target[];
  readonly "kafka-jmx": readonly Target[];
  readonly alertmanager: readonly Target[];
}

const FOLDER = `${PROJECT_ROOT}config/prometheus/`;
const RULES = ["kafka_recording.yml", "kafka_alerts.yml"];

/** Of jobs that the global interval does not fit. */
const INTERVALS: Readonly<Record<string, string>> = { "kafka-jmx": "3s" };

/**
 * Writes the shipped configuration into a folder, with local targets, scrapes every second, and
 * waits and windows of the rules shorter by the factor.
 */
export async function writeLocalPrometheusConfig(
  folder: string,
  options: {
    readonly targets: LocalTargets;
    /** Of Prometheus itself, `host:port`. */
    readonly address: string;
    readonly factor: number;
    /** Text of the user's file of thresholds. */
    readonly thresholds: string;
  },
): Promise<void> {
  const { targets, address, factor, thresholds } = options;
  await Deno.mkdir(`${folder}/targets`, { recursive: true });
  for (const [name, entries] of Object.entries(targets)) {
    await Deno.writeTextFile(`${folder}/targets/${name}.yml`, stringify(entries));
  }
  for (const file of RULES) {
    const shipped = await Deno.readTextFile(FOLDER + file);
    await Deno.writeTextFile(`${folder}/${file}`, shortenRules(shipped, factor));
  }
  await Deno.writeTextFile(`${folder}/kafka_thresholds.yml`, thresholds);
  const config = parse(await Deno.readTextFile(`${FOLDER}prometheus.yml`));
  config.global = { scrape_interval: "1s", scrape_timeout: "1s", evaluation_interval: "1s" };
  // Found by DNS names that only exist among containers.
  config.scrape_configs = config.scrape_configs
    .filter(({ dns_sd_configs }: { dns_sd_configs?: unknown }) => dns_sd_configs === undefined)
    .map((job: { job_name: string; static_configs?: { targets: string[] }[] }) => ({
      ...job,
      scrape_interval: INTERVALS[job.job_name],
      scrape_timeout: INTERVALS[job.job_name],
      ...job.static_configs && { static_configs: [{ targets: [address] }] },
    }));
  await Deno.writeTextFile(`${folder}/prometheus.yml`, stringify(config));
}
