import assert from "node:assert/strict";
import { jvms } from "../../../src/metrics/collectors/jvms.ts";
import type { JvmReading } from "../../../src/model/jvm_reading.ts";
import { madeJvm } from "./make_jvm.ts";
import { madeReading, NOW } from "./make_reading.ts";
import { renderText, sampleLines } from "./render_text.ts";

function samples(...told: readonly Partial<JvmReading>[]): string[] {
  const reading = { ...madeReading(undefined), jvms: told.map((jvm) => madeJvm(jvm)) };
  return sampleLines(renderText([reading], { collectors: [jvms] }))
    .map((line) => line.replace("kafka_sentinel_jvm_", ""));
}

Deno.test("what is known of JVMs is served, whether or not Kafka is", () => {
  assert.deepEqual(
    samples({
      readAtMs: NOW,
      heapAfterCollectionRatio: 0.25,
      heapTroughRatio: 0.5,
      gcTimeRatio: 0.01,
    }),
    [
      'up{jvm="kafka-1:7071"} 1',
      'heap_after_collection_ratio{jvm="kafka-1:7071"} 0.25',
      'heap_trough_ratio{jvm="kafka-1:7071"} 0.5',
      'gc_time_ratio{jvm="kafka-1:7071"} 0.01',
    ],
  );
});

Deno.test("an agent that fails is down, one that was not asked yet is neither", () => {
  assert.deepEqual(
    samples({ error: "refused" }, { readAtMs: NOW, error: "refused", instance: "b" }, {
      instance: "c",
    }),
    ['up{jvm="kafka-1:7071"} 0', 'up{jvm="b"} 0'],
  );
});
