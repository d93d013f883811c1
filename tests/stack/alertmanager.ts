import { freePorts } from "../lab/free_ports.ts";
import type { Janitor } from "../lab/janitor.ts";
import { waitFor } from "../program/wait_for.ts";

/** An alert as Alertmanager's API v2 tells it. */
export interface ManagedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly status: {
    readonly state: "unprocessed" | "active" | "suppressed";
    readonly inhibitedBy: readonly string[];
  };
}

/** A real Alertmanager on a free port of 127.0.0.1. */
export class Alertmanager {
  readonly url: string;
  readonly #begin: () => Promise<Deno.ChildProcess>;
  #child: Deno.ChildProcess;

  private constructor(
    url: string,
    begin: () => Promise<Deno.ChildProcess>,
    child: Deno.ChildProcess,
  ) {
    this.url = url;
    this.#begin = begin;
    this.#child = child;
  }

  /** Starts it, in the janitor's folder, and waits until it is ready; it ends with the janitor. */
  static async start(janitor: Janitor, config: string): Promise<Alertmanager> {
    const [port] = freePorts(1) as [number];
    const url = `http://127.0.0.1:${port}`;
    const file = `${janitor.folder}/alertmanager.yml`;
    const logFile = `${janitor.folder}/alertmanager.log`;
    await Deno.writeTextFile(file, config);
    const begin = async () => {
      const child = janitor.spawn([
        "prometheus-alertmanager",
        `--config.file=${file}`,
        `--storage.path=${janitor.folder}/alertmanager`,
        `--web.listen-address=127.0.0.1:${port}`,
        "--cluster.listen-address=",
      ], { logFile });
      await waitFor("Alertmanager is ready", () => isReady(url), 60_000).catch(async (error) => {
        throw new Error(`${error.message}; it logged:\n${await Deno.readTextFile(logFile)}`);
      });
      return child;
    };
    return new Alertmanager(url, begin, await begin());
  }

  /** Ends it at once; what it knew of alerts is lost, as it keeps them in memory. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.status;
  }

  /** Starts it again, at the same address, and waits until it is ready. */
  async restart(): Promise<void> {
    this.#child = await this.#begin();
  }

  /** Alerts that have not ended. */
  async alerts(): Promise<ManagedAlert[]> {
    return await (await fetch(`${this.url}/api/v2/alerts`)).json();
  }

  /** Raises alerts as Prometheus does; with `endsAt`, ends them. */
  async post(alerts: readonly { labels: Record<string, string>; endsAt?: string }[]) {
    const response = await fetch(`${this.url}/api/v2/alerts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(alerts),
    });
    if (!response.ok) throw new Error(`Alertmanager: ${await response.text()}`);
    await response.body?.cancel();
  }

  /** For the janitor has killed it. */
  async ended(): Promise<void> {
    await this.#child.status;
  }
}

/** Whether a server of the Prometheus family says that it is ready. */
export async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/-/ready`).catch(() => undefined);
  await response?.body?.cancel();
  return response?.status === 200;
}
