import { quantile } from "../quantile.ts";
import type { DoneFault } from "./recovery.ts";
import type { Scrape } from "./scrape_worker.ts";
import type { SoakResult, TimedScrape } from "./soak_result.ts";

/** What is scraped, in the order of the report's columns. */
export const PORTS: readonly Scrape["port"][] = ["exporter", "lag monitor", "bare server"];

/** A scrape that takes longer is told by itself, in milliseconds. */
export const SLOW_MS = 20;

const CALM = "no fault";
const MOST_SLOW = 20;

type Scraped = Pick<SoakResult, "scrapes" | "faults">;

/** A row of times for all scrapes, then one for those of each kind of fault, and of calm. */
export function scrapeRows(
  { scrapes, faults }: Scraped,
  timeOf = ({ tookMs }: TimedScrape) => tookMs,
): string[][] {
  const kindOf = ({ fromMs }: TimedScrape) => faultAt(faults, fromMs)?.kind ?? CALM;
  const kinds = [...Map.groupBy(scrapes, kindOf)].toSorted(([a], [b]) => a < b ? -1 : 1);
  return [["all", scrapes] as const, ...kinds].map(([kind, some]) => {
    const times = PORTS.map((wanted) => some.filter(({ port }) => port === wanted).map(timeOf));
    return [kind, `${times[0]!.length}`, ...times.map(quantiles)];
  });
}

/** How long a scrape took, less the time for which neither side had a core and could have run. */
export function timeWithCores({ tookMs, waitedMs, scraperWaitedMs }: TimedScrape): number {
  return Math.max(0, tookMs - waitedMs - scraperWaitedMs);
}

/** The slowest scrapes, slowest first, and where their time went; those that are slow only. */
export function slowRows({ scrapes, faults }: Scraped): string[][] {
  return scrapes
    .filter(({ tookMs }) => tookMs > SLOW_MS)
    .toSorted((a, b) => b.tookMs - a.tookMs)
    .slice(0, MOST_SLOW)
    .map(({ port, fromMs, tookMs, ranMs, waitedMs, scraperWaitedMs }) => [
      new Date(fromMs).toISOString().slice(11, 23),
      faultAt(faults, fromMs)?.name ?? CALM,
      port,
      ...[tookMs, ranMs, waitedMs, scraperWaitedMs].map((ms) => ms.toFixed(1)),
    ]);
}

function faultAt(faults: readonly DoneFault[], ms: number): DoneFault | undefined {
  const fault = faults.findLast(({ fromMs }) => fromMs <= ms);
  return ms < (fault?.kafkaWholeMs ?? Infinity) ? fault : undefined;
}

function quantiles(times: readonly number[]): string {
  if (times.length === 0) return "–";
  const sorted = times.toSorted((a, b) => a - b);
  return [0.5, 0.99, 1].map((share) => quantile(sorted, share).toFixed(1)).join(", ");
}
