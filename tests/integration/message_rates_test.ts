import assert from "node:assert/strict";
import { openCluster } from "../../src/app/open_cluster.ts";
import type { ClusterLine } from "../../src/app/cluster_line.ts";
import { RateStage } from "../../src/app/rate_stage.ts";
import type { RateVerdict, TopicRate } from "../../src/model/rate_report.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { ConfigDocument } from "../../src/settings/config_document.ts";
import { readSettings } from "../../src/settings/read_settings.ts";
import { baselinePages } from "../../src/state/baseline_pages.ts";
import { openState } from "../../src/state/open_state.ts";
import { openSharedLab } from "../lab/shared_lab.ts";
import { uniqueName } from "../program/unique_name.ts";
import { waitFor } from "../program/wait_for.ts";
import { RecordingObserver, silentLogger } from "../wire_fakes/recorders.ts";

/** A second stands for a minute: what takes three minutes in earnest takes three seconds. */
const TIME_FACTOR = 60;
const RESTARTS = 3;

Deno.test("on real brokers a stop and a surge are told, and a restart of the monitor is not", async () => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const topic = uniqueName("rates");
  await client.createTopic(topic, { partitions: 3, replicationFactor: 1 });
  const dir = await Deno.makeTempDir();
  const monitor = new Monitor(topic, lab.bootstrapServers, dir);
  const producer = await client.startProducer(topic, 60);
  await monitor.until("usual", 90_000);
  await monitor.untilRate(
    "60 messages a second are read and expected",
    (rate) => [rate.rate, rate.expectedRate].every((each) => each > 20 && each < 120),
  );
  await monitor.restartsQuietly("usual");

  const more = await client.startProducer(topic, 600);
  await monitor.until("spike", 60_000);
  assert.ok(monitor.rate.score >= 4, `${monitor.rate.score}`);
  await client.stopTask(more);
  await client.stopTask(producer);
  await monitor.until("silence", 60_000);
  await monitor.restartsQuietly("silence");
  monitor.close();
  await Deno.remove(dir, { recursive: true });
});

/** A cluster line with a state directory that reads as often as it is asked. */
class Monitor {
  readonly #topic: string;
  readonly #servers: readonly string[];
  readonly #dir: string;
  readonly #signal = new AbortController().signal;
  #state: ReturnType<typeof openState>;
  #line: ClusterLine;

  constructor(topic: string, servers: readonly string[], dir: string) {
    this.#topic = topic;
    this.#servers = servers;
    this.#dir = dir;
    this.#state = openState(dir, silentLogger);
    this.#line = this.#open();
  }

  get rate() {
    return this.#line.reading().rates!.topics.get(this.#topic)!;
  }

  /** Reads until the verdict is this one. */
  until(verdict: RateVerdict, deadlineMs: number): Promise<void> {
    return this.untilRate(
      `the topic is ${verdict}`,
      (rate) => rate.verdict === verdict,
      deadlineMs,
    );
  }

  /** Reads until something holds of the topic's rate. */
  untilRate(
    fact: string,
    holds: (rate: TopicRate) => boolean,
    deadlineMs = 60_000,
  ): Promise<void> {
    return waitFor(fact, async () => {
      await this.#line.cycle(this.#signal);
      const rate = this.#line.reading().rates?.topics.get(this.#topic);
      return rate !== undefined && holds(rate);
    }, deadlineMs);
  }

  /**
   * Restarts; nothing but this verdict may be told then. A machine that pauses for two seconds is
   * an outage of two minutes here, so one of a few restarts must be quiet, not the first.
   */
  async restartsQuietly(verdict: RateVerdict): Promise<void> {
    const seen: string[] = [];
    for (let attempt = 1; attempt <= RESTARTS; attempt++) {
      this.restart();
      seen.push((await this.told(20)).join());
      if (seen.at(-1) === verdict) return;
      await this.until(verdict, 90_000);
    }
    assert.fail(`${RESTARTS} restarts told ${seen.join("; ")}`);
  }

  /** Reads until so many cycles had a verdict; gives the verdicts, each where it began. */
  async told(cycles: number): Promise<RateVerdict[]> {
    const seen: RateVerdict[] = [];
    let done = 0;
    await waitFor(`${cycles} cycles are done`, async () => {
      await this.#line.cycle(this.#signal);
      const verdict = this.#line.reading().rates?.topics.get(this.#topic)?.verdict ?? "unknown";
      if (verdict === "unknown") return false;
      if (verdict !== seen.at(-1)) seen.push(verdict);
      return ++done >= cycles;
    }, 90_000);
    return seen;
  }

  /** Stops as the program does, and starts again. */
  restart(): void {
    this.close();
    this.#state = openState(this.#dir, silentLogger);
    this.#line = this.#open();
  }

  close(): void {
    this.#line.close();
    this.#line.save();
    this.#state.close();
  }

  #open(): ClusterLine {
    const text = `
clusters:
  - bootstrap_servers: ${JSON.stringify(this.#servers)}
    interval: 250ms
    topic_filter: "^${this.#topic}$"
    group_exclude: ".*"
anomaly: { time_factor: ${TIME_FACTOR}, warm_up: 20m }
`;
    const { settings } = readSettings({
      flags: {},
      environment: {},
      file: new ConfigDocument({ path: "f", text }),
    });
    const pages = baselinePages(this.#state.lasting);
    const [cluster] = settings!.clusters;
    return openCluster(cluster!, {
      lag: settings!.lag,
      rates: new RateStage(settings!.anomaly, cluster!.intervalMs, pages, silentLogger),
      observer: new RecordingObserver(),
      clock: systemClock,
      logger: silentLogger,
    });
  }
}
