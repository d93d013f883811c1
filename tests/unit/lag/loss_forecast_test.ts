import assert from "node:assert/strict";
import { leaderSizes, secondsUntilLoss } from "../../../src/lag/loss_forecast.ts";
import type { TopicConfig } from "../../../src/model/topic_config.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { madeSnapshot } from "../metrics/make_reading.ts";

const CONFIG: TopicConfig = {
  readAtMs: 0,
  cleanupPolicy: "delete",
  minInSyncReplicas: 1,
  retentionMs: 3_600_000,
  retentionBytes: Infinity,
};
const FACTS = { lagSeconds: 600, lag: 500, records: 1_000, sizeBytes: 100_000, produceRate: 2 };

Deno.test("by age, what is left of the retention time", () => {
  assert.equal(secondsUntilLoss(FACTS, CONFIG), 3_000);
  assert.equal(secondsUntilLoss({ ...FACTS, lagSeconds: 9_999 }, CONFIG), 0);
});

Deno.test("by size, what new records take to fill what is kept behind the oldest unread one", () => {
  const config = { ...CONFIG, retentionMs: Infinity, retentionBytes: 80_000 };
  // 100 bytes a record: 800 records are kept, 500 of them are unread, 2 come a second.
  assert.equal(secondsUntilLoss(FACTS, config), 150);
});

Deno.test("of both, the sooner one", () => {
  assert.equal(secondsUntilLoss(FACTS, { ...CONFIG, retentionBytes: 80_000 }), 150);
  assert.equal(secondsUntilLoss(FACTS, { ...CONFIG, retentionBytes: 80_000_000 }), 3_000);
});

Deno.test("where nothing is unread, nothing limits it or a part is unknown, it is not told", () => {
  const cases: [Partial<typeof FACTS>, TopicConfig | undefined][] = [
    [{ lag: 0 }, CONFIG],
    [{ lag: NaN }, CONFIG],
    [{ lagSeconds: NaN }, CONFIG],
    [{}, undefined],
    [{}, { ...CONFIG, retentionMs: Infinity }],
    [{}, { ...CONFIG, cleanupPolicy: "compact" }],
    [{}, { ...CONFIG, cleanupPolicy: undefined }],
    [{ produceRate: 0 }, { ...CONFIG, retentionMs: Infinity, retentionBytes: 80_000 }],
    [{ sizeBytes: NaN }, { ...CONFIG, retentionMs: Infinity, retentionBytes: 80_000 }],
  ];
  for (const [facts, config] of cases) {
    assert.ok(
      Number.isNaN(secondsUntilLoss({ ...FACTS, ...facts }, config)),
      JSON.stringify(facts),
    );
  }
  assert.equal(secondsUntilLoss(FACTS, { ...CONFIG, cleanupPolicy: "compact,delete" }), 3_000);
});

Deno.test("sizes are those of leaders, and only where retention goes by size", () => {
  const made = madeSnapshot({ limited: [{ leader: 1 }, { leader: 2 }], free: [{ leader: 1 }] });
  const dirs = (brokerId: number, base: number) => ({
    brokerId,
    readAtMs: 0,
    dirs: [],
    slots: Int32Array.of(0, 1, 2),
    sizesBytes: Float64Array.of(base, base + 1, base + 2),
  });
  const snapshot = {
    ...made,
    topicConfigs: new Map([
      ["limited", { ...CONFIG, retentionBytes: 1 }],
      ["free", CONFIG],
    ]),
    logDirs: [dirs(1, 10), dirs(2, 20)],
  };
  assert.deepEqual([...runAtOnce(leaderSizes(snapshot))], [[0, 10], [1, 21]]);
});
