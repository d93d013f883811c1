import assert from "node:assert/strict";
import { checkTelemetryPath } from "../../../src/http/telemetry_path.ts";
import { sampleServer } from "./sample_server.ts";

Deno.test("paths of segments are taken as they are", () => {
  for (const path of ["/metrics", "/kafka/metrics-1.0"]) {
    assert.equal(checkTelemetryPath(path), path);
  }
});

Deno.test("what is no path, or means something to the router, is refused", () => {
  for (const path of ["", "metrics", "/metrics/", "/a b", "/:x", "/*", "/a?b", "//a"]) {
    assert.throws(() => checkTelemetryPath(path), /is not a path: write it like \/metrics/, path);
  }
});

Deno.test("every other page's path is refused", () => {
  const paths = sampleServer().app.routes
    .filter(({ method, path }) => method === "GET" && path !== "/metrics" && path !== "/")
    .map(({ path }) => path);
  assert.equal(paths.length, 3);
  for (const path of paths) {
    assert.throws(() => checkTelemetryPath(path), /is a path of another page/, path);
  }
});
