import assert from "node:assert/strict";
import { topicSizes } from "../../../src/metrics/collectors/topic_sizes.ts";
import type { BrokerLogDirs } from "../../../src/model/log_dirs.ts";
import { madeReading, madeSnapshot, NOW } from "./make_reading.ts";
import { renderText, sampleLines } from "./render_text.ts";

/** Bytes by slot on one broker. */
function onBroker(
  brokerId: number,
  sizes: Readonly<Record<number, number>>,
  readAtMs = NOW,
): BrokerLogDirs {
  const slots = Int32Array.from(Object.keys(sizes), Number);
  return {
    brokerId,
    readAtMs,
    dirs: [],
    slots,
    sizesBytes: Float64Array.from(Object.values(sizes)),
  };
}

/** Topic `t` has slots 0 and 1 on brokers 1 and 2, topic `u` slot 2 on broker 2. */
function sizes(logDirs: readonly BrokerLogDirs[]): string[] {
  const snapshot = madeSnapshot({
    t: [{ replicas: [1, 2] }, { replicas: [2, 1] }],
    u: [{ replicas: [2] }],
  }, { logDirs });
  return sampleLines(renderText([madeReading(snapshot)], { collectors: [topicSizes] }))
    .map((line) => line.replace("kafka_topic_size_bytes", ""));
}

Deno.test("a topic's size is that of all its replicas", () => {
  assert.deepEqual(
    sizes([onBroker(1, { 0: 10, 1: 20 }), onBroker(2, { 0: 11, 1: 21, 2: 5 })]),
    ['{topic="t"} 62', '{topic="u"} 5'],
  );
});

Deno.test("a topic has no size while one of its replicas was not read", () => {
  assert.deepEqual(sizes([onBroker(2, { 0: 11, 1: 21, 2: 5 })]), ['{topic="u"} 5']);
  assert.deepEqual(
    sizes([onBroker(1, { 0: 10, 1: 20 }, NOW - 180_001), onBroker(2, { 0: 11, 1: 21 })]),
    [],
  );
});

Deno.test("what a broker keeps of a partition that was moved away does not count", () => {
  const all = [onBroker(1, { 0: 10, 1: 20, 2: 99 }), onBroker(2, { 0: 11, 1: 21, 2: 5 })];
  assert.deepEqual(sizes(all), ['{topic="t"} 62', '{topic="u"} 5']);
});
