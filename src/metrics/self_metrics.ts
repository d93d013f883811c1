import type * as client from "prom-client";
import { encodeLabels, type LabelPairs } from "./label_bytes.ts";
import { Counter, Gauge, Histogram, Registry } from "./metric_client.ts";
import { spelled } from "./number_bytes.ts";
import type { MetricType, SampleWriter } from "./sample_writer.ts";

const FAILURES = ["timeout", "connection", "decode", "unsupported"] as const;
type Failure = typeof FAILURES[number];

const CYCLE_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const REQUEST_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
const BLOCK_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

/** The metric client's values, as far as they are written. */
interface MetricValues {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly values: readonly {
    readonly value: number;
    readonly metricName?: string;
    readonly labels: Readonly<Record<string, string | number | undefined>>;
  }[];
}

/** Counts what one cluster's line does. */
export interface LineMetrics {
  /** A cycle ended; `ok` if it gave a snapshot. */
  cycleDone(ok: boolean, seconds: number): void;
  requestDone(api: string, seconds: number, failure: Failure | undefined): void;
  throttled(brokerId: number, seconds: number): void;
}

/** The program's metrics about itself. Those about one cluster have `cluster` if it is named. */
export class SelfMetrics {
  readonly #registry = new Registry();
  readonly #cycleSeconds = this.#histogram(
    "kafka_sentinel_cycle_duration_seconds",
    "How long reading the cluster once took, in seconds.",
    CYCLE_SECONDS,
    ["cluster"],
  );
  readonly #cycles = this.#counter(
    "kafka_sentinel_cycles_total",
    "Finished cycles of reading the cluster.",
    ["cluster", "result"],
  );
  readonly #requests = this.#counter(
    "kafka_sentinel_requests_total",
    "Requests sent to Kafka.",
    ["cluster", "api"],
  );
  readonly #requestSeconds = this.#histogram(
    "kafka_sentinel_request_duration_seconds",
    "Time from sending a request to Kafka to its answer or failure, in seconds.",
    REQUEST_SECONDS,
    ["cluster", "api"],
  );
  readonly #requestErrors = this.#counter(
    "kafka_sentinel_request_errors_total",
    "Requests to Kafka that brought no usable answer.",
    ["cluster", "api", "reason"],
  );
  readonly #throttleSeconds = this.#counter(
    "kafka_sentinel_throttle_seconds_total",
    "Time for which the broker told the monitor to wait, in seconds.",
    ["cluster", "id"],
  );
  readonly #blockSeconds = this.#histogram(
    "kafka_sentinel_loop_block_seconds",
    "How late the event loop turned to new work, in seconds.",
    BLOCK_SECONDS,
  );
  readonly #reloadOk = this.#gauge(
    "kafka_sentinel_config_last_reload_successful",
    "1 if the newest reading of the settings succeeded, 0 if it failed.",
  );

  constructor(version: string) {
    this.#gauge("kafka_sentinel_build_info", "The running version.", ["version"]).set(
      { version },
      1,
    );
    this.#reloadOk.set(1);
  }

  /** Counts for one cluster; undefined for a single unnamed one. */
  line(clusterName: string | undefined): LineMetrics {
    const cluster = clusterName ?? "";
    for (const result of ["success", "failure"]) this.#cycles.inc({ cluster, result }, 0);
    return {
      cycleDone: (ok, seconds) => {
        this.#cycles.inc({ cluster, result: ok ? "success" : "failure" });
        this.#cycleSeconds.observe({ cluster }, seconds);
      },
      requestDone: (api, seconds, failure) => {
        this.#requests.inc({ cluster, api });
        this.#requestSeconds.observe({ cluster, api }, seconds);
        for (const reason of FAILURES) {
          this.#requestErrors.inc({ cluster, api, reason }, reason === failure ? 1 : 0);
        }
      },
      throttled: (brokerId, seconds) =>
        this.#throttleSeconds.inc({ cluster, id: String(brokerId) }, seconds),
    };
  }

  loopBlocked(seconds: number): void {
    this.#blockSeconds.observe(seconds);
  }

  configReloaded(ok: boolean): void {
    this.#reloadOk.set(ok ? 1 : 0);
  }

  /** Writes all of them; the constant labels are the writer's. */
  async write(out: SampleWriter): Promise<void> {
    // The client's types leave out the names that histograms give their samples.
    for (const metric of await this.#registry.getMetricsAsJSON() as readonly MetricValues[]) {
      out.family(metric.name, metric.type as MetricType, metric.help);
      for (const { metricName, value, labels } of metric.values) {
        out.suffix((metricName ?? metric.name).slice(metric.name.length));
        out.sample(value, encodeLabels(pairs(labels)));
      }
    }
  }

  #counter(name: string, help: string, labelNames: string[]): client.Counter<string> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, labelNames: string[] = []): client.Gauge<string> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram(
    name: string,
    help: string,
    buckets: number[],
    labelNames: string[] = [],
  ): client.Histogram<string> {
    return new Histogram({ name, help, buckets, labelNames, registers: [this.#registry] });
  }
}

/** The labels that are not empty: the cluster of a single unnamed one is. */
function pairs(labels: MetricValues["values"][number]["labels"]): LabelPairs {
  return Object.entries(labels)
    .map(([name, value]) =>
      [name, typeof value === "number" ? spelled(value) : value ?? ""] as const
    )
    .filter(([, value]) => value !== "");
}
