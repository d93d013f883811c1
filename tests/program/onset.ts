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
  readonly #cycles: number;

  private constructor(program: RunningProgram, cycles: number) {
    this.#program = program;
    this.#atMs = Date.now();
    this.#cycles = cycles;
  }

  /** To be called as soon as Kafka's own client says it. */
  static async now(program: RunningProgram): Promise<Onset> {
    return new Onset(program, await endedCycles(program));
  }

  /**
   * To be called as soon as the alert is seen firing: it must have come within its `for` and two
   * intervals. That is counted in cycles, since on a crowded machine a cycle may take longer than
   * the interval: those of the `for`, two more, and the one that had already asked. Tells how long
   * it took.
   */
  async wasMetPromptly(alert: AlertView, { intervalMs, forMs }: Waits): Promise<void> {
    const cycles = await endedCycles(this.#program) - this.#cycles;
    const tookMs = Date.parse(alert.starts_at!) - this.#atMs;
    const what = `${alert.type} ${JSON.stringify(alert.subject)}`;
    // One that fired before, with another severity, has kept its start.
    const took = tookMs >= 0 ? `${tookMs} ms, ` : "";
    say(`${what}: ${took}${cycles} cycles after Kafka said so; for: ${forMs} ms`);
    assert.ok(cycles <= Math.ceil(forMs / intervalMs) + 3, `${what}: after ${cycles} cycles`);
  }
}

async function endedCycles(program: RunningProgram): Promise<number> {
  const metrics = await program.scrape();
  return metrics.select("kafka_sentinel_cycles_total").reduce((sum, { value }) => sum + value, 0);
}
