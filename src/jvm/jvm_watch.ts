import type { JvmReading } from "../model/jvm_reading.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { runPeriodically } from "../runtime/periodic_task.ts";
import { EMPTY_WINDOW, type JvmWindow, toReading, withFailure, withSample } from "./jvm_window.ts";
import { readEndpoint } from "./read_endpoint.ts";
import type { JvmEndpoint, JvmSettings } from "./settings.ts";

/** Reads the JMX agents of all JVMs in the background, and keeps what is needed of it. */
export class JvmWatch {
  readonly #clock: Clock;
  readonly #logger: Logger;
  #settings: JvmSettings;
  #windows = new Map<string, JvmWindow>();
  #ended = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(settings: JvmSettings, clock: Clock, logger: Logger) {
    this.#settings = settings;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Begins to read. */
  start(): void {
    this.#ended = new AbortController();
    if (this.#settings.endpoints.length === 0) return;
    this.#running = runPeriodically((signal) => this.#readAll(signal), {
      intervalMs: this.#settings.intervalMs,
      signal: this.#ended.signal,
      onFailure: (error) =>
        this.#logger.error("Reading JMX agents failed unexpectedly", { error: String(error) }),
    });
  }

  /** Reads these from now on; what is known of those that stay is kept. */
  async replace(settings: JvmSettings): Promise<void> {
    await this.stop();
    const staying = new Set(settings.endpoints.map(({ url }) => url));
    for (const url of this.#windows.keys()) if (!staying.has(url)) this.#windows.delete(url);
    this.#settings = settings;
    this.start();
  }

  async stop(): Promise<void> {
    this.#ended.abort(new Error("reading JMX agents ends"));
    await this.#running;
  }

  /** What is known now of the JVMs of a cluster; undefined: of a single unnamed one. */
  readings(cluster: string | undefined): readonly JvmReading[] {
    const nowMs = this.#clock.nowMs();
    return this.#settings.endpoints.filter((endpoint) => endpoint.cluster === cluster)
      .map((endpoint) => toReading(this.#windowOf(endpoint), endpoint, nowMs, this.#settings));
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#settings.endpoints.map((endpoint) => this.#read(endpoint, signal)));
  }

  async #read(endpoint: JvmEndpoint, signal: AbortSignal): Promise<void> {
    const { url, instance } = endpoint;
    try {
      const sample = await readEndpoint(endpoint, signal);
      const before = this.#windowOf(endpoint);
      this.#windows.set(url, withSample(before, sample, this.#clock.nowMs(), this.#settings));
      if (before.error !== undefined) this.#logger.info("A JMX agent answers again", { instance });
    } catch (error) {
      signal.throwIfAborted();
      const problem = error instanceof Error ? error.message : String(error);
      const before = this.#windowOf(endpoint);
      // One line when the trouble starts, not one a reading.
      const log = before.error === undefined ? "warn" : "debug";
      this.#logger[log]("A JMX agent could not be read", { instance, error: problem });
      this.#windows.set(url, withFailure(before, problem));
    }
  }

  #windowOf({ url }: JvmEndpoint): JvmWindow {
    return this.#windows.get(url) ?? EMPTY_WINDOW;
  }
}
