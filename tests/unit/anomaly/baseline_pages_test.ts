import assert from "node:assert/strict";
import { BASELINE_WIDTH } from "../../../src/anomaly/baseline_fields.ts";
import {
  decodePage,
  encodePage,
  PAGE_TOPICS,
  pageCount,
  PageError,
} from "../../../src/anomaly/baseline_pages.ts";
import type { Baselines } from "../../../src/anomaly/baselines.ts";
import { joinPages } from "../../../src/anomaly/join_pages.ts";
import { judgeRates } from "../../../src/anomaly/judge_rates.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { HOUR, INTERVAL_MS, MONDAY, NORMAL, TIMES } from "./simulated_topic.ts";

const { hourMs } = TIMES;

/** Baselines of some topics, after some hours. */
function baselinesOf(topics: number, hours = 3, prefix = "t"): Baselines {
  let baselines: Baselines | undefined;
  for (let nowMs = MONDAY; nowMs < MONDAY + hours * HOUR; nowMs += INTERVAL_MS) {
    const readings = Array.from({ length: topics }, (_, index) => ({
      topic: `${prefix}-ü-${index}`,
      topicId: index % 2 === 0 ? `id-${index}` : undefined,
      isNew: false,
      internal: false,
      rate: 10 + index,
      elapsedMs: INTERVAL_MS,
    }));
    baselines = runAtOnce(judgeRates(baselines, readings, () => NORMAL, TIMES, nowMs)).next;
  }
  return baselines!;
}

const pagesOf = (baselines: Baselines) =>
  Array.from({ length: pageCount(baselines) }, (_, page) => encodePage(baselines, page, hourMs));

Deno.test("what was stored in pages comes back as it was", () => {
  const baselines = baselinesOf(PAGE_TOPICS + 3);
  const pages = pagesOf(baselines);
  assert.equal(pages.length, 2);
  const back = runAtOnce(joinPages(pages.map((page) => decodePage(page, hourMs)), TIMES))!;
  assert.deepEqual(back, baselines);
  assert.equal(runAtOnce(joinPages([], TIMES)), undefined);
});

Deno.test("bytes that are damaged, cut or of something else are refused", () => {
  const [page] = pagesOf(baselinesOf(2));
  for (let at = 0; at < page!.length; at += 41) {
    const damaged = page!.with(at, page![at]! ^ 0x10);
    assert.throws(() => decodePage(damaged, hourMs), PageError, `byte ${at}`);
  }
  for (const length of [0, 3, 11, 100, page!.length - 1]) {
    assert.throws(() => decodePage(page!.subarray(0, length), hourMs), PageError, `${length}`);
  }
  assert.throws(() => decodePage(new TextEncoder().encode("something else"), hourMs), PageError);
});

Deno.test("pages of hours of another length are refused", () => {
  const [page] = pagesOf(baselinesOf(2));
  assert.throws(() => decodePage(page!, hourMs / 60), /3600000 ms/);
});

Deno.test("of a topic in two pages, what was seen last counts, at the newest hour", () => {
  const [old, newer] = [baselinesOf(3, 3), baselinesOf(1, 30)];
  const joined = runAtOnce(joinPages([old, newer], TIMES))!;
  assert.equal(joined.hour, newer.hour);
  assert.deepEqual(joined.topics.map(({ name }) => name).sort(), ["t-ü-0", "t-ü-1", "t-ü-2"]);
  const only = runAtOnce(joinPages([newer], TIMES))!;
  const at = joined.rows.get("t-ü-0")!;
  const width = BASELINE_WIDTH;
  assert.deepEqual(
    joined.values.slice(at * width, (at + 1) * width),
    only.values.slice(0, width),
  );
  assert.deepEqual(joined.cells[at], only.cells[0]);
});

Deno.test("a topic that is long gone while others are seen is forgotten", () => {
  let baselines = baselinesOf(2);
  const reading = {
    topic: "t-ü-1",
    topicId: undefined,
    isNew: false,
    internal: false,
    rate: 11,
    elapsedMs: INTERVAL_MS,
  };
  for (let hour = 3; hour < 30; hour++) {
    const nowMs = MONDAY + hour * HOUR;
    baselines = runAtOnce(judgeRates(baselines, [reading], () => NORMAL, TIMES, nowMs)).next;
  }
  assert.deepEqual(baselines.topics.map(({ name }) => name), ["t-ü-1"]);
  assert.deepEqual([...baselines.rows], [["t-ü-1", 0]]);
});
