import assert from "node:assert/strict";
import { scrapeRows, slowRows, timeWithCores } from "../../../bench/soak/scrape_rows.ts";
import type { TimedScrape } from "../../../bench/soak/soak_result.ts";

/** A scrape of the exporter. */
function scrape(fromMs: number, tookMs: number, waitedMs = 0, scraperWaitedMs = 0): TimedScrape {
  return { port: "exporter", fromMs, tookMs, ranMs: 1, waitedMs, scraperWaitedMs };
}

const FAULTS = [
  { name: "node 1 killed", kind: "one node killed", fromMs: 10, kafkaWholeMs: 20 },
  { name: "all nodes frozen", kind: "all nodes frozen", fromMs: 30 },
];

Deno.test("scrapes are told by the kind of the fault in which they were begun", () => {
  const scrapes = [[5, 1], [10, 2], [19, 4], [20, 8], [30, 16], [90, 32]]
    .map(([fromMs, tookMs]) => scrape(fromMs!, tookMs!));
  const none = "–";
  assert.deepEqual(scrapeRows({ scrapes, faults: FAULTS }), [
    ["all", "6", "4.0, 32.0, 32.0", none, none],
    ["all nodes frozen", "2", "16.0, 32.0, 32.0", none, none],
    ["no fault", "2", "1.0, 8.0, 8.0", none, none],
    ["one node killed", "2", "2.0, 4.0, 4.0", none, none],
  ]);
});

Deno.test("slow scrapes are told with where their time went, slowest first", () => {
  const scrapes = [scrape(5, 20), scrape(12, 21, 15, 5), scrape(40, 2_000, 1_900)];
  assert.deepEqual(slowRows({ scrapes, faults: FAULTS }), [
    ["00:00:00.040", "all nodes frozen", "exporter", "2000.0", "1.0", "1900.0", "0.0"],
    ["00:00:00.012", "node 1 killed", "exporter", "21.0", "1.0", "15.0", "5.0"],
  ]);
});

Deno.test("waits for a core can be taken off a scrape's time, and never make it negative", () => {
  assert.equal(timeWithCores(scrape(0, 30, 10, 5)), 15);
  assert.equal(timeWithCores(scrape(0, 30, 20, 20)), 0);
});
