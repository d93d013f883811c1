import type { AnomalySettings } from "../anomaly/settings.ts";
import type { KafkaSettings } from "../kafka/settings.ts";
import type { LagSettings } from "../lag/settings.ts";
import type { Exposition } from "../metrics/exposition.ts";
import type { LineMetrics, SelfMetrics } from "../metrics/self_metrics.ts";
import type { JvmReading } from "../model/jvm_reading.ts";
import type { ClusterReading, Readings } from "../model/readings.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { runPeriodically } from "../runtime/periodic_task.ts";
import type { AlertStage } from "./alert_stage.ts";
import type { ClusterLine } from "./cluster_line.ts";
import { isSame } from "./reloader.ts";
import type { LagStore } from "./lag_journal.ts";
import { openCluster } from "./open_cluster.ts";
import { type PageStore, RateStage } from "./rate_stage.ts";
import { RenderSchedule } from "./render_schedule.ts";

interface RunningLine {
  readonly settings: KafkaSettings;
  readonly line: ClusterLine;
  readonly metrics: LineMetrics;
  readonly intervalMs: number;
}

/** What the lines are made from. */
export interface LinesParts {
  readonly clusters: readonly KafkaSettings[];
  readonly lag: LagSettings;
  readonly anomaly: AnomalySettings;
  /** Whether lag and message rates are of use to anyone. */
  readonly isJudging: boolean;
  readonly pages: PageStore;
  /** Where lag is kept; undefined: nowhere. */
  readonly lagStore: LagStore | undefined;
  /** What is known now of the JVMs of a cluster, by its name; undefined: of the one without. */
  readonly jvmsOf: (cluster: string | undefined) => readonly JvmReading[];
  readonly alerts: AlertStage;
  readonly selfMetrics: SelfMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Kafka is not turned to before. */
  readonly mayBegin: Promise<void>;
}

/** The lines of all clusters: runs their cycles, and renders when these have ended. */
export class RunningLines implements Readings {
  #lines: readonly RunningLine[];
  readonly #parts: LinesParts;
  #lag: LagSettings;
  #anomaly: AnomalySettings;
  #isJudging: boolean;
  #ended = new AbortController();
  #expositions: readonly Exposition[] = [];
  #running: Promise<unknown> = Promise.resolve();
  #schedule: RenderSchedule | undefined;
  #stopped = false;

  constructor(parts: LinesParts) {
    this.#parts = parts;
    this.#lag = parts.lag;
    this.#anomaly = parts.anomaly;
    this.#isJudging = parts.isJudging;
    this.#lines = parts.clusters.map((settings) => this.#open(settings));
  }

  clusters(): readonly ClusterReading[] {
    return this.#lines.map(({ line }) => {
      const reading = line.reading();
      return { ...reading, ...this.#parts.alerts.readingOf(reading.name) };
    });
  }

  /** Begins to read; passes are rendered into the expositions, one after the other. */
  start(expositions: readonly Exposition[]): void {
    this.#expositions = expositions;
    const schedule = new RenderSchedule({
      clusters: this.#lines.length,
      render: async () => {
        for (const exposition of expositions) await this.#render(exposition);
      },
      nextExpiryMs: () => {
        const firstMs = Math.min(...expositions.map((each) => each.expiresAtMs ?? Infinity));
        return Number.isFinite(firstMs) ? firstMs - this.#parts.clock.nowMs() : undefined;
      },
    });
    this.#schedule = schedule;
    this.#running = Promise.all(
      this.#lines.map((running, index) => this.#run(running, () => schedule.cycleEnded(index))),
    );
  }

  /**
   * Watches these clusters from now on. A cluster whose settings are the same keeps its connections
   * and what is known of it; cycles under way begin again.
   */
  async replaceClusters(clusters: readonly KafkaSettings[]): Promise<void> {
    if (this.#stopped || this.#schedule === undefined) return;
    const before = this.#lines;
    await this.#pause("the settings change");
    if (this.#stopped) return;
    this.#lines = clusters.map((settings) =>
      before.find((running) => isSame(running.settings, settings)) ?? this.#open(settings)
    );
    for (const running of before) {
      if (this.#lines.includes(running)) continue;
      running.line.close();
      running.line.save();
    }
    this.#ended = new AbortController();
    this.start(this.#expositions);
  }

  /** Judges lag and message rates, or leaves both, from the next cycle on. */
  judge(isJudging: boolean): void {
    this.#isJudging = isJudging;
  }

  /** Judges lag by these settings from the next cycles on. */
  judgeLagBy(lag: LagSettings): void {
    this.#lag = lag;
    for (const { line } of this.#lines) line.judgeLagBy(lag);
  }

  /** Judges message rates by these settings from the next cycle on. */
  judgeRatesBy(anomaly: AnomalySettings): void {
    this.#anomaly = anomaly;
    for (const { line } of this.#lines) line.judgeRatesBy(anomaly);
  }

  /** Ends cycles and passes under way and destroys all connections to Kafka. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { line } of this.#lines) line.close();
    await this.#pause("the program stops");
    for (const { line } of this.#lines) line.save();
  }

  async #pause(reason: string): Promise<void> {
    this.#ended.abort(new Error(reason));
    await this.#schedule?.stop();
    await this.#running;
  }

  #open(settings: KafkaSettings): RunningLine {
    const metrics = this.#parts.selfMetrics.line(settings.name);
    const { pages, lagStore, clock, logger, mayBegin } = this.#parts;
    const { name, intervalMs } = settings;
    const ofCluster = name === undefined ? logger : logger.with({ cluster: name });
    const rates = new RateStage(this.#anomaly, intervalMs, pages, ofCluster);
    const lag = this.#lag;
    const jvms = () => this.#parts.jvmsOf(name);
    const isJudging = () => this.#isJudging;
    const line = openCluster(
      settings,
      { lag, lagStore, rates, isJudging, jvms, observer: metrics, clock, logger, mayBegin },
    );
    return { settings, line, metrics, intervalMs: settings.intervalMs };
  }

  async #run({ line, metrics, intervalMs }: RunningLine, ended: () => void): Promise<void> {
    const { signal } = this.#ended;
    const cycle = async (signal: AbortSignal) => {
      const { ok, seconds } = await line.cycle(signal);
      metrics.cycleDone(ok, seconds);
      await this.#parts.alerts.evaluate(line.reading().name, line.alertReadings(), signal);
      ended();
    };
    const onFailure = (error: unknown) => {
      this.#parts.logger.error("A cycle failed unexpectedly", { error: String(error) });
      ended();
    };
    await this.#parts.mayBegin;
    await runPeriodically(cycle, { intervalMs, signal, onFailure });
  }

  async #render(exposition: Exposition): Promise<void> {
    const { signal } = this.#ended;
    try {
      await exposition.render(this.#parts.clock.nowMs(), signal);
    } catch (error) {
      if (!signal.aborted) {
        this.#parts.logger.error("A render pass failed", { error: String(error) });
      }
    }
  }
}
