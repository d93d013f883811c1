import assert from "node:assert/strict";
import { acceptsGzip, acceptsOnlyOpenMetrics } from "../../../src/http/accept.ts";

Deno.test("gzip is used exactly for clients that take it at least as gladly as identity", () => {
  const cases: [string | null, boolean][] = [
    [null, false],
    ["", false],
    ["gzip", true],
    ["GZIP", true],
    ["deflate, gzip;q=0.5", true],
    ["gzip;q=0", false],
    ["gzip; q=0.000", false],
    ["gzip;q=nonsense", false],
    ["gzip;q=0.4, identity;q=0.8", false],
    ["*", true],
    ["*;q=0", false],
    ["gzip;q=0, *", false],
    ["x-gzip", true],
    ["br", false],
    ["identity", false],
  ];
  for (const [header, expected] of cases) assert.equal(acceptsGzip(header), expected, header ?? "");
});

Deno.test("OpenMetrics is only for clients that refuse the text format", () => {
  const prometheus = "application/openmetrics-text;version=1.0.0;q=0.8," +
    "text/plain;version=0.0.4;q=0.5,*/*;q=0.3";
  const cases: [string | null, boolean][] = [
    [null, false],
    ["*/*", false],
    [prometheus, false],
    ["application/openmetrics-text; version=1.0.0", true],
    ["application/openmetrics-text, text/plain;q=0", true],
    ["application/openmetrics-text;q=0", false],
    ["application/openmetrics-text, text/*;q=0.1", false],
    ["text/html", false],
  ];
  for (const [header, expected] of cases) {
    assert.equal(acceptsOnlyOpenMetrics(header), expected, header ?? "");
  }
});
