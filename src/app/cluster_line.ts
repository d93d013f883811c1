import type { AlertReadings } from "../alerts/rule.ts";
import type { AnomalySettings } from "../anomaly/settings.ts";
import { clusterChanges } from "../history/cluster_changes.ts";
import { PartitionDirectory } from "../history/partition_directory.ts";
import { countTopicChanges } from "../history/topic_change_counters.ts";
import type { ClusterClient } from "../kafka/cluster_client.ts";
import type { NameFilter, ReadContext } from "../kafka/read_context.ts";
import { takeSnapshot } from "../kafka/take_snapshot.ts";
import type { LagSettings } from "../lag/settings.ts";
import type { ClusterChanges } from "../model/cluster_changes.ts";
import type { AgeLimits, ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { JvmReading } from "../model/jvm_reading.ts";
import type { ClusterReading } from "../model/readings.ts";
import type { TopicChangeCounts } from "../model/topic_changes.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import { runSliced } from "../runtime/slices.ts";
import type { LagStage } from "./lag_stage.ts";
import { logChanges } from "./log_changes.ts";
import type { RateStage } from "./rate_stage.ts";

/** How old parts may become: about three times the time after which they are read again. */
const DESCRIPTIONS_MS = 90_000;
const STABLE_OFFSETS_MS = 90_000;
const LOG_DIRS_MS = 180_000;
const TOPIC_CONFIGS_MS = 900_000;

/** What differs between two lines about the same trouble. */
const PASSING = / after \d+ ms| the connection to| while it was asked for \w+,?/g;
/** Reasons that are logged until Kafka answers again. */
const MOST_REASONS = 10;

/** What one cluster's line is made of. */
export interface ClusterLineParts {
  readonly name: string | undefined;
  readonly bootstrapServers: readonly string[];
  readonly intervalMs: number;
  readonly requestTimeoutMs: number;
  readonly client: ClusterClient;
  readonly topicFilter: NameFilter;
  readonly groupFilter: NameFilter;
  readonly lag: LagStage;
  /** undefined: message rates are not judged. */
  readonly rates?: RateStage | undefined;
  /** Whether lag and rates are of use to anyone now; undefined: always. */
  readonly isJudging?: (() => boolean) | undefined;
  /** What is known now of the cluster's JVMs; undefined: none are watched. */
  readonly jvms?: (() => readonly JvmReading[]) | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What is known of a cluster without its alerts. */
export type LineReading = Omit<ClusterReading, "alerts" | "alertEvents">;

/** Result of one cycle, for the program's own metrics. */
export interface CycleResult {
  readonly ok: boolean;
  readonly seconds: number;
}

/** A snapshot and what it means. */
type Judged = Pick<ClusterReading, "snapshot" | "lag" | "rates">;

/** Without a new snapshot, or a use, neither lag nor rates are judged: what was before is old. */
const NOTHING_JUDGED = { lag: undefined, rates: undefined };

/** One cluster: holds what its stages must remember from cycle to cycle. */
export class ClusterLine {
  readonly #parts: ClusterLineParts;
  readonly #directory = new PartitionDirectory();
  readonly #limits: AgeLimits;
  /** Those of one cycle belong together: verdicts are told by the slots of their snapshot. */
  #judged: Judged = { snapshot: undefined, lag: undefined, rates: undefined };
  #topicChanges: ReadonlyMap<string, TopicChangeCounts> = new Map();
  #lastError: string | undefined;
  /** Why Kafka could not be read since it last was, as far as it has been logged. */
  readonly #toldReasons = new Set<string>();
  /** What the newest cycle found changed; undefined if it gave no snapshot. */
  #changes: ClusterChanges | undefined;

  constructor(parts: ClusterLineParts) {
    this.#parts = parts;
    const offsetsMs = 3 * parts.intervalMs;
    this.#limits = {
      offsetsMs,
      descriptionsMs: Math.max(DESCRIPTIONS_MS, offsetsMs),
      stableOffsetsMs: Math.max(STABLE_OFFSETS_MS, offsetsMs),
      logDirsMs: Math.max(LOG_DIRS_MS, offsetsMs),
      topicConfigsMs: Math.max(TOPIC_CONFIGS_MS, offsetsMs),
    };
  }

  /** What the line knows by itself: all but its alerts. */
  reading(): LineReading {
    return {
      name: this.#parts.name,
      bootstrapServers: this.#parts.bootstrapServers,
      intervalMs: this.#parts.intervalMs,
      ...this.#judged,
      lastError: this.#lastError,
      topicChanges: this.#topicChanges,
      jvms: this.#parts.jvms?.() ?? [],
    };
  }

  /** Judges lag by other settings from the next cycle on. */
  judgeLagBy(settings: LagSettings): void {
    this.#parts.lag.judgeBy(settings);
  }

  /** What the newest cycle gave, for rules. */
  alertReadings(): Omit<AlertReadings, "cluster"> {
    const { intervalMs, snapshot, lastError, lag, rates, jvms } = this.reading();
    const changes = this.#changes;
    const judged = changes === undefined ? NOTHING_JUDGED : { lag, rates };
    const nowMs = this.#parts.clock.nowMs();
    return { nowMs, intervalMs, snapshot, changes, ...judged, jvms, lastError };
  }

  /** Runs one cycle. A cycle that fails leaves the snapshot before it, which ages. */
  async cycle(signal: AbortSignal): Promise<CycleResult> {
    const startedMs = performance.now();
    this.#changes = undefined;
    const options = {
      slots: this.#directory,
      limits: this.#limits,
      settleMs: this.#parts.requestTimeoutMs,
    };
    try {
      const { snapshot } = this.#judged;
      await this.#take(await takeSnapshot(this.#context(signal), options, snapshot), signal);
      if (this.#lastError !== undefined) this.#parts.logger.info("Kafka answers again");
      this.#lastError = undefined;
      this.#toldReasons.clear();
    } catch (error) {
      signal.throwIfAborted();
      this.#noteFailure(String(error));
    }
    const seconds = (performance.now() - startedMs) / 1000;
    return { ok: this.#lastError === undefined, seconds };
  }

  close(): void {
    this.#parts.lag.close();
    this.#parts.client.close();
  }

  judgeRatesBy(anomaly: AnomalySettings): void {
    this.#parts.rates?.judgeBy(anomaly);
  }

  /** Stores what must outlive the program; no cycle may be under way. */
  save(): void {
    this.#parts.rates?.save();
  }

  /** Moves on to the new snapshot, through all stages. */
  async #take(snapshot: ClusterSnapshot, signal: AbortSignal): Promise<void> {
    const { lag, rates } = this.#parts;
    const previous = this.#judged.snapshot;
    const changes = await runSliced(clusterChanges(previous, snapshot), signal);
    const isJudging = this.#parts.isJudging?.() ?? true;
    if (isJudging) {
      await lag.take(snapshot, signal);
      await rates?.take(previous, snapshot, signal);
    }
    this.#topicChanges = countTopicChanges(this.#topicChanges, changes, snapshot);
    const judged = isJudging ? { lag: lag.report, rates: rates?.report } : NOTHING_JUDGED;
    this.#judged = { snapshot, ...judged };
    this.#changes = changes;
    logChanges(this.#parts.logger, changes);
  }

  #context(signal: AbortSignal): ReadContext {
    const { client, clock, logger, topicFilter, groupFilter } = this.#parts;
    return { client, clock, logger, topicFilter, groupFilter, signal };
  }

  /** A line when the trouble starts and when there is another reason, not one a cycle. */
  #noteFailure(error: string): void {
    const reason = error.replaceAll(PASSING, "");
    const isNew = !this.#toldReasons.has(reason) && this.#toldReasons.size < MOST_REASONS;
    if (isNew) this.#toldReasons.add(reason);
    this.#parts.logger[isNew ? "warn" : "debug"]("Kafka could not be read", {
      bootstrapServers: this.#parts.bootstrapServers.join(","),
      error,
    });
    this.#lastError = error;
  }
}
