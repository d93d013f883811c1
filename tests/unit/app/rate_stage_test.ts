import assert from "node:assert/strict";
import { anomalySettings } from "../../../src/anomaly/settings.ts";
import { type PageStore, RateStage } from "../../../src/app/rate_stage.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import { MadeCluster } from "../anomaly/made_snapshots.ts";
import { HOUR, INTERVAL_MS, MINUTE, MONDAY } from "../anomaly/simulated_topic.ts";
import { RecordingLogger } from "../../wire_fakes/recorders.ts";

const SETTINGS = anomalySettings.parse({ warm_up: "1h" });
const signal = new AbortController().signal;

/** Pages in memory; `fails` makes it throw as a full disk does. */
class MemoryPages implements PageStore {
  pages = new Map<number, Uint8Array>();
  fails = false;

  load(): Uint8Array[] {
    if (this.fails) throw new Error("disk I/O error");
    return [...this.pages.values()];
  }

  save(_: string, pages: ReadonlyMap<number, Uint8Array>, count: number): void {
    if (this.fails) throw new Error("database or disk is full");
    for (const [page, bytes] of pages) this.pages.set(page, bytes);
    for (const page of this.pages.keys()) if (page >= count) this.pages.delete(page);
  }
}

/** A cluster with one topic whose snapshots a stage takes. */
class StagedTopic {
  readonly #cluster = new MadeCluster();
  readonly #stage: RateStage;
  #snapshot: ClusterSnapshot | undefined;
  #nowMs: number;
  #offset = 0;

  constructor(stage: RateStage, startMs: number) {
    this.#stage = stage;
    this.#nowMs = startMs;
  }

  async run(durationMs: number, rate: number): Promise<void> {
    for (const untilMs = this.#nowMs + durationMs; this.#nowMs < untilMs;) {
      this.#nowMs += INTERVAL_MS;
      this.#offset += Math.round(rate * INTERVAL_MS / 1000);
      const next = this.#cluster.snapshot({ t: [[this.#offset, this.#nowMs]] }, this.#nowMs);
      await this.#stage.take(this.#snapshot, next, signal);
      this.#snapshot = next;
    }
  }
}

Deno.test("what was learned is stored when it stops, and another run goes on with it", async () => {
  const [pages, log] = [new MemoryPages(), new RecordingLogger()];
  const first = new RateStage(SETTINGS, INTERVAL_MS, pages, log);
  assert.equal(first.report, undefined);
  await new StagedTopic(first, MONDAY).run(2 * HOUR, 20);
  assert.equal(first.report!.topics.get("t")!.verdict, "usual");
  assert.equal(first.report!.atMs, MONDAY + 2 * HOUR);
  first.save();
  const second = new RateStage(SETTINGS, INTERVAL_MS, pages, log);
  const topic = new StagedTopic(second, MONDAY + 2 * HOUR + MINUTE);
  await topic.run(MINUTE, 20);
  assert.equal(second.report!.topics.get("t")!.verdict, "usual", "it needs no warm-up");
  await topic.run(4 * MINUTE, 0);
  assert.equal(second.report!.topics.get("t")!.verdict, "silence");
  assert.equal(log.text, "");
});

Deno.test("it is stored bit by bit, too, for the case that the program is killed", async () => {
  const [pages, log] = [new MemoryPages(), new RecordingLogger()];
  await new StagedTopic(new RateStage(SETTINGS, INTERVAL_MS, pages, log), MONDAY).run(2 * HOUR, 20);
  const second = new RateStage(SETTINGS, INTERVAL_MS, pages, log);
  await new StagedTopic(second, MONDAY + 2 * HOUR + MINUTE).run(5 * MINUTE, 20);
  assert.equal(second.report!.topics.get("t")!.verdict, "usual");
});

Deno.test("damaged pages are left out with a line in the log", async () => {
  const [pages, log] = [new MemoryPages(), new RecordingLogger()];
  pages.pages.set(0, new TextEncoder().encode("no page"));
  const stage = new RateStage(SETTINGS, INTERVAL_MS, pages, log);
  await new StagedTopic(stage, MONDAY).run(MINUTE, 20);
  assert.match(log.text, /learned anew.*no page of baselines/);
  assert.equal(stage.report!.topics.get("t")!.verdict, "unknown");
});

Deno.test("a state that can be neither read nor written costs the state, told once", async () => {
  const [pages, log] = [new MemoryPages(), new RecordingLogger()];
  pages.fails = true;
  const stage = new RateStage(SETTINGS, INTERVAL_MS, pages, log);
  await new StagedTopic(stage, MONDAY).run(2 * HOUR, 20);
  stage.save();
  assert.equal(stage.report!.topics.get("t")!.verdict, "usual");
  assert.equal(log.lines.filter((line) => line.includes("disk I/O error")).length, 1);
  assert.equal(log.lines.filter((line) => line.includes("disk is full")).length, 1);
});

Deno.test("other settings count from the next cycle on, and what was learned stays", async () => {
  const stage = new RateStage(SETTINGS, INTERVAL_MS, new MemoryPages(), new RecordingLogger());
  const topic = new StagedTopic(stage, MONDAY);
  await topic.run(2 * HOUR, 20);
  stage.judgeBy(
    anomalySettings.parse({ warm_up: "1h", topics: [{ pattern: "t", enabled: false }] }),
  );
  await topic.run(MINUTE, 20);
  const { verdict, expectedRate } = stage.report!.topics.get("t")!;
  assert.deepEqual([verdict, expectedRate], ["usual", NaN]);
  stage.judgeBy(SETTINGS);
  await topic.run(3 * MINUTE, 20);
  assert.ok(stage.report!.topics.get("t")!.expectedRate > 19);
});

Deno.test("a failure costs the rates, not the cycle", async () => {
  const log = new RecordingLogger();
  const stage = new RateStage(SETTINGS, INTERVAL_MS, new MemoryPages(), log);
  const snapshot = new MadeCluster().snapshot({ t: [[1, 1]] });
  const broken = { ...snapshot, partitions: undefined } as unknown as ClusterSnapshot;
  await stage.take(snapshot, broken, signal);
  assert.equal(stage.report, undefined);
  assert.match(log.text, /Message rates could not be judged/);
  const abort = new AbortController();
  abort.abort(new Error("stopping"));
  await assert.rejects(stage.take(snapshot, broken, abort.signal), /stopping/);
});
