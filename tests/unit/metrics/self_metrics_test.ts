import assert from "node:assert/strict";
import { writePassMetrics } from "../../../src/metrics/pass_metrics.ts";
import { writeProcessMetrics } from "../../../src/metrics/process_metrics.ts";
import { SampleWriter } from "../../../src/metrics/sample_writer.ts";
import { SelfMetrics } from "../../../src/metrics/self_metrics.ts";
import { type Exposition, parseExposition } from "../../program/exposition_parser.ts";
import { sampleLines, textOf } from "./render_text.ts";

async function written(metrics: SelfMetrics): Promise<string> {
  const out = new SampleWriter();
  await metrics.write(out);
  return textOf(out);
}

/** Self-metrics after something of everything has happened. */
async function eventful(clusterName?: string): Promise<string> {
  const metrics = new SelfMetrics("1.2.3");
  const line = metrics.line(clusterName);
  line.cycleDone(true, 0.2);
  line.cycleDone(false, 3);
  line.requestDone("Metadata", 0.004, undefined);
  line.requestDone("Metadata", 2, "timeout");
  line.throttled(7, 0.5);
  metrics.loopBlocked(0.003);
  metrics.configReloaded(false);
  return await written(metrics);
}

Deno.test("every self-metric has the name, type, help and labels of the golden file", async () => {
  const golden = new URL("../../golden/self_metrics.txt", import.meta.url);
  const out = new SampleWriter();
  const up = { clusterName: "east", collector: "up", ok: true };
  writePassMetrics({ collectors: [up], series: 42 }, out);
  writeProcessMetrics(out);
  const withoutValues = sampleLabels(await eventful("east") + textOf(out));
  assert.equal(withoutValues, await Deno.readTextFile(golden));
});

/** The text with each sample as its name and label names, once. */
function sampleLabels(text: string): string {
  const lines = text.trimEnd().split("\n").map((line) => {
    if (line.startsWith("#")) return line;
    const [, name, labels = ""] = /^([^ {]+)(?:\{(.*)\})? /.exec(line)!;
    return `${name}{${[...labels.matchAll(/(\w+)="/g)].map((found) => found[1]).join(",")}}`;
  });
  return [...new Set(lines)].join("\n") + "\n";
}

Deno.test("cycles and requests are counted by what became of them", async () => {
  const found: Exposition = parseExposition(await eventful());
  assert.equal(found.value("kafka_sentinel_cycles_total", { result: "success" }), 1);
  assert.equal(found.value("kafka_sentinel_cycles_total", { result: "failure" }), 1);
  assert.equal(found.value("kafka_sentinel_cycle_duration_seconds_sum"), 3.2);
  assert.equal(found.value("kafka_sentinel_requests_total", { api: "Metadata" }), 2);
  const errors = (reason: string) =>
    found.value("kafka_sentinel_request_errors_total", { api: "Metadata", reason });
  assert.equal(errors("timeout"), 1);
  assert.equal(errors("decode"), 0, "exported at 0 from the first request on");
  assert.equal(found.value("kafka_sentinel_throttle_seconds_total", { id: "7" }), 0.5);
  assert.equal(found.value("kafka_sentinel_config_last_reload_successful"), 0);
  assert.equal(found.value("kafka_sentinel_loop_block_seconds_bucket", { le: "0.0025" }), 0);
  assert.equal(found.value("kafka_sentinel_loop_block_seconds_bucket", { le: "0.005" }), 1);
  assert.equal(found.value("kafka_sentinel_loop_block_seconds_bucket", { le: "+Inf" }), 1);
});

Deno.test("a single unnamed cluster has no label cluster, a named one has it", async () => {
  assert.ok(!(await eventful()).includes("cluster="));
  const lines = sampleLines(await eventful("east"));
  const cycles = lines.filter((line) => line.startsWith("kafka_sentinel_cycle"));
  assert.ok(cycles.length > 0 && cycles.every((line) => line.includes('cluster="east"')));
});

Deno.test("counters of cycles are there before the first cycle ends", async () => {
  const metrics = new SelfMetrics("1.2.3");
  metrics.line(undefined);
  const found = parseExposition(await written(metrics));
  assert.equal(found.value("kafka_sentinel_cycles_total", { result: "success" }), 0);
  assert.equal(found.value("kafka_sentinel_cycles_total", { result: "failure" }), 0);
});

Deno.test("the process's CPU time, memory and start are those of this process", () => {
  const out = new SampleWriter();
  writeProcessMetrics(out);
  const found = parseExposition(textOf(out));
  const startedAgo = Date.now() / 1000 - found.value("process_start_time_seconds")!;
  assert.ok(startedAgo > 0 && startedAgo < 3600, `${startedAgo} s`);
  assert.ok(found.value("process_cpu_seconds_total")! > 0.01);
  assert.ok(found.value("process_resident_memory_bytes")! > 10 * 2 ** 20);
});
