import type { ClusterLine } from "../../src/app/cluster_line.ts";
import { openCluster } from "../../src/app/open_cluster.ts";
import type { ClusterSnapshot } from "../../src/model/cluster_snapshot.ts";
import type { GroupLag, LagReport, LagStatus } from "../../src/model/lag_report.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { runPeriodically } from "../../src/runtime/periodic_task.ts";
import { ConfigDocument } from "../../src/settings/config_document.ts";
import { readSettings } from "../../src/settings/read_settings.ts";
import { lagHistory } from "../../src/state/lag_history.ts";
import { openState } from "../../src/state/open_state.ts";
import { waitFor } from "../program/wait_for.ts";
import { RecordingObserver, silentLogger } from "../wire_fakes/recorders.ts";

export interface LagMonitorOptions {
  readonly bootstrapServers: readonly string[];
  /** Topics and groups whose names begin so. */
  readonly prefix: string;
  /** Settings of the section `lag`, as a file has them. */
  readonly lag: string;
  /** Directory for what outlives the monitor. */
  readonly stateDir?: string;
  /** Half a second without it. */
  readonly intervalMs?: number;
}

/** What takes five minutes in earnest takes seven seconds. */
export const QUICK =
  "{ window: 10s, floor_time: 2500ms, not_moving_after: 7s, unlearned_after: 10s, abandoned_after: 15s }";

/** The program's line of a real cluster, in this process. */
export class LagMonitor implements AsyncDisposable {
  /** Reports of all cycles. */
  readonly reports: LagReport[] = [];
  readonly #line: ClusterLine;
  readonly #ended = new AbortController();
  readonly #running: Promise<void>;
  readonly #closeState: () => void;

  constructor({ bootstrapServers, prefix, lag, stateDir, intervalMs = 500 }: LagMonitorOptions) {
    const text = `
clusters:
  - bootstrap_servers: ${JSON.stringify(bootstrapServers)}
    interval: ${intervalMs}ms
    topic_filter: "^${prefix}"
    group_filter: "^${prefix}"
lag: ${lag}
`;
    const read = readSettings({
      flags: {},
      environment: {},
      file: new ConfigDocument({ path: "f", text }),
    });
    if (read.settings === undefined) throw new Error(read.problems.join("\n"));
    const state = openState(stateDir, silentLogger);
    this.#closeState = () => state.close();
    this.#line = openCluster(read.settings.clusters[0]!, {
      lag: read.settings.lag,
      lagStore: lagHistory(state.history),
      observer: new RecordingObserver(),
      clock: systemClock,
      logger: silentLogger,
    });
    this.#running = runPeriodically((signal) => this.#cycle(signal), {
      intervalMs,
      signal: this.#ended.signal,
      onFailure: (error) => {
        throw error;
      },
    });
  }

  /** The newest one. */
  get snapshot(): ClusterSnapshot | undefined {
    return this.#line.reading().snapshot;
  }

  /** Of the newest report; undefined if it does not have the group. */
  group(groupId: string): GroupLag | undefined {
    return this.reports.at(-1)?.groups.find((group) => group.groupId === groupId);
  }

  /** Waits until something holds of the group. */
  async until(
    groupId: string,
    fact: string,
    holds: (group: GroupLag) => boolean,
    deadlineMs = 60_000,
  ): Promise<GroupLag> {
    let found: GroupLag | undefined;
    await waitFor(`${groupId}: ${fact}`, () => {
      found = this.group(groupId);
      return found !== undefined && holds(found);
    }, deadlineMs).catch((error) => {
      throw new Error(`${error.message}; it is ${found?.status} ${found?.flags}`);
    });
    return found!;
  }

  untilStatus(groupId: string, status: LagStatus, deadlineMs?: number): Promise<GroupLag> {
    return this.until(groupId, `is ${status}`, (group) => group.status === status, deadlineMs);
  }

  /**
   * Waits for so many more cycles; gives the statuses that the group had in them. Cycles in which a
   * busy broker did not answer in time do not count.
   */
  async told(groupId: string, cycles: number): Promise<LagStatus[]> {
    const from = this.reports.length;
    const seen = () =>
      this.reports.slice(from).flatMap(({ groups }) =>
        groups.find((group) => group.groupId === groupId)?.status ?? []
      ).filter((status) => status !== "unknown");
    await waitFor(`${cycles} more cycles are done`, () => seen().length >= cycles, 90_000);
    return [...new Set(seen())];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort(new Error("the test ends"));
    await this.#running;
    this.#line.close();
    this.#closeState();
  }

  async #cycle(signal: AbortSignal): Promise<void> {
    await this.#line.cycle(signal);
    const { lag, snapshot } = this.#line.reading();
    if (lag !== undefined && snapshot?.finishedAtMs === lag.atMs) this.reports.push(lag);
  }
}
