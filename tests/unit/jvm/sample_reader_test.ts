import assert from "node:assert/strict";
import { SampleReader } from "../../../src/jvm/sample_reader.ts";

/** What the agents of both versions told of each collector, recorded from real JVMs. */
async function recordings(agent: string): Promise<Map<string, string[]>> {
  const file = new URL(`../../golden/jmx_agent_${agent}_jvms.txt`, import.meta.url);
  const parts = (await Deno.readTextFile(file)).split("#### ").slice(1);
  return new Map(parts.map((part) => {
    const [title = "", ...lines] = part.split("\n");
    return [title, lines];
  }));
}

function read(lines: readonly string[]) {
  const reader = new SampleReader();
  for (const line of lines) reader.line(line);
  return reader.sample;
}

const MIB = 1_048_576;

for (const agent of ["1.0.1", "0.20.0"]) {
  Deno.test(`agent ${agent}: every collector's old generation is found`, async () => {
    const told = await recordings(agent);
    assert.equal(told.size, 9);
    for (const [title, lines] of told) {
      const sample = read(lines)!;
      const { heapUsedBytes, heapMaxBytes, oldAfterCollectionBytes, oldMaxBytes } = sample;
      // 20 MiB were alive; collectors with regions round up, and concurrent ones count what is new.
      assert.ok(oldAfterCollectionBytes >= 20 * MIB && oldAfterCollectionBytes < 90 * MIB, title);
      const isWhole = !/Serial|Parallel/.test(title);
      assert.equal(oldMaxBytes === 128 * MIB, isWhole, title);
      assert.ok(oldMaxBytes > 80 * MIB && oldMaxBytes <= heapMaxBytes, title);
      assert.ok(heapUsedBytes > 20 * MIB && heapUsedBytes <= heapMaxBytes, title);
      assert.ok(sample.startedAtSeconds > 1.7e9, title);
    }
  });

  Deno.test(`agent ${agent}: only collections that stop the program count`, async () => {
    const told = await recordings(agent);
    const concurrent = new Map([
      ["Java 17, Z", "ZGC Cycles"],
      ["Java 25, Z", "ZGC Major Cycles"],
      ["Java 17, Shenandoah", "Shenandoah Cycles"],
      ["Java 25, ShenandoahGenerational", "Shenandoah Cycles"],
      ["Java 25, G1", "G1 Concurrent GC"],
    ]);
    for (const [title, lines] of told) {
      const times = lines.flatMap((line) => {
        const [, gc, value] = /^jvm_gc_collection_seconds_sum\{gc="([^"]+)",?\} (.+)$/.exec(line) ??
          [];
        return gc === undefined ? [] : [{ gc, seconds: Number(value) }];
      });
      assert.ok(times.length >= 2, title);
      const left = concurrent.get(title);
      assert.ok(left === undefined || times.some(({ gc }) => gc === left), title);
      const paused = times.filter(({ gc }) => !/Cycles|Concurrent/.test(gc));
      const sum = paused.reduce((all, { seconds }) => all + seconds, 0);
      assert.ok(Math.abs(read(lines)!.pauseSeconds - sum) < 1e-9, title);
    }
  });
}

Deno.test("CMS, whose time is that of its pauses, and its old generation are known", () => {
  const sample = read([
    'jvm_memory_bytes_used{area="heap",} 6E8',
    'jvm_memory_bytes_max{area="heap",} 1E9',
    'jvm_memory_pool_collection_used_bytes{pool="CMS Old Gen",} 5.0E8',
    'jvm_memory_pool_collection_max_bytes{pool="CMS Old Gen",} 8.0E8',
    'jvm_gc_collection_seconds_sum{gc="ParNew",} 3.0',
    'jvm_gc_collection_seconds_sum{gc="ConcurrentMarkSweep",} 0.5',
  ])!;
  assert.deepEqual(
    [sample.oldAfterCollectionBytes, sample.oldMaxBytes, sample.pauseSeconds],
    [5e8, 8e8, 3.5],
  );
});

Deno.test("an old generation that was never collected, and a heap without limit, are unknown", () => {
  const sample = read([
    'jvm_memory_used_bytes{area="heap"} 100.0',
    'jvm_memory_max_bytes{area="heap"} -1.0',
    'jvm_memory_pool_collection_used_bytes{pool="G1 Old Gen"} 0.0',
    'jvm_memory_pool_collection_max_bytes{pool="G1 Old Gen"} -1.0',
    'jvm_memory_pool_max_bytes{pool="G1 Old Gen"} 900.0',
  ])!;
  assert.ok(Number.isNaN(sample.heapMaxBytes) && Number.isNaN(sample.oldAfterCollectionBytes));
  assert.equal(sample.oldMaxBytes, 900);
  assert.ok(Number.isNaN(sample.pauseSeconds) && Number.isNaN(sample.startedAtSeconds));
});

Deno.test("further labels, escapes, time stamps and other lines are no harm", () => {
  const sample = read([
    "",
    "# HELP jvm_memory_used_bytes x",
    'jvm_memory_used_bytes{a="q\\",area=\\"x\\"",area="heap",z="}"} 5.0 1700000000000',
    'jvm_memory_used_bytes{area="nonheap"} 7.0',
    "jvm_memory_used_bytes_and_more 9",
    "jvm_memory_max_bytes 9",
    "jvm_{",
    'jvm_memory_max_bytes{area="heap"}   10',
    "# EOF",
  ])!;
  assert.deepEqual([sample.heapUsedBytes, sample.heapMaxBytes], [5, 10]);
});

Deno.test("what is no JVM's exposition gives no sample", () => {
  assert.equal(read(["up 1", "process_start_time_seconds 5"]), undefined);
  assert.equal(read([]), undefined);
});
