import type { KafkaSettings } from "../kafka/settings.ts";
import type { Exposition } from "../metrics/exposition.ts";
import type { LineMetrics, SelfMetrics } from "../metrics/self_metrics.ts";
import type { ClusterReading, Readings } from "../model/readings.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { runPeriodically } from "../runtime/periodic_task.ts";
import type { ClusterLine } from "./cluster_line.ts";
import { openCluster } from "./open_cluster.ts";
import { RenderSchedule } from "./render_schedule.ts";

interface RunningLine {
  readonly line: ClusterLine;
  readonly metrics: LineMetrics;
  readonly intervalMs: number;
}

/** The lines of all clusters: runs their cycles, and renders when these have ended. */
export class RunningLines implements Readings {
  readonly #lines: readonly RunningLine[];
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #ended = new AbortController();
  #running: Promise<unknown> = Promise.resolve();
  #schedule: RenderSchedule | undefined;

  constructor(
    clusters: readonly KafkaSettings[],
    selfMetrics: SelfMetrics,
    clock: Clock,
    logger: Logger,
  ) {
    this.#clock = clock;
    this.#logger = logger;
    this.#lines = clusters.map((settings) => {
      const metrics = selfMetrics.line(settings.name);
      const line = openCluster(settings, metrics, clock, logger);
      return { line, metrics, intervalMs: settings.intervalMs };
    });
  }

  clusters(): readonly ClusterReading[] {
    return this.#lines.map(({ line }) => line.reading());
  }

  /** Begins to read; passes are rendered into the exposition. */
  start(exposition: Exposition): void {
    const schedule = new RenderSchedule({
      clusters: this.#lines.length,
      render: () => this.#render(exposition),
      nextExpiryMs: () => {
        const { expiresAtMs } = exposition;
        return expiresAtMs === undefined ? undefined : expiresAtMs - this.#clock.nowMs();
      },
    });
    this.#schedule = schedule;
    this.#running = Promise.all(
      this.#lines.map((running, index) => this.#run(running, () => schedule.cycleEnded(index))),
    );
  }

  /** Ends cycles and passes under way and destroys all connections to Kafka. */
  async stop(): Promise<void> {
    this.#ended.abort(new Error("the program stops"));
    for (const { line } of this.#lines) line.close();
    await this.#schedule?.stop();
    await this.#running;
  }

  #run({ line, metrics, intervalMs }: RunningLine, ended: () => void): Promise<void> {
    const cycle = async (signal: AbortSignal) => {
      const { ok, seconds } = await line.cycle(signal);
      metrics.cycleDone(ok, seconds);
      ended();
    };
    const onFailure = (error: unknown) => {
      this.#logger.error("A cycle failed unexpectedly", { error: String(error) });
      ended();
    };
    return runPeriodically(cycle, { intervalMs, signal: this.#ended.signal, onFailure });
  }

  async #render(exposition: Exposition): Promise<void> {
    const { signal } = this.#ended;
    try {
      await exposition.render(this.#clock.nowMs(), signal);
    } catch (error) {
      if (!signal.aborted) this.#logger.error("A render pass failed", { error: String(error) });
    }
  }
}
