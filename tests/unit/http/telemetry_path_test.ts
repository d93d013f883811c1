import assert from "node:assert/strict";
import { apiApp } from "../../../src/api/api_app.ts";
import { burrowApp } from "../../../src/burrow/burrow_app.ts";
import { checkTelemetryPath } from "../../../src/http/telemetry_path.ts";
import { statusApp } from "../../../src/web/status_app.tsx";
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
  const readings = { clusters: () => [] };
  const clock = { nowMs: () => 0 };
  const apps = [
    sampleServer().app,
    statusApp({ readings, clock, version: "1", telemetryPath: "/metrics" }),
    apiApp({ readings, clock }),
    burrowApp({ readings, clock }),
  ];
  const paths = apps.flatMap(({ routes }) => routes)
    .filter(({ method, path }) => method === "GET" && path !== "/metrics" && path !== "/")
    .map(({ path }) => path.replaceAll(/[:*]\w*/g, "x"));
  assert.ok(paths.length > 20);
  for (const path of paths) {
    assert.throws(() => checkTelemetryPath(path), /is a path of another page/, path);
  }
});
