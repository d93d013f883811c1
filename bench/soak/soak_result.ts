import type { SharedLab } from "../../tests/lab/shared_lab.ts";
import type { Ending } from "../../tests/program/running_program.ts";
import type { Wrong } from "./judge_values.ts";
import type { Held } from "./process_watch.ts";
import type { QuietMoment } from "./quiet_moment.ts";
import type { DoneFault } from "./recovery.ts";
import type { Scrape } from "./scrape_worker.ts";

/** How long, by which chance, on what. */
export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Between quiet moments; there is one at the end. */
  readonly quietEveryMinutes: number;
  readonly lab: Omit<SharedLab, typeof Symbol.asyncDispose>;
  /** Those of the lab, for Kafka's clients too, as taskset(1) is told; all without it. */
  readonly coresOfKafka?: string;
  /** Called when everything that is scraped, and what scrapes it, has been started. */
  readonly started?: () => Promise<unknown>;
  readonly say: (line: string) => void;
}

/** A wrong value, and which fault was the newest when it was served. */
export type WrongThen = Wrong & { readonly during: string };

/** From which address an answer came, when it was asked for, and where its time went. */
export type TimedScrape = Omit<Scrape, "toMs" | "body" | "error">;

/** What a soak found. */
export interface SoakResult {
  readonly startedMs: number;
  readonly endedMs: number;
  readonly faults: readonly DoneFault[];
  /** What churn did how often. */
  readonly churn: ReadonlyMap<string, number>;
  readonly refused: number;
  readonly observations: number;
  readonly wrong: readonly WrongThen[];
  readonly judged: number;
  readonly unjudged: number;
  readonly quiet: readonly QuietMoment[];
  /** The scrapes that were answered. */
  readonly scrapes: readonly TimedScrape[];
  readonly failedScrapes: readonly string[];
  readonly held: readonly Held[];
  /** Error lines of its log, and lines that are none of its log. */
  readonly logged: readonly string[];
  /** Records lost and logs cut, as it counted them; nothing was. */
  readonly losses: number;
  /** How it ended when it was asked to, or before. */
  readonly ending: Ending;
}

/** Everything that must not be, in words; nothing if all holds. */
export function failuresOf(result: SoakResult): string[] {
  const { wrong, quiet, failedScrapes, logged, losses, ending } = result;
  const isOver = ending.code !== 0 ? [`It ended with ${JSON.stringify(ending)}`] : [];
  return [
    ...wrong.map(inWords),
    ...quiet.flatMap(({ differences }) => differences.map((each) => `In a quiet moment: ${each}`)),
    ...failedScrapes.map((each) => `A scrape failed: ${each}`),
    ...logged.map((line) => `It logged: ${line}`),
    ...losses > 0 ? [`It counted ${losses} losses`] : [],
    ...isOver,
  ];
}

/** A wrong value on a line. */
export function inWords({ atMs, what, served, truth, during }: WrongThen): string {
  return `${new Date(atMs).toISOString()} ${what}: served ${served}, truth ${truth}; ${during}`;
}
