import { freePorts } from "../lab/free_ports.ts";
import type { Janitor } from "../lab/janitor.ts";
import { waitFor } from "../program/wait_for.ts";
import { isReady } from "./alertmanager.ts";
import { PrometheusApi } from "./prometheus_api.ts";
import { type LocalTargets, writeLocalPrometheusConfig } from "./local_prometheus_config.ts";

/** A real Prometheus with the shipped configuration on a free port of 127.0.0.1. */
export class Prometheus extends PrometheusApi {
  readonly #child: Deno.ChildProcess;

  private constructor(url: string, child: Deno.ChildProcess) {
    super(url);
    this.#child = child;
  }

  /** Starts it in the janitor's folder and waits until it is ready; it ends with the janitor. */
  static async start(
    janitor: Janitor,
    options: {
      readonly targets: LocalTargets;
      readonly factor: number;
      readonly thresholds: string;
    },
  ): Promise<Prometheus> {
    const address = `127.0.0.1:${freePorts(1)[0]}`;
    const url = `http://${address}`;
    const folder = `${janitor.folder}/prometheus`;
    const logFile = `${janitor.folder}/prometheus.log`;
    await writeLocalPrometheusConfig(folder, { ...options, address });
    const child = janitor.spawn([
      "prometheus",
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=${address}`,
      `--web.external-url=${url}`,
    ], { logFile });
    await waitFor("Prometheus is ready", () => isReady(url), 60_000).catch(async (error) => {
      throw new Error(`${error.message}; it logged:\n${await Deno.readTextFile(logFile)}`);
    });
    return new Prometheus(url, child);
  }

  /** For the janitor has killed it. */
  async ended(): Promise<void> {
    await this.#child.status;
  }
}
