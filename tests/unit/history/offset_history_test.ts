import assert from "node:assert/strict";
import { OffsetHistory } from "../../../src/history/offset_history.ts";
import { PartitionDirectory } from "../../../src/history/partition_directory.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { madeGroup, madeSnapshot } from "../metrics/make_reading.ts";

const INTERVAL_MS = 15_000;

/** Ends by topic, each a list over partitions; undefined where a leader did not answer. */
type Ends = Readonly<Record<string, readonly (number | undefined)[]>>;

/** A history of cycles over one directory. Each group has committed on every partition. */
class Recorded {
  readonly history = new OffsetHistory();
  nowMs = 0;
  readonly #directory = new PartitionDirectory();

  /** Records a cycle; leaders answer `lateMs` after its begin, one for each partition. */
  record(
    ends: Ends,
    { lateMs = () => 0, committed = true }: {
      lateMs?: (partition: number) => number;
      committed?: boolean;
    } = {},
  ): ClusterSnapshot {
    this.nowMs += INTERVAL_MS;
    const directory = this.#directory.update(
      Object.entries(ends).map(([name, { length }]) => ({
        name,
        topicId: name,
        internal: false,
        partitionCount: length,
      })),
    );
    const latestOffset = new Float64Array(directory.capacity).fill(NaN);
    const latestReadAtMs = new Float64Array(directory.capacity).fill(NaN);
    for (const [name, ofTopic] of Object.entries(ends)) {
      ofTopic.forEach((end, partition) => {
        const slot = directory.topics.get(name)!.slots[partition]!;
        latestOffset[slot] = end ?? 0;
        latestReadAtMs[slot] = end === undefined ? this.nowMs - 1 : this.nowMs + lateMs(partition);
      });
    }
    const made = madeSnapshot({});
    const snapshot = {
      ...made,
      directory,
      startedAtMs: this.nowMs,
      partitions: { ...made.partitions, latestOffset, latestReadAtMs },
    };
    const commits = Object.entries(ends)
      .flatMap(([name, ofTopic]) => ofTopic.map((_, p) => [name, p, 0] as const));
    const groups = committed ? [madeGroup(snapshot, "g", commits)] : [];
    runAtOnce(this.history.record({ ...snapshot, groups }));
    return snapshot;
  }

  slot(topic: string, partition = 0): number {
    return this.#directory.view.topics.get(topic)!.slots[partition]!;
  }

  find(topic: string, offset: number, partition = 0) {
    const found = { afterMs: NaN, beforeMs: NaN, atMs: NaN };
    return this.history.find(this.slot(topic, partition), offset, found) ? found : undefined;
  }
}

Deno.test("an offset was written between the last end before it and the first beyond it", () => {
  const made = new Recorded();
  for (const end of [0, 100, 100, 100, 300]) made.record({ t: [end] });
  assert.deepEqual(made.find("t", 50), { afterMs: 15_000, beforeMs: 30_000, atMs: 22_575 });
  const idle = made.find("t", 100)!;
  assert.deepEqual([idle.afterMs, idle.beforeMs], [60_000, 75_000]);
  assert.equal(made.find("t", 300), undefined, "not written yet");
});

Deno.test("what was written before the first look has only an end", () => {
  const made = new Recorded();
  for (const end of [500, 600]) made.record({ t: [end] });
  const { afterMs, beforeMs } = made.find("t", 400)!;
  assert.deepEqual([afterMs, beforeMs], [NaN, 15_000]);
});

Deno.test("times are those at which leaders answered, not those of cycles", () => {
  const made = new Recorded();
  const lateMs = (partition: number) => 700 * partition;
  for (const end of [0, 100]) made.record({ t: [end, end] }, { lateMs });
  const found = made.find("t", 0, 1)!;
  assert.deepEqual([found.afterMs, found.beforeMs], [15_700, 30_700]);
});

Deno.test("a cycle in which a leader did not answer is passed over", () => {
  const made = new Recorded();
  for (const end of [0, undefined, undefined, 90]) made.record({ t: [end, 5] });
  assert.deepEqual([made.find("t", 10)!.afterMs, made.find("t", 10)!.beforeMs], [15_000, 60_000]);
});

Deno.test("every offset of a long history is found in its bracket", () => {
  const made = new Recorded();
  const ends: number[] = [];
  let end = 0;
  for (let cycle = 0; cycle < 400; cycle++) {
    ends.push(end);
    const isSilent = cycle % 7 === 3;
    made.record({ t: [isSilent ? undefined : end] });
    end += cycle % 5 === 0 ? 0 : cycle % 11;
  }
  for (let offset = 0; offset < ends.at(-1)!; offset++) {
    const { afterMs, beforeMs, atMs } = made.find("t", offset)!;
    const firstBeyond = ends.findIndex((each) => each > offset);
    const writtenAtMs = (firstBeyond + 1) * INTERVAL_MS;
    assert.ok(afterMs < writtenAtMs && writtenAtMs <= beforeMs, `${offset}`);
    assert.ok(afterMs <= atMs && atMs <= beforeMs);
  }
});

Deno.test("only partitions with a commit are kept", () => {
  const made = new Recorded();
  for (const end of [0, 10]) made.record({ t: [end] }, { committed: false });
  assert.equal(made.find("t", 5), undefined);
  assert.equal(made.history.rows.count, 0);
});

Deno.test("a slot that another topic gets has none of the former's history", () => {
  const made = new Recorded();
  for (const end of [0, 100, 200]) made.record({ old: [end] });
  const slot = made.slot("old");
  made.record({});
  for (const end of [40, 50]) made.record({ young: [end] });
  assert.equal(made.slot("young"), slot);
  assert.equal(made.find("young", 30)!.beforeMs, 75_000);
  assert.ok(Number.isNaN(made.find("young", 30)!.afterMs));
  assert.equal(made.history.rows.count, 1);
});

Deno.test("when a log's end goes back, what was above it is forgotten", () => {
  const made = new Recorded();
  for (const end of [0, 100, 200, 120, 260]) made.record({ t: [end] });
  const { afterMs, beforeMs } = made.find("t", 150)!;
  assert.deepEqual([afterMs, beforeMs], [60_000, 75_000]);
  assert.deepEqual([made.find("t", 50)!.afterMs, made.find("t", 50)!.beforeMs], [15_000, 30_000]);
});

Deno.test("offsets may be huge, and a log may grow by more than 32 bits tell", () => {
  const made = new Recorded();
  const start = 2 ** 50;
  const ends = [0, 1.5e9, 3e9, 4.5e9].map((above) => start + above);
  for (const end of ends) made.record({ t: [end] });
  const { afterMs, beforeMs } = made.find("t", start + 4e9)!;
  assert.deepEqual([afterMs, beforeMs], [45_000, 60_000]);
  assert.ok(Number.isNaN(made.find("t", start + 1e9)!.afterMs), "too long ago to be told");
});

Deno.test("rates are taken between times at which the leader answered", () => {
  const made = new Recorded();
  const lateMs = (partition: number) => partition === 1 ? made.nowMs / 30 : 0;
  for (const end of [0, 150, 300]) made.record({ t: [end, end, 7] }, { lateMs });
  const rate = made.history.produceRates(made.nowMs - 30_000);
  assert.deepEqual([rate(made.slot("t", 0)), rate(made.slot("t", 2))], [10, 0]);
  assert.equal(rate(made.slot("t", 1)), 300 / 31);
});

Deno.test("there is no rate without a reading now or within the time", () => {
  const made = new Recorded();
  made.record({ t: [0, 0] });
  const sinceMs = made.nowMs;
  assert.ok(Number.isNaN(made.history.produceRates(sinceMs)(made.slot("t"))));
  made.record({ t: [undefined, 150] });
  assert.ok(Number.isNaN(made.history.produceRates(sinceMs)(made.slot("t"))));
  assert.equal(made.history.produceRates(sinceMs)(made.slot("t", 1)), 10);
});
