import type { Scrape } from "./scrape_worker.ts";
import type { SoakResult, TimedScrape } from "./soak_result.ts";

/** What is scraped, in the order of the report's columns. */
export const PORTS: readonly Scrape["port"][] = ["exporter", "lag monitor", "bare server"];

const CALM = "no fault";

/** A row of times for all scrapes, then one for those of each kind of fault, and of calm. */
export function scrapeRows(
  { scrapes, faults }: Pick<SoakResult, "scrapes" | "faults">,
): string[][] {
  const kindAt = (ms: number) => {
    const fault = faults.findLast(({ fromMs }) => fromMs <= ms);
    return fault === undefined || ms >= (fault.kafkaWholeMs ?? Infinity) ? CALM : fault.kind;
  };
  const byKind = Map.groupBy(scrapes, ({ fromMs }) => kindAt(fromMs));
  const kinds = [...byKind].toSorted(([a], [b]) => a < b ? -1 : 1);
  return [["all", scrapes] as const, ...kinds].map(([kind, some]) => rowOf(kind, some));
}

function rowOf(kind: string, scrapes: readonly TimedScrape[]): string[] {
  const times = PORTS.map((wanted) =>
    scrapes.filter(({ port }) => port === wanted).map(({ tookMs }) => tookMs)
  );
  return [kind, `${times[0]!.length}`, ...times.map(quantiles)];
}

function quantiles(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return [0.5, 0.99, 1].map((share) => at(share).toFixed(1)).join(", ");
}
