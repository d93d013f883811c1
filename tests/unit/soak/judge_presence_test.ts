import assert from "node:assert/strict";
import { contentOf, exporterDifferences } from "../../../bench/soak/differences.ts";
import { PresenceJudge } from "../../../bench/soak/judge_presence.ts";
import { Timeline } from "../../../bench/soak/timeline.ts";
import { parseExposition } from "../../program/exposition_parser.ts";
import { observed, servedText } from "./observed.ts";

function timelineOf(exists: boolean): Timeline {
  const timeline = new Timeline();
  for (let atSecond = 1; atSecond < 60; atSecond++) timeline.add(observed({ atSecond, exists }));
  return timeline;
}

function judge(seen: string, exists: boolean, seconds: readonly number[]): string[] {
  const presence = new PresenceJudge();
  return seconds.flatMap((second) => {
    const scraped = { fromMs: second * 1_000, toMs: second * 1_000 + 10 };
    return presence.judge(parseExposition(seen), scraped, timelineOf(exists));
  }).map(({ what, served, truth }) => `${what}: ${served}, ${truth}`);
}

/** What is found wrong if the topic and the group are served at second 20. */
function wrongAt20(timeline: Timeline): string[] {
  const scraped = { fromMs: 20_000, toMs: 20_010 };
  return new PresenceJudge().judge(parseExposition(servedText()), scraped, timeline)
    .map(({ what }) => what);
}

Deno.test("a topic that exists and is not served is wrongly gone at once", () => {
  const without = servedText({ kafka_topic_partitions: undefined });
  assert.deepEqual(judge(servedText(), true, [20]), []);
  assert.deepEqual(judge(without, true, [20]), ["topic soak-t: gone, exists"]);
});

Deno.test("a group that exists may be missing for a moment, but not for longer", () => {
  const without = servedText({ kafka_consumergroup_info: undefined });
  assert.deepEqual(judge(without, true, [20, 25, 30]), []);
  assert.deepEqual(judge(without, true, [20, 25, 33]), ["group soak-g: gone for 13.0 s, exists"]);
  const frozen = without.replace(`reachable{id="2"} 1`, `reachable{id="2"} 0`);
  assert.deepEqual(judge(frozen, true, [20, 25, 33]), [], "while a broker does not answer");
});

Deno.test("what is served and is gone is wrong", () => {
  assert.deepEqual(judge(servedText(), false, [20]), [
    "topic soak-t: exists, gone",
    "group soak-g: exists, gone",
  ]);
});

Deno.test("what lived shorter than it took from one reading to the next is not known to be gone", () => {
  const timeline = new Timeline();
  for (const atSecond of [1, 8, 15, 22, 29, 36]) {
    timeline.add(observed({ atSecond, exists: false }));
  }
  assert.deepEqual(wrongAt20(timeline), []);
});

Deno.test("a group that was there and is not listed any more is gone, though groups are listed seldom", () => {
  const judged = (seconds: readonly number[]) => {
    const timeline = new Timeline();
    for (const atSecond of seconds) {
      timeline.add(observed({ atSecond, exists: atSecond === 1 }));
    }
    return wrongAt20(timeline);
  };
  assert.deepEqual(judged([1, 5, 9, 13, 17, 21, 25, 29]), ["group soak-g"]);
  assert.deepEqual(judged([1, 5, 9, 19, 23, 27]), [], "just after all brokers were away");
});

Deno.test("a topic that only the reads of topics saw was there", () => {
  const timeline = new Timeline();
  for (let atSecond = 1; atSecond < 60; atSecond++) {
    const { topicReads } = observed({ atSecond, exists: atSecond === 18 });
    timeline.add({ ...observed({ atSecond, exists: false }), topicReads });
  }
  assert.deepEqual(wrongAt20(timeline), ["group soak-g"]);
});

Deno.test("a topic that Kafka's own client sees a little later than the program is there", () => {
  const timeline = new Timeline();
  for (let atSecond = 1; atSecond < 60; atSecond++) {
    timeline.add(observed({ atSecond, exists: atSecond > 25 }));
  }
  assert.deepEqual(wrongAt20(timeline), ["group soak-g"]);
});

Deno.test("a group that is gone is served as long as a broker is not reached that may have it", () => {
  const frozen = servedText().replace(`reachable{id="2"} 1`, `reachable{id="2"} 0`);
  assert.deepEqual(judge(frozen, false, [20]), ["topic soak-t: exists, gone"]);
});

Deno.test("a list without a broker does not tell that its groups are gone", () => {
  const timeline = new Timeline();
  for (let atSecond = 1; atSecond < 60; atSecond++) {
    timeline.add(observed({ atSecond, exists: false, nodes: [1, 3] }));
  }
  assert.deepEqual(wrongAt20(timeline), ["topic soak-t"]);
});

Deno.test("while Kafka is not read, nothing is gone", () => {
  assert.deepEqual(judge("kafka_up 0\n", true, [20, 40]), []);
});

Deno.test("in a quiet moment every series must be equal, none missing and none more", () => {
  const differences = (values: Parameters<typeof servedText>[0], atSecond = 1) =>
    exporterDifferences(parseExposition(servedText(values)), observed({ atSecond }));
  assert.deepEqual(differences({}), []);
  assert.deepEqual(differences({ kafka_consumergroup_lag: 5 }), [
    "kafka_consumergroup_lag soak-g soak-t/0: served 5, truth 6",
  ]);
  assert.deepEqual(differences({ kafka_consumergroup_members: undefined }), [
    "kafka_consumergroup_members soak-g: served nothing, truth 1",
  ]);
  const left = observed({ atSecond: 1 });
  const commits = { ...left.commits, value: { "soak-g": { "soak-t/0": 4, "soak-gone/0": 7 } } };
  const served = parseExposition(servedText());
  assert.deepEqual(
    exporterDifferences(served, { ...left, commits }),
    [],
    "of a topic that is gone",
  );
  const empty = observed({ atSecond: 1, exists: false });
  const more = exporterDifferences(parseExposition(servedText()), empty);
  assert.equal(more.length, 10);
});

Deno.test("two observations are the same if all in them is, whenever they were taken", () => {
  const content = contentOf(observed({ atSecond: 1 }));
  assert.equal(contentOf(observed({ atSecond: 2 })), content);
  assert.notEqual(contentOf(observed({ atSecond: 2, end: 11 })), content);
  assert.notEqual(contentOf(observed({ atSecond: 2, exists: false })), content);
});
