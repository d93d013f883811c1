import { PartitionDirectory } from "../history/partition_directory.ts";
import type { ClusterClient } from "../kafka/cluster_client.ts";
import type { NameFilter, ReadContext } from "../kafka/read_context.ts";
import { takeSnapshot } from "../kafka/take_snapshot.ts";
import type { AgeLimits, ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { ClusterReading } from "../model/readings.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";

/** Descriptions are read every 30 s; three misses make them unknown. */
const DESCRIPTIONS_MS = 90_000;

/** What one cluster's line is made of. */
export interface ClusterLineParts {
  readonly name: string | undefined;
  readonly bootstrapServers: readonly string[];
  readonly intervalMs: number;
  readonly requestTimeoutMs: number;
  readonly client: ClusterClient;
  readonly topicFilter: NameFilter;
  readonly groupFilter: NameFilter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Result of one cycle, for the program's own metrics. */
export interface CycleResult {
  readonly ok: boolean;
  readonly seconds: number;
}

/** One cluster: holds what its stages must remember from cycle to cycle. */
export class ClusterLine {
  readonly #parts: ClusterLineParts;
  readonly #directory = new PartitionDirectory();
  readonly #limits: AgeLimits;
  #snapshot: ClusterSnapshot | undefined;
  #lastError: string | undefined;

  constructor(parts: ClusterLineParts) {
    this.#parts = parts;
    this.#limits = {
      offsetsMs: 3 * parts.intervalMs,
      descriptionsMs: Math.max(DESCRIPTIONS_MS, 3 * parts.intervalMs),
    };
  }

  reading(): ClusterReading {
    return {
      name: this.#parts.name,
      bootstrapServers: this.#parts.bootstrapServers,
      intervalMs: this.#parts.intervalMs,
      snapshot: this.#snapshot,
      lastError: this.#lastError,
    };
  }

  /** Runs one cycle. A cycle that fails leaves the snapshot before it, which ages. */
  async cycle(signal: AbortSignal): Promise<CycleResult> {
    const startedMs = performance.now();
    const options = {
      slots: this.#directory,
      limits: this.#limits,
      settleMs: this.#parts.requestTimeoutMs,
    };
    try {
      this.#snapshot = await takeSnapshot(this.#context(signal), options, this.#snapshot);
      if (this.#lastError !== undefined) this.#parts.logger.info("Kafka answers again");
      this.#lastError = undefined;
    } catch (error) {
      signal.throwIfAborted();
      this.#noteFailure(String(error));
    }
    const seconds = (performance.now() - startedMs) / 1000;
    return { ok: this.#lastError === undefined, seconds };
  }

  close(): void {
    this.#parts.client.close();
  }

  #context(signal: AbortSignal): ReadContext {
    const { client, clock, logger, topicFilter, groupFilter } = this.#parts;
    return { client, clock, logger, topicFilter, groupFilter, signal };
  }

  /** One line when the trouble starts, not one a cycle. */
  #noteFailure(error: string): void {
    const log = this.#lastError === undefined ? "warn" : "debug";
    this.#parts.logger[log]("Kafka could not be read", {
      bootstrapServers: this.#parts.bootstrapServers.join(","),
      error,
    });
    this.#lastError = error;
  }
}
