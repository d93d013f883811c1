import assert from "node:assert/strict";
import { collectorsAt } from "./every_collector.ts";
import { madeReading, NOW } from "./make_reading.ts";
import { renderText } from "./render_text.ts";
import { smallCluster } from "./small_cluster.ts";

Deno.test("the exposition of a small cluster is, whole, the golden text", async () => {
  const golden = new URL("../../golden/small_cluster.txt", import.meta.url);
  assert.equal(renderText([smallCluster()]), await Deno.readTextFile(golden));
});

for (const granularity of ["topic", "group"] as const) {
  Deno.test(`at granularity ${granularity} it is the golden text of that`, async () => {
    const golden = new URL(`../../golden/small_cluster_${granularity}.txt`, import.meta.url);
    const text = renderText([smallCluster()], { collectors: collectorsAt(granularity) });
    assert.equal(text, await Deno.readTextFile(golden));
  });
}

Deno.test("two clusters share one block a family and are told apart by their name", () => {
  const text = renderText([smallCluster("east"), madeReading(undefined, "west")]);
  const helps = text.split("\n").filter((line) => line.startsWith("# HELP"));
  assert.equal(new Set(helps).size, helps.length);
  assert.match(
    text,
    /# TYPE kafka_up gauge\nkafka_up\{cluster="east"\} 1\nkafka_up\{cluster="west"\} 0\n/,
  );
  const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  assert.ok(samples.every((line) => /\{cluster="(east|west)"[,}]/.test(line)));
});

Deno.test("of a cluster that was never read only kafka_up 0 is said", () => {
  assert.equal(
    renderText([madeReading(undefined)]),
    "# HELP kafka_up 1 if a fresh snapshot of the cluster exists, 0 otherwise.\n" +
      "# TYPE kafka_up gauge\nkafka_up 0\n",
  );
});

Deno.test("of a stale snapshot nothing of the cluster is said, and no broker answers", () => {
  const reading = smallCluster();
  const limitMs = reading.snapshot!.limits.offsetsMs;
  const text = renderText([reading], { nowMs: NOW + limitMs + 1 });
  const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const aboutParts = /^kafka_sentinel_part_read_timestamp_seconds/;
  assert.deepEqual(samples.filter((line) => !aboutParts.test(line)), [
    "kafka_up 0",
    'kafka_sentinel_broker_reachable{id="1"} 0',
    'kafka_sentinel_broker_reachable{id="2"} 0',
  ]);
  assert.equal(samples.filter((line) => aboutParts.test(line)).length, 9);
});
