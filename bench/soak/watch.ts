import type { Ask } from "../../tests/lab/lab_view.ts";
import type { Exposition } from "../../tests/program/exposition_parser.ts";
import type { RunningProgram } from "../../tests/program/running_program.ts";
import type { BareServer } from "./bare_server.ts";
import { Judge } from "./judge.ts";
import { type Observation, observe } from "./observation.ts";
import { type Held, heldBy } from "./process_watch.ts";
import type { QuietView } from "./quiet_moment.ts";
import { Recovery } from "./recovery.ts";
import type { Scrape } from "./scrape_worker.ts";
import { expositionOf, Scraper } from "./scraper.ts";
import type { TimedScrape } from "./soak_result.ts";
import { Timeline } from "./timeline.ts";

/** Looks at the program and at Kafka all the time, and keeps what a soak is judged by. */
export class Watch implements QuietView, Disposable {
  readonly recovery = new Recovery();
  readonly judge: Judge;
  readonly scrapes: TimedScrape[] = [];
  readonly failedScrapes: string[] = [];
  readonly held: Held[] = [];
  observations = 0;
  readonly #timeline = new Timeline();
  readonly #newest = new Map<Scrape["port"], Exposition>();
  readonly #ask: Ask;
  readonly #pid: number;
  readonly #scraper: Scraper;

  constructor(program: RunningProgram, bare: BareServer, ask: Ask) {
    this.#ask = ask;
    this.#pid = program.pid;
    this.judge = new Judge(this.#timeline, (ms) => this.recovery.hasThawed(ms));
    this.#scraper = new Scraper(program, bare, (scrape) => this.#take(scrape));
  }

  observation(): Observation | undefined {
    return this.#timeline.newest;
  }

  exporter(): Exposition | undefined {
    return this.#newest.get("exporter");
  }

  lagMonitor(): Exposition | undefined {
    return this.#newest.get("lag monitor");
  }

  async observe(): Promise<void> {
    const observation = await observe(this.#ask);
    this.#timeline.add(observation);
    this.recovery.observed(observation);
    this.observations++;
  }

  /** Notes what the program holds; nothing if it has ended. */
  look(): void {
    try {
      this.held.push(heldBy(this.#pid));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#scraper[Symbol.dispose]();
  }

  #take(scrape: Scrape): void {
    const { toMs: _, body, error, ...timed } = scrape;
    const { port, fromMs } = timed;
    if (body === undefined) {
      this.failedScrapes.push(`${new Date(fromMs).toISOString()} ${port}: ${error}`);
      return;
    }
    this.scrapes.push(timed);
    if (port === "bare server") return;
    const seen = expositionOf(body);
    this.#newest.set(port, seen);
    if (port === "exporter") this.recovery.served(seen, fromMs);
    this.judge.add(scrape);
  }
}
