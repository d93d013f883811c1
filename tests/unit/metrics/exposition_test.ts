import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import type { Collector } from "../../../src/metrics/collector.ts";
import { everyCollector } from "./every_collector.ts";
import { up } from "../../../src/metrics/collectors/up.ts";
import { Exposition, type ExpositionParts } from "../../../src/metrics/exposition.ts";
import { ManySeries } from "../../../src/metrics/many_series.ts";
import { SelfMetrics } from "../../../src/metrics/self_metrics.ts";
import { toOpenMetrics } from "../../../src/metrics/to_open_metrics.ts";
import { joined } from "../../../src/runtime/joined.ts";
import type { Logger } from "../../../src/runtime/logger.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { type Exposition as Parsed, parseExposition } from "../../program/exposition_parser.ts";
import { bigReading } from "./big_reading.ts";
import { INTERVAL_MS, madeGroup, madeReading, madeSnapshot, NOW } from "./make_reading.ts";

const LATE_MS = 30_000;
const never = new AbortController().signal;

/** Keeps the errors that are logged. */
class ErrorLog implements Logger {
  readonly errors: string[] = [];
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(message: string, fields?: Record<string, unknown>): void {
    this.errors.push(`${message}: ${fields?.collector} ${fields?.cluster} ${fields?.error}`);
  }
  with(): Logger {
    return this;
  }
}

function exposition(parts: Partial<ExpositionParts> = {}): Exposition {
  return new Exposition({
    collectors: everyCollector,
    readings: { clusters: () => [madeReading(madeSnapshot({ t: [{}] }))] },
    constantLabels: {},
    selfMetrics: new SelfMetrics("1.2.3"),
    manySeries: new ManySeries("metrics.granularity", "partition", new ErrorLog()),
    lateAfterMs: LATE_MS,
    logger: new ErrorLog(),
    ...parts,
  });
}

async function scrape(from: Exposition, nowMs = NOW): Promise<Parsed> {
  return parseExposition(gunzipSync(await from.gzipBody(nowMs)).toString());
}

Deno.test("before the first pass kafka_up is 0 for every cluster, beside self-metrics", async () => {
  const snapshot = madeSnapshot({ t: [{}] });
  const clusters = () => [madeReading(snapshot, "east"), madeReading(snapshot, "west")];
  const found = await scrape(exposition({ readings: { clusters } }));
  assert.deepEqual(found.select("kafka_up").map(({ labels, value }) => [labels.cluster, value]), [
    ["east", 0],
    ["west", 0],
  ]);
  assert.equal(found.value("kafka_sentinel_build_info", { version: "1.2.3" }), 1);
  assert.equal(found.select("kafka_topic_partitions").length, 0);
});

Deno.test("a pass is served until it is late, and then kafka_up is 0 again", async () => {
  const subject = exposition();
  await subject.render(NOW, never);
  assert.equal((await scrape(subject, NOW + LATE_MS)).value("kafka_up"), 1);
  const late = await scrape(subject, NOW + LATE_MS + 1);
  assert.equal(late.value("kafka_up"), 0);
  assert.equal(late.select("kafka_topic_partitions").length, 0);
});

Deno.test("the identity body is the compressed one, also for scrapes at the same time", async () => {
  const subject = exposition();
  await subject.render(NOW, never);
  const wanted = gunzipSync(await subject.gzipBody(NOW));
  const bodies = await Promise.all([subject.identityBody(NOW), subject.identityBody(NOW)]);
  for (const body of bodies) assert.ok(body instanceof Uint8Array && wanted.equals(body));
});

Deno.test("a large text is made in pieces of some hundred kilobytes at most, as they are taken", async () => {
  const subject = exposition({ readings: { clusters: () => [bigReading(LARGE)] } });
  await subject.render(NOW, never);
  const wanted = gunzipSync(await subject.gzipBody(NOW));
  assert.ok(wanted.length > 2 ** 20);
  const asked = () => Promise.all([subject.identityBody(NOW), subject.openMetricsBody(NOW)]);
  const bodies = await asked();
  // What is asked for before and taken after another pass is of the pass before.
  await subject.render(NOW + 1, never);
  const lengths: number[] = [];
  const texts = await Promise.all(bodies.map(async (body) => {
    assert.ok(!(body instanceof Uint8Array));
    const pieces: Uint8Array[] = [];
    for await (const piece of body) pieces.push(piece);
    lengths.push(...pieces.map(({ length }) => length));
    return joined(pieces);
  }));
  assert.ok(Math.max(...lengths) < 600_000, `${Math.max(...lengths)}`);
  assert.ok(wanted.equals(texts[0]!));
  assert.deepEqual(texts[1], runAtOnce(toOpenMetrics(wanted)));
  for (const body of await asked()) {
    assert.ok(!(body instanceof Uint8Array));
    await body.next();
    await body.return();
    assert.equal((await body.next()).done, true);
  }
});

Deno.test("constant labels are on every series, the program's own included", async () => {
  const subject = exposition({ constantLabels: { env: 'a "b"' } });
  for (const render of [false, true]) {
    if (render) await subject.render(NOW, never);
    const { samples } = await scrape(subject);
    assert.ok(samples.length > 10);
    assert.deepEqual(samples.filter((sample) => sample.labels.env !== 'a "b"'), []);
  }
});

function throwing(name: string, fails: () => boolean): Collector {
  return {
    name,
    families: [{
      name: `${name}_metric`,
      type: "gauge",
      help: "Fails.",
      labels: [],
      *samples(_view, out) {
        out.sample(1);
        yield;
        if (fails()) throw new Error("out of luck");
      },
    }],
  };
}

Deno.test("a collector that throws is counted and logged once, and costs the others nothing", async () => {
  const logger = new ErrorLog();
  let fails = true;
  const collectors = [throwing("unlucky", () => fails), up];
  const subject = exposition({ collectors, logger });
  for (let pass = 0; pass < 2; pass++) await subject.render(NOW, never);
  const found = await scrape(subject);
  assert.equal(found.value("kafka_up"), 1);
  assert.equal(found.value("kafka_sentinel_collector_success", { collector: "unlucky" }), 0);
  assert.equal(found.value("kafka_sentinel_collector_success", { collector: "up" }), 1);
  assert.deepEqual(logger.errors, ["A collector failed: unlucky undefined Error: out of luck"]);

  fails = false;
  await subject.render(NOW, never);
  const later = await scrape(subject);
  assert.equal(later.value("kafka_sentinel_collector_success", { collector: "unlucky" }), 1);
  fails = true;
  await subject.render(NOW, never);
  assert.equal(logger.errors.length, 2, "logged again after it had recovered");
});

const LARGE = { topics: 100, partitionsPerTopic: 50, groups: 20, commitsPerGroup: 50 };

Deno.test("passes that are called for at the same time run one after the other", async () => {
  let running = 0;
  let most = 0;
  const watched: Collector = {
    name: "watched",
    families: [{
      name: "watched_metric",
      type: "gauge",
      help: "Watched.",
      labels: [],
      *samples(_view, out) {
        most = Math.max(most, ++running);
        const untilMs = performance.now() + 20;
        while (performance.now() < untilMs) yield;
        out.sample(most);
        running--;
      },
    }],
  };
  const subject = exposition({ collectors: [watched] });
  await Promise.all([subject.render(NOW, never), subject.render(NOW + 1, never)]);
  assert.equal(most, 1);
});

Deno.test("an aborted pass leaves the one before it, and the next one runs", async () => {
  let snapshot = madeSnapshot({ t: [{}] });
  const subject = exposition({ readings: { clusters: () => [madeReading(snapshot)] } });
  await subject.render(NOW, never);
  snapshot = madeSnapshot({ other: [{}] });
  const aborted = AbortSignal.abort(new Error("enough"));
  await assert.rejects(subject.render(NOW, aborted), /enough/);
  assert.equal((await scrape(subject)).value("kafka_topic_partitions", { topic: "t" }), 1);
  await subject.render(NOW, never);
  assert.equal((await scrape(subject)).value("kafka_topic_partitions", { topic: "other" }), 1);
});

Deno.test("the series are counted, the program's own left out", async () => {
  const subject = exposition();
  await subject.render(NOW, never);
  const found = await scrape(subject);
  const own = /^(process_|kafka_sentinel_(?!broker_reachable|part_read))/;
  const about = found.samples.filter((sample) => !own.test(sample.name));
  assert.equal(found.value("kafka_sentinel_series"), about.length);
});

Deno.test("the moment at which the first value becomes too old is told", async () => {
  const snapshot = madeSnapshot({ t: [{}, { latestReadAtMs: NOW - INTERVAL_MS }] });
  const groups = [madeGroup(snapshot, "g", [["t", 0, 1]])];
  const subject = exposition({
    readings: { clusters: () => [madeReading({ ...snapshot, groups })] },
  });
  assert.equal(subject.expiresAtMs, undefined);
  await subject.render(NOW, never);
  const first = NOW + 2 * INTERVAL_MS + 1;
  assert.equal(subject.expiresAtMs, first);
  for (const [nowMs, count] of [[first - 1, 2], [first, 1]] as const) {
    await subject.render(nowMs, never);
    const found = await scrape(subject, nowMs);
    assert.equal(found.select("kafka_topic_partition_current_offset").length, count);
  }
});
