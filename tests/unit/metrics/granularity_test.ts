import assert from "node:assert/strict";
import type { Granularity } from "../../../src/metrics/settings.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import { type Exposition, parseExposition } from "../../program/exposition_parser.ts";
import { collectorsAt } from "./every_collector.ts";
import {
  type MadeCommit,
  madeGroup,
  madeReading,
  madeSnapshot,
  type MadeTopics,
  NOW,
} from "./make_reading.ts";
import { renderText } from "./render_text.ts";

function exposed(
  granularity: Granularity,
  topics: MadeTopics,
  commits: readonly MadeCommit[] = [],
  more: Partial<ClusterSnapshot> = {},
): Exposition {
  const snapshot = madeSnapshot(topics, more);
  const reading = madeReading({ ...snapshot, groups: [madeGroup(snapshot, "g", commits)] });
  return parseExposition(renderText([reading], { collectors: collectorsAt(granularity) }));
}

/** The value of `kafka_topic_partition_…` that topic `t` has as a whole. */
function ofTopic(name: string, seen: Exposition): number | undefined {
  return seen.value(`kafka_topic_partition_${name}`, { topic: "t" });
}

const HEALTHY = { replicas: [1, 2], earliest: 5, latest: 20 };
const settings = {
  readAtMs: NOW,
  cleanupPolicy: "delete",
  minInSyncReplicas: 2,
  retentionMs: 1,
  retentionBytes: 1,
};

Deno.test("a topic has the sums of its partitions, and no series that has a partition", () => {
  const half = { ...HEALTHY, leader: 2, isr: [2] };
  const topicConfigs = new Map([["t", settings]]);
  const seen = exposed("topic", { t: [HEALTHY, half], other: [{}] }, [], { topicConfigs });
  assert.deepEqual(seen.samples.filter(({ labels }) => "partition" in labels), []);
  const sums = {
    current_offset: 40,
    oldest_offset: 10,
    replicas: 4,
    in_sync_replica: 3,
    leader_is_preferred: 1,
    under_replicated_partition: 1,
    offline: 0,
    under_min_isr: 1,
    at_min_isr: 1,
    leader: undefined,
  };
  for (const [name, sum] of Object.entries(sums)) assert.equal(ofTopic(name, seen), sum, name);
});

Deno.test("a sum with a partition that is not known is absent", () => {
  const unread = { ...HEALTHY, latest: NaN, latestReadAtMs: NaN };
  const seen = exposed("topic", { t: [HEALTHY, unread] });
  assert.equal(ofTopic("current_offset", seen), undefined);
  assert.equal(ofTopic("oldest_offset", seen), 10);
});

Deno.test("an offline partition is counted as such, and left out of what needs a leader", () => {
  const offline = { ...HEALTHY, leader: NaN, isr: [] };
  const topicConfigs = new Map([["t", settings]]);
  const seen = exposed("topic", { t: [{ ...HEALTHY, isr: [1] }, offline] }, [], { topicConfigs });
  assert.equal(ofTopic("offline", seen), 1);
  assert.equal(ofTopic("under_min_isr", seen), 1);
  const without = exposed("topic", { t: [offline] }, [], { topicConfigs });
  assert.equal(ofTopic("under_min_isr", without), undefined);
});

Deno.test("records of open transactions are summed over the partitions that have some", () => {
  const seen = exposed("topic", { t: [{ unstable: 3 }, {}, { unstable: 4 }], other: [{}] });
  assert.equal(ofTopic("last_stable_offset_lag", seen), 7);
  assert.equal(seen.samples.filter(({ name }) => name.endsWith("_offset_lag")).length, 1);
});

const TOPICS: MadeTopics = { t: [{ latest: 10 }, { latest: 10 }], u: [{ latest: 7 }] };
const COMMITS: readonly MadeCommit[] = [["t", 0, 4], ["t", 1, 10], ["u", 0, 7]];

Deno.test("at granularity topic groups keep their sums, at group one sum over all topics", () => {
  const lag = (granularity: Granularity, commits: readonly MadeCommit[]) =>
    exposed(granularity, TOPICS, commits).select("kafka_consumergroup_lag_sum")
      .map(({ labels, value }) => [labels["topic"], value]);
  assert.deepEqual(lag("topic", COMMITS), [["t", 6], ["u", 0]]);
  assert.deepEqual(lag("group", COMMITS), [[undefined, 6]]);
  assert.deepEqual(exposed("topic", TOPICS, COMMITS).select("kafka_consumergroup_lag"), []);
  assert.deepEqual(lag("group", [...COMMITS.slice(0, 2), ["u", 0]]), [], "u could not be read");
  assert.deepEqual(lag("group", []), [], "without commits there is nothing to sum");
});
