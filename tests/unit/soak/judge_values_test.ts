import assert from "node:assert/strict";
import { judgeLags } from "../../../bench/soak/judge_lags.ts";
import { judgeValues } from "../../../bench/soak/judge_values.ts";
import { Timeline } from "../../../bench/soak/timeline.ts";
import { parseExposition } from "../../program/exposition_parser.ts";
import { observed, type Seen, servedText } from "./observed.ts";

/** A scrape at second 110: offsets in it may be as old as second 104.5. */
const SCRAPED = { fromMs: 110_000, toMs: 110_010 };

/** Each of these holds until the next; it is observed every second, but for a gap. */
function timelineOf(seen: readonly Seen[], gap: readonly number[] = []): Timeline {
  const timeline = new Timeline();
  const from = seen[0]!.atSecond;
  for (let atSecond = from; atSecond <= seen.at(-1)!.atSecond; atSecond++) {
    if (gap.includes(atSecond)) continue;
    timeline.add(observed({ ...seen.findLast((each) => each.atSecond <= atSecond)!, atSecond }));
  }
  return timeline;
}

function wrongs(values: Parameters<typeof servedText>[0], timeline: Timeline): string[] {
  const { wrong } = judgeValues(parseExposition(servedText(values)), SCRAPED, timeline);
  return wrong.map(({ what, served, truth }) => `${what}: ${served}, ${truth}`);
}

Deno.test("an end between those seen before and after is right, and another is wrong", () => {
  const timeline = timelineOf([
    { atSecond: 103, end: 10 },
    { atSecond: 107, end: 20 },
    { atSecond: 111, end: 30 },
  ]);
  const end = "kafka_topic_partition_current_offset";
  assert.deepEqual(wrongs({ [end]: 10 }, timeline), []);
  assert.deepEqual(wrongs({ [end]: 30 }, timeline), []);
  assert.deepEqual(wrongs({ [end]: 9 }, timeline), [`${end} soak-t 0: 9, 10 … 30`]);
  assert.deepEqual(wrongs({ [end]: 31 }, timeline), [`${end} soak-t 0: 31, 10 … 30`]);
});

Deno.test("a value that was true longer ago than it may be served is wrong", () => {
  const timeline = timelineOf([
    { atSecond: 100, leader: 2, committed: 1 },
    { atSecond: 103, leader: 1 },
    { atSecond: 119, leader: 1 },
  ]);
  const [leader, commit] = ["kafka_topic_partition_leader", "kafka_consumergroup_current_offset"];
  assert.deepEqual(wrongs({ [leader]: 2 }, timeline), [`${leader} soak-t 0: 2, 1`]);
  assert.deepEqual(wrongs({ [commit]: 1 }, timeline), [`${commit} soak-g soak-t 0: 1, 4 … 4`]);
});

Deno.test("a leader that was one at some moment of the span is right", () => {
  const timeline = timelineOf([
    { atSecond: 103, leader: 1 },
    { atSecond: 107, leader: 3 },
    { atSecond: 119, leader: 2 },
  ]);
  for (const leader of [1, 2, 3]) {
    assert.deepEqual(wrongs({ kafka_topic_partition_leader: leader }, timeline), []);
  }
});

Deno.test("a leader that may have been one while nobody looked is not judged", () => {
  const seen = [{ atSecond: 103 }, { atSecond: 119 }];
  const leader = "kafka_topic_partition_leader";
  assert.deepEqual(wrongs({ [leader]: 2 }, timelineOf(seen)), [`${leader} soak-t 0: 2, 1`]);
  assert.deepEqual(wrongs({ [leader]: 2 }, timelineOf(seen, [106, 107])), []);
});

Deno.test("a broker may tell of new partitions before the one that Kafka's client asks", () => {
  const grownAt = (atSecond: number) =>
    timelineOf([{ atSecond: 103 }, { atSecond, partitions: 2 }, { atSecond: 130, partitions: 2 }]);
  const partitions = "kafka_topic_partitions";
  assert.deepEqual(wrongs({ [partitions]: 2 }, grownAt(113)), []);
  assert.deepEqual(wrongs({ [partitions]: 2 }, grownAt(125)), [`${partitions} soak-t: 2, 1`]);
  assert.deepEqual(wrongs({ [partitions]: 3 }, grownAt(113)), [`${partitions} soak-t: 3, 1 or 2`]);
});

Deno.test("of replicas that are lost one after the other, a state between may not be seen", () => {
  const timeline = timelineOf([{ atSecond: 103 }, { atSecond: 108, inSync: 1 }, {
    atSecond: 119,
    inSync: 1,
  }]);
  const inSync = "kafka_topic_partition_in_sync_replica";
  for (const count of [1, 2, 3]) assert.deepEqual(wrongs({ [inSync]: count }, timeline), []);
  assert.deepEqual(wrongs({ [inSync]: 0 }, timeline), [`${inSync} soak-t 0: 0, 3 or 1`]);
});

Deno.test("what a broker tells that was lately frozen is not judged, but for offsets", () => {
  const timeline = timelineOf([{ atSecond: 103, end: 10 }, { atSecond: 119, end: 10 }]);
  const [leader, end] = ["kafka_topic_partition_leader", "kafka_topic_partition_current_offset"];
  const seen = parseExposition(servedText({ [leader!]: 2, [end!]: 9 }));
  const { wrong } = judgeValues(seen, SCRAPED, timeline, true);
  assert.deepEqual(wrong.map(({ what }) => what.split(" ")[0]), [end]);
});

Deno.test("of a topic that was created again meanwhile, older values cannot be told wrong", () => {
  const timeline = timelineOf([{ atSecond: 103, end: 50 }, { atSecond: 107, id: "id-2", end: 3 }, {
    atSecond: 111,
    id: "id-2",
    end: 3,
  }]);
  const end = "kafka_topic_partition_current_offset";
  assert.deepEqual(wrongs({ [end]: 0 }, timeline), []);
  assert.deepEqual(wrongs({ [end]: 51 }, timeline), [`${end} soak-t 0: 51, 0 … 50`]);
});

Deno.test("without a later observation nothing is judged", () => {
  const timeline = timelineOf([{ atSecond: 103 }, { atSecond: 109 }]);
  const { judged, unjudged } = judgeValues(parseExposition(servedText()), SCRAPED, timeline);
  assert.equal(judged, 0);
  assert.equal(unjudged, 7);
});

Deno.test("a lag that is no difference of the offsets beside it, and a wrong sum, are found", () => {
  const found = (values: Parameters<typeof servedText>[0]) =>
    judgeLags(parseExposition(servedText(values)), 0).map(({ what }) => what.split(" ")[0]);
  assert.deepEqual(found({}), []);
  assert.deepEqual(
    found({
      kafka_topic_partition_current_offset: 2,
      kafka_consumergroup_lag: 0,
      kafka_consumergroup_lag_sum: 0,
    }),
    [],
  );
  assert.deepEqual(found({ kafka_consumergroup_lag: 7, kafka_consumergroup_lag_sum: 7 }), [
    "kafka_consumergroup_lag",
  ]);
  assert.deepEqual(found({ kafka_consumergroup_lag_sum: 7 }), ["kafka_consumergroup_lag_sum"]);
});
