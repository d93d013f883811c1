import assert from "node:assert/strict";
import type { GroupMember } from "../../../src/model/group_snapshot.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { type Exposition, parseExposition } from "../../program/exposition_parser.ts";
import { lagCollectorsAt } from "./every_lag_collector.ts";
import { madeGroupLag, madeLagReport } from "./make_lag.ts";
import { madeGroup, madeReading, madeSnapshot, NOW } from "./make_reading.ts";
import { renderText, sampleLines } from "./render_text.ts";
import { smallLagCluster } from "./small_lag_cluster.ts";

function exposed(reading: ClusterReading, nowMs = NOW, withMembers = false): Exposition {
  const collectors = lagCollectorsAt("partition", withMembers);
  return parseExposition(renderText([reading], { collectors, nowMs }));
}

for (const granularity of ["partition", "topic", "group"] as const) {
  Deno.test(`what :9309 tells of a small cluster at granularity ${granularity} is the golden text`, async () => {
    const suffix = granularity === "partition" ? "" : `_${granularity}`;
    const golden = new URL(`../../golden/small_lag_cluster${suffix}.txt`, import.meta.url);
    const text = renderText([smallLagCluster()], { collectors: lagCollectorsAt(granularity) });
    assert.equal(text, await Deno.readTextFile(golden));
  });
}

Deno.test("a cluster with a name has it in cluster_name, and in cluster as on :9308", () => {
  const { samples } = exposed(smallLagCluster("east"));
  assert.ok(samples.length > 50);
  for (const { name, labels } of samples) {
    assert.equal(labels["cluster"], "east", name);
    assert.equal(labels["cluster_name"], name === "kafka_up" ? undefined : "east", name);
  }
});

Deno.test("of a cluster that was never read, or too long ago, only kafka_up 0 is said", () => {
  const reading = smallLagCluster();
  const collectors = lagCollectorsAt("partition");
  const stale = NOW + reading.snapshot!.limits.offsetsMs + 1;
  for (const [seen, nowMs] of [[madeReading(undefined), NOW], [reading, stale]] as const) {
    assert.deepEqual(sampleLines(renderText([seen], { collectors, nowMs })), ["kafka_up 0"]);
  }
});

Deno.test("a report that is too old tells nothing, though the snapshot is fresh", () => {
  const reading = smallLagCluster();
  const old = { ...reading.lag!, atMs: NOW - reading.snapshot!.limits.offsetsMs - 1 };
  const names = exposed({ ...reading, lag: old, rates: undefined }).samples.map(({ name }) => name);
  assert.deepEqual([...new Set(names)], [
    "kafka_up",
    "kafka_partition_latest_offset",
    "kafka_partition_earliest_offset",
    "kafka_consumergroup_poll_time_ms",
  ]);
});

Deno.test("what is not known is absent: never NaN, infinite or 0", () => {
  const snapshot = madeSnapshot({ t: [{}, {}] });
  for (const unknown of [NaN, Infinity, -Infinity]) {
    const group = madeGroupLag(snapshot, "g", [
      { topic: "t", partition: 0, committed: unknown, lag: unknown, lagSeconds: unknown },
    ], {
      catchUpSeconds: unknown,
      partitionsWithoutCommit: unknown,
      topics: {
        t: {
          consumeRate: unknown,
          produceRate: unknown,
          secondsUntilLoss: unknown,
          secondsSinceAdvanced: unknown,
        },
      },
    });
    const rate = {
      rate: unknown,
      expectedRate: unknown,
      score: unknown,
      verdict: "unknown",
      sinceMs: NOW,
    } as const;
    const rates = { atMs: NOW, topics: new Map([["t", rate]]) };
    const seen = exposed({ ...madeReading(snapshot), lag: madeLagReport([group]), rates });
    const left = new Set(seen.samples.map(({ name }) => name));
    for (const name of left) {
      assert.ok(/_(offset|up|status|severity|total|unreadable|ms|partitions)$/.test(name), name);
    }
    assert.ok(!left.has("kafka_consumergroup_group_offset"));
    assert.ok(seen.samples.every(({ value }) => Number.isFinite(value)));
  }
});

Deno.test("a group without commits has no sum and no maximum, not 0", () => {
  const snapshot = madeSnapshot({ t: [{}] });
  const lag = madeLagReport([
    madeGroupLag(snapshot, "g", [], { sumLag: 0, maxLag: 0, maxLagSeconds: 0 }),
  ]);
  const seen = exposed({ ...madeReading(snapshot), lag });
  assert.equal(seen.select("kafka_consumergroup_group_status").length, 6);
  for (const name of ["sum_lag", "max_lag", "max_lag_seconds"]) {
    assert.deepEqual(seen.select(`kafka_consumergroup_group_${name}`), [], name);
  }
});

const member = (id: string, host: string, partitions: readonly number[]): GroupMember => ({
  memberId: id,
  groupInstanceId: undefined,
  clientId: `client "${id}"`,
  clientHost: host,
  assignment: [{ topic: "t", partitions: Int32Array.from(partitions) }],
});

function owned(readAtMs: number, members: readonly GroupMember[]): ClusterReading {
  const plain = madeSnapshot({ t: [{}, {}, {}] });
  const description = {
    readAtMs,
    state: "Stable",
    assignor: "",
    members,
    subscription: undefined,
    epoch: NaN,
  };
  const snapshot = { ...plain, groups: [madeGroup(plain, "g", [], { description })] };
  const partitions = [0, 1, 2].map((partition) => ({ topic: "t", partition, lag: partition }));
  const lag = madeLagReport([madeGroupLag(snapshot, "g", partitions)]);
  return { ...madeReading(snapshot), lag };
}

Deno.test("with member labels a partition names its owner, if it has exactly one", () => {
  const reading = owned(NOW, [member("a", "/h\n1", [0, 1]), member("b", "/h2", [1])]);
  const lags = exposed(reading, NOW, true).select("kafka_consumergroup_group_lag");
  const common = { cluster_name: "the-cluster-id", group: "g", topic: "t" };
  const ofA = { member_host: "/h\n1", consumer_id: "a", client_id: 'client "a"' };
  assert.deepEqual(lags.map(({ labels }) => labels), [
    { ...common, partition: "0", ...ofA },
    { ...common, partition: "1" },
    { ...common, partition: "2" },
  ]);
});

Deno.test("members are not named from an old description, nor without being asked for", () => {
  const members = [member("a", "/h1", [0])];
  const old = owned(NOW - 90_001, members);
  for (const [reading, withMembers] of [[old, true], [owned(NOW, members), false]] as const) {
    const lags = exposed(reading, NOW, withMembers).select("kafka_consumergroup_group_lag");
    assert.equal(lags.length, 3);
    assert.ok(lags.every(({ labels }) => !("consumer_id" in labels)));
  }
});

Deno.test("a topic that the directory does not have any more has no series", () => {
  const snapshot = madeSnapshot({ t: [{}], gone: [{}] });
  const lag = madeLagReport([madeGroupLag(snapshot, "g", [{ topic: "gone", partition: 0 }])]);
  const { directory } = madeSnapshot({ t: [{}] });
  const reading = madeReading({ ...snapshot, directory });
  const seen = exposed({ ...reading, lag });
  assert.deepEqual(seen.select("kafka_consumergroup_group_topic_sum_lag"), []);
  assert.deepEqual(seen.select("kafka_consumergroup_group_lag"), []);
});
