import { apiApp } from "../api/api_app.ts";
import { isSnapshotFresh } from "../model/freshness.ts";
import { TIME_LAG_METHODS } from "../model/lag_report.ts";
import type { ClusterReading } from "../model/readings.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { QuickTurns } from "../runtime/quick_turns.ts";
import { sleep } from "../runtime/sleep.ts";
import type { AppSettings } from "../settings/app_settings.ts";
import type { ClusterLine } from "./cluster_line.ts";
import { openCluster } from "./open_cluster.ts";
import { RateStage } from "./rate_stage.ts";

/** Rates are differences of two readings: this far apart they mean something, in milliseconds. */
const APART_MS = 1_000;
/** Cycles of a first reading at most: each finds more of the times that were asked for. */
const MOST_CYCLES = 6;

/** One look learns nothing that would have to be kept. */
const NO_PAGES = { load: () => [], save: () => {} };

/** The program's API for one look at Kafka, without a server. */
export class DirectApi {
  readonly #lines: readonly ClusterLine[];
  readonly #app: ReturnType<typeof apiApp>;
  readonly #clock: Clock;
  readonly #turns = new QuickTurns();

  /** Begins to connect to the clusters. */
  constructor({ clusters, lag, anomaly }: AppSettings, clock: Clock, logger: Logger) {
    const observer = { requestDone: () => {}, throttled: () => {} };
    this.#clock = clock;
    this.#lines = clusters.map((settings) => {
      const rates = new RateStage(anomaly, settings.intervalMs, NO_PAGES, logger);
      return openCluster(settings, { lag, rates, observer, clock, logger });
    });
    this.#app = apiApp({ readings: { clusters: () => this.#readings() }, clock });
  }

  /**
   * Reads everything: the first time until rates are there and no more times become known, later
   * once. Rejects only with the signal's reason; `unread` tells what could not be read.
   */
  async read(signal: AbortSignal): Promise<void> {
    const isFirst = this.#readings().every(({ snapshot }) => snapshot === undefined);
    let unknown = Infinity;
    for (let cycle = 1; cycle <= (isFirst ? MOST_CYCLES : 1); cycle++) {
      if (cycle > 1) await sleep(APART_MS, signal);
      await Promise.all(this.#lines.map((line) => line.cycle(signal)));
      signal.throwIfAborted();
      if (this.unread().length === this.#lines.length) return;
      const before = unknown;
      unknown = unknownTimes(this.#readings());
      if (cycle > 1 && (unknown === 0 || unknown >= before)) return;
    }
  }

  /** A sentence for each cluster that could not be read. */
  unread(): string[] {
    return this.#readings()
      .filter(({ snapshot }) => !isSnapshotFresh(snapshot, this.#clock.nowMs()))
      .map(({ bootstrapServers, lastError }) =>
        `Kafka at ${bootstrapServers.join(",")} could not be read: ${lastError ?? "no answer"}`
      );
  }

  /** What the API answers to a path, as `/api/v1/groups?limit=10`. */
  async get(path: string): Promise<Response> {
    return await this.#app.request(`http://localhost${path}`);
  }

  close(): void {
    for (const line of this.#lines) line.close();
    this.#turns[Symbol.dispose]();
  }

  #readings(): ClusterReading[] {
    return this.#lines.map((line) => ({ ...line.reading(), alerts: [], alertEvents: [] }));
  }
}

function unknownTimes(readings: readonly ClusterReading[]): number {
  const unknown = TIME_LAG_METHODS.indexOf("unknown");
  return readings.reduce((sum, { lag }) => sum + (lag?.partitionsByMethod[unknown] ?? 0), 0);
}
