import type { ClusterShape } from "../../../bench/simulated/cluster_shape.ts";
import { SimulatedCluster } from "../../../bench/simulated/simulated_cluster.ts";
import { ClusterLine, type LineReading } from "../../../src/app/cluster_line.ts";
import { LagStage } from "../../../src/app/lag_stage.ts";
import { ConnectedCluster } from "../../../src/kafka/connected_cluster.ts";
import { QuestionReader } from "../../../src/kafka/question_reader.ts";
import { Transport } from "../../../src/kafka/transport/transport.ts";
import { lagSettings } from "../../../src/lag/settings.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import { nextTurn } from "../../../src/runtime/slices.ts";
import { RecordingObserver, silentLogger } from "../../wire_fakes/recorders.ts";

const SMALL: ClusterShape = {
  brokers: 3,
  topics: 12,
  partitionsPerTopic: 5,
  replicationFactor: 3,
  groups: 8,
  commitsPerGroup: 7,
  membersPerGroup: 2,
};

const REQUEST_TIMEOUT_MS = 800;
const LAST_TURNS = 5;

/** The program's line of a small simulated cluster, cycle by cycle, on a clock of its own. */
export class SimulatedLine implements AsyncDisposable {
  readonly intervalMs = 10_000;
  readonly observer = new RecordingObserver();
  readonly cluster: SimulatedCluster;
  /** Whether somebody wants to know of lag. */
  isJudging = true;
  readonly #line: ClusterLine;
  #nowMs = 1_000_000;

  private constructor(cluster: SimulatedCluster) {
    this.cluster = cluster;
    const clock = { nowMs: () => this.#nowMs };
    const { bootstrapServers } = cluster;
    const connect = () =>
      new ConnectedCluster({
        bootstrapServers,
        dialler: new Transport({ clientId: "test", connectTimeoutMs: 300, logger: silentLogger }),
        observer: this.observer,
        logger: silentLogger,
        clock,
        requestTimeoutMs: REQUEST_TIMEOUT_MS,
        firstRetryMs: 10,
        longestRetryMs: 20,
      });
    this.#line = new ClusterLine({
      name: undefined,
      bootstrapServers,
      intervalMs: this.intervalMs,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      client: connect(),
      lag: new LagStage({
        intervalMs: this.intervalMs,
        settings: lagSettings.parse({}),
        questions: new QuestionReader(connect, 300, silentLogger),
        journal: undefined,
        logger: silentLogger,
      }),
      isJudging: () => this.isJudging,
      topicFilter: () => true,
      groupFilter: () => true,
      clock,
      logger: silentLogger,
    });
  }

  static async start(shape: Partial<ClusterShape> = {}): Promise<SimulatedLine> {
    return new SimulatedLine(await SimulatedCluster.listen({ ...SMALL, ...shape }));
  }

  /** Reads once, an interval after the last time; the newest snapshot, if there is one. */
  async cycle(): Promise<ClusterSnapshot | undefined> {
    this.#nowMs += this.intervalMs;
    await this.#line.cycle(new AbortController().signal);
    // A cycle that cannot ask anybody ends before sockets have had a turn.
    await nextTurn();
    return this.#line.reading().snapshot;
  }

  /** Everything that is known. */
  reading(): LineReading {
    return this.#line.reading();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#line.close();
    await this.cluster[Symbol.asyncDispose]();
    // What was being decoded in the background comes to its end.
    for (let turn = 0; turn < LAST_TURNS; turn++) await nextTurn();
  }
}
