import { clusterChanges } from "../../src/history/cluster_changes.ts";
import { PartitionDirectory } from "../../src/history/partition_directory.ts";
import { ConnectedCluster } from "../../src/kafka/connected_cluster.ts";
import { BrokerUnavailableError } from "../../src/kafka/errors.ts";
import { takeSnapshot } from "../../src/kafka/take_snapshot.ts";
import type { SecuritySettings } from "../../src/kafka/transport/security.ts";
import { Transport } from "../../src/kafka/transport/transport.ts";
import type { ClusterChanges } from "../../src/model/cluster_changes.ts";
import type { ClusterSnapshot } from "../../src/model/cluster_snapshot.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { runAtOnce } from "../../src/runtime/slices.ts";
import { silentLogger } from "../wire_fakes/recorders.ts";
import { waitFor } from "./wait_for.ts";

const REQUEST_TIMEOUT_MS = 1_000;
/** Offsets, lists and commits are known for so long, as with an interval of a second. */
const OFFSETS_MS = 3_000;
const LONG_MS = 600_000;

/** A snapshot and what has changed since the one before. */
export type Cycle = ClusterSnapshot & { readonly changes: ClusterChanges };

/** Reads a cluster in this process, as the program does, for tests that look at snapshots. */
export class ClusterReader implements Disposable {
  readonly client: ConnectedCluster;
  readonly #slots = new PartitionDirectory();
  readonly #never = new AbortController().signal;
  #previous: ClusterSnapshot | undefined;
  /** Every cycle so far. */
  readonly cycles: Cycle[] = [];

  constructor(bootstrapServers: readonly string[], security: SecuritySettings = {}) {
    this.client = new ConnectedCluster({
      bootstrapServers,
      dialler: new Transport({
        clientId: "reader",
        connectTimeoutMs: 2_000,
        logger: silentLogger,
        security,
      }),
      observer: { requestDone: () => {}, throttled: () => {} },
      logger: silentLogger,
      clock: systemClock,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      longestRetryMs: 1_000,
    });
  }

  /** Reads once more. */
  async cycle(): Promise<Cycle> {
    const context = {
      client: this.client,
      clock: systemClock,
      logger: silentLogger,
      signal: this.#never,
      topicFilter: () => true,
      groupFilter: () => true,
    };
    const limits = {
      offsetsMs: OFFSETS_MS,
      descriptionsMs: LONG_MS,
      stableOffsetsMs: LONG_MS,
      logDirsMs: LONG_MS,
      topicConfigsMs: LONG_MS,
    };
    const options = { slots: this.#slots, limits, settleMs: REQUEST_TIMEOUT_MS };
    const snapshot = await takeSnapshot(context, options, this.#previous);
    const changes = runAtOnce(clusterChanges(this.#previous, snapshot));
    this.#previous = snapshot;
    const cycle = { ...snapshot, changes };
    this.cycles.push(cycle);
    return cycle;
  }

  /** Reads until the fact holds of a snapshot; does what is given `before` each reading. */
  async cycleUntil(
    fact: string,
    holds: (cycle: Cycle) => boolean,
    deadlineMs = 60_000,
    before: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Cycle> {
    let newest: Cycle | undefined;
    await waitFor(fact, async () => {
      await before();
      try {
        return holds(newest = await this.cycle());
      } catch (error) {
        // On a busy machine it happens that no broker answers in time.
        if (error instanceof BrokerUnavailableError) return false;
        throw error;
      }
    }, deadlineMs);
    return newest!;
  }

  [Symbol.dispose](): void {
    this.client.close();
  }
}
