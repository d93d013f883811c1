import assert from "node:assert/strict";
import { say } from "../../scripts/say.ts";
import type { AlertView } from "../../src/model/views/alert_view.ts";
import type { RunningProgram } from "./running_program.ts";

/** How a rule is configured to wait. */
export interface Waits {
  /** Length of a cycle, from the settings. */
  readonly intervalMs: number;
  /** The rule's `for`; 0 where it fires at once. */
  readonly forMs: number;
}

/** A moment from which Kafka itself says what is wrong, and how many cycles had ended by then. */
export class Onset {
  readonly #program: RunningProgram;
  readonly #atMs: number;
  readonly #counts: Counts;

  private constructor(program: RunningProgram, counts: Counts) {
    this.#program = program;
    this.#atMs = Date.now();
    this.#counts = counts;
  }

  /** To be called as soon as Kafka's own client says it. */
  static async now(program: RunningProgram): Promise<Onset> {
    return new Onset(program, await countsOf(program));
  }

  /**
   * To be called as soon as the alert is seen firing: it must have come within its `for` and two
   * intervals. That is counted in cycles, since on a crowded machine a cycle may take longer than
   * the interval: those of the `for`, two more, the one that had already asked, and the one that
   * ended while the alert was looked at; after an answer that came too late, two more again, since
   * time in which the condition was not seen does not count. Tells how long it took.
   */
  async wasMetPromptly(alert: AlertView, { intervalMs, forMs }: Waits): Promise<void> {
    const now = await countsOf(this.#program);
    const cycles = now.cycles - this.#counts.cycles;
    const tookMs = Date.parse(alert.starts_at!) - this.#atMs;
    const what = `${alert.type} ${JSON.stringify(alert.subject)}`;
    // One that fired before, with another severity, has kept its start.
    const took = tookMs >= 0 ? `${tookMs} ms, ` : "";
    say(`${what}: ${took}${cycles} cycles after Kafka said so; for: ${forMs} ms`);
    const most = Math.ceil(forMs / intervalMs) + (now.late > this.#counts.late ? 6 : 4);
    assert.ok(cycles <= most, `${what}: after ${cycles} cycles`);
  }
}

/** Cycles that have ended, and answers that came too late. */
interface Counts {
  readonly cycles: number;
  readonly late: number;
}

async function countsOf(program: RunningProgram): Promise<Counts> {
  const metrics = await program.scrape();
  const sum = (name: string, labels?: Record<string, string>) =>
    metrics.select(name, labels).reduce((total, { value }) => total + value, 0);
  return {
    cycles: sum("kafka_sentinel_cycles_total"),
    late: sum("kafka_sentinel_request_errors_total", { reason: "timeout" }),
  };
}
