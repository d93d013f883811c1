import assert from "node:assert/strict";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { NOW_MS, sampleSnapshot, unreadReading } from "../web/sample_reading.ts";
import { sampleServer } from "./sample_server.ts";

async function ask(path: string, ...clusters: readonly ClusterReading[]) {
  const response = await sampleServer(clusters).app.request(path);
  return { status: response.status, text: await response.text() };
}

const fresh = unreadReading({ name: "fresh", snapshot: sampleSnapshot(NOW_MS - 45_000) });
const stale = unreadReading({
  name: "stale",
  snapshot: sampleSnapshot(NOW_MS - 46_000),
  lastError: "Error: no broker\nanswers\u202e",
});

Deno.test("the process is healthy and ready whatever Kafka does", async () => {
  for (const path of ["/healthz", "/readyz", "/readyz?kafka=0"]) {
    assert.deepEqual(await ask(path, unreadReading(), stale), { status: 200, text: "ok\n" });
  }
});

Deno.test("it is ready with Kafka when every cluster has a fresh snapshot", async () => {
  assert.deepEqual(await ask("/readyz?kafka=1", fresh), { status: 200, text: "ok\n" });
});

Deno.test("it is not ready with Kafka when one cluster is old, and says which and why", async () => {
  assert.deepEqual(await ask("/readyz?kafka=1", fresh, stale), {
    status: 503,
    text: "cluster stale: last read 46s ago; newest attempt: Error: no broker answers\n",
  });
});

Deno.test("a cluster that was never read is named by its servers", async () => {
  const unread = unreadReading({ bootstrapServers: ["a:9092", "b:9092"] });
  assert.deepEqual(await ask("/readyz?kafka=1", unread), {
    status: 503,
    text: "cluster at a:9092,b:9092: not read yet\n",
  });
});
