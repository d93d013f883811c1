import assert from "node:assert/strict";
import { scrapeRows } from "../../../bench/soak/scrape_rows.ts";
import type { TimedScrape } from "../../../bench/soak/soak_result.ts";

Deno.test("scrapes are told by the kind of the fault in which they were begun", () => {
  const scrapes: TimedScrape[] = [[5, 1], [10, 2], [19, 4], [20, 8], [30, 16], [90, 32]]
    .map(([fromMs, tookMs]) => ({ port: "exporter", fromMs: fromMs!, tookMs: tookMs! }));
  const faults = [
    { name: "node 1 killed", kind: "one node killed", fromMs: 10, kafkaWholeMs: 20 },
    { name: "all nodes frozen", kind: "all nodes frozen", fromMs: 30 },
  ];
  const none = "NaN, NaN, NaN";
  assert.deepEqual(scrapeRows({ scrapes, faults }), [
    ["all", "6", "4.0, 16.0, 32.0", none, none],
    ["all nodes frozen", "2", "16.0, 16.0, 32.0", none, none],
    ["no fault", "2", "1.0, 1.0, 8.0", none, none],
    ["one node killed", "2", "2.0, 2.0, 4.0", none, none],
  ]);
});
