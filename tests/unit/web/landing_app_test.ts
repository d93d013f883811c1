import assert from "node:assert/strict";
import type { ClusterReading } from "../../../src/model/readings.ts";
import type { Address } from "../../../src/runtime/address.ts";
import { landingApp } from "../../../src/web/landing_app.tsx";
import { NOW_MS, sampleSnapshot, unreadReading } from "./sample_reading.ts";

async function page(...clusters: readonly ClusterReading[]): Promise<string> {
  const response = await sampleLanding(clusters).request("/");
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/html; charset=UTF-8");
  return await response.text();
}

function sampleLanding(clusters: readonly ClusterReading[], lagAddress?: Address) {
  return landingApp({
    readings: { clusters: () => clusters },
    version: "1.2.3",
    telemetryPath: "/prometheus",
    lagAddress,
    clock: { nowMs: () => NOW_MS },
  });
}

Deno.test("the page links to the metrics, to health and to readiness, and tells the version", async () => {
  const html = await page(unreadReading());
  assert.match(html, /^<!doctype html><html lang="en">/);
  for (const path of ["/prometheus", "/healthz", "/readyz?kafka=1"]) {
    assert.ok(html.includes(`<a href="${path}">`), path);
  }
  assert.match(html, /Version 1\.2\.3 · as of 2026-03-01 12:00:00 UTC/);
});

Deno.test("the page links to the lag monitor where a reader can reach it", async () => {
  const links = async (asked: string, lagAddress: Address | undefined) => {
    const response = await sampleLanding([], lagAddress).request(asked);
    return (await response.text()).match(/<a href="(.*?)"><code>lag monitor</)?.[1];
  };
  const everywhere = { host: "", port: 9309 };
  assert.equal(await links("http://kafka1:9308/", everywhere), "//kafka1:9309/");
  assert.equal(await links("https://[::1]/", { host: "::", port: 9309 }), "//[::1]:9309/");
  const here = { host: "127.0.0.1", port: 9309 };
  assert.equal(await links("http://127.0.0.1:9308/", here), "//127.0.0.1:9309/");
  for (const lagAddress of [here, { host: "", port: 0 }, undefined]) {
    assert.equal(await links("http://kafka1:9308/", lagAddress), undefined);
  }
});

Deno.test("a fresh cluster shows when it was read and its counts", async () => {
  const html = await page(unreadReading({ snapshot: sampleSnapshot(NOW_MS - 3_000) }));
  assert.match(html, /Up to date/);
  assert.match(html, /Last read 3 s ago; read every 15 s\./);
  assert.match(html, /<dt>Reachable<\/dt><dd>2<\/dd>/);
  assert.match(html, /<div class="bad"><dt>Offline partitions<\/dt><dd>1<\/dd>/);
});

Deno.test("a stale cluster says since when nothing is known and why", async () => {
  const snapshot = sampleSnapshot(NOW_MS - 600_000);
  const html = await page(unreadReading({ snapshot, lastError: "Error: no broker answers" }));
  assert.match(html, /Out of date/);
  assert.match(html, /Last read 10 min ago, at 2026-03-01 11:50:00 UTC\./);
  assert.match(html, /<p class="error">Error: no broker answers<\/p>/);
  assert.doesNotMatch(html, /Reachable/);
});

Deno.test("a cluster that was never read shows the newest error and no counts", async () => {
  const html = await page(unreadReading({ lastError: "connection refused" }));
  assert.match(html, /Not read yet/);
  assert.match(html, /connection refused/);
  assert.doesNotMatch(html, /Partitions/);
});

Deno.test("names and errors from a cluster are escaped", async () => {
  const hostile = `"><script>alert(1)</script>`;
  const html = await page(unreadReading({ name: hostile, lastError: hostile }));
  assert.doesNotMatch(html, /<script/);
  assert.ok(html.includes("&quot;&gt;&lt;script&gt;"));
});

Deno.test("the page needs no script, no inline style and nothing from elsewhere", async () => {
  const html = await page(unreadReading({ snapshot: sampleSnapshot(NOW_MS) }));
  assert.doesNotMatch(html, /<script|style=|<style|https?:\/\//);
});

Deno.test("the style sheet is served", async () => {
  const response = await sampleLanding([]).request("/landing.css");
  assert.equal(response.headers.get("content-type"), "text/css; charset=utf-8");
  assert.match(await response.text(), /^:root \{/);
});
