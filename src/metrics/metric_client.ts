import type * as client from "prom-client";
import counter from "prom-client/lib/counter.js";
import gauge from "prom-client/lib/gauge.js";
import histogram from "prom-client/lib/histogram.js";
import registry from "prom-client/lib/registry.js";

/** Of the metric client only what is used: the rest of it would be loaded at every start. */
export const { Counter, Gauge, Histogram, Registry } = {
  Counter: counter,
  Gauge: gauge,
  Histogram: histogram,
  Registry: registry,
} as Pick<typeof client, "Counter" | "Gauge" | "Histogram" | "Registry">;
