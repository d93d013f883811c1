import assert from "node:assert/strict";
import type { BrokerLogDirs } from "../../../src/model/log_dirs.ts";
import type { QuorumSnapshot } from "../../../src/model/quorum_snapshot.ts";
import type { TopicConfig } from "../../../src/model/topic_config.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { madeBroker, madeGroup, madeReading, madeSnapshot, NOW } from "./make_reading.ts";
import { renderText } from "./render_text.ts";

const QUORUM: QuorumSnapshot = {
  readAtMs: NOW,
  leaderId: 1,
  leaderEpoch: 4,
  highWatermark: 998,
  replicas: [
    { id: 1, role: "voter", logEndOffset: 1_000, lastCaughtUpAtMs: NOW },
    { id: 3, role: "voter", logEndOffset: NaN, lastCaughtUpAtMs: NaN },
    { id: 2, role: "observer", logEndOffset: 990, lastCaughtUpAtMs: NOW - 1_500 },
  ],
};

const CONFIGS: ReadonlyMap<string, TopicConfig> = new Map([["orders", {
  readAtMs: NOW,
  cleanupPolicy: "compact,delete",
  minInSyncReplicas: 2,
  retentionMs: 604_800_000,
  retentionBytes: Infinity,
}]]);

/** Of `audit` only, whose one replica broker 2 has. */
const LOG_DIRS: readonly BrokerLogDirs[] = [{
  brokerId: 2,
  readAtMs: NOW,
  dirs: [
    { path: "/data/a", up: true, sizeBytes: 4_096, totalBytes: 1e12, usableBytes: 5e11 },
    { path: "/data/b", up: false, sizeBytes: NaN, totalBytes: NaN, usableBytes: NaN },
  ],
  slots: Int32Array.of(2),
  sizesBytes: Float64Array.of(4_096),
}];

/** A small cluster with something of everything. */
function smallCluster(name?: string): ClusterReading {
  const snapshot = madeSnapshot({
    orders: [
      { leader: 1, replicas: [1, 2], earliest: 10, latest: 100 },
      { leader: 1, replicas: [2, 1], isr: [1], latest: 50, unstable: 3 },
    ],
    audit: [{ leader: NaN, replicas: [2], isr: [], latest: NaN, latestReadAtMs: NaN }],
  });
  const brokers = [
    madeBroker(1, { rack: "a" }),
    madeBroker(2, { address: { host: "::1", port: 9092 }, up: false, reachable: false }),
  ];
  const member = { memberId: "m-1", groupInstanceId: "i", clientId: "c", clientHost: "/10.0.0.1" };
  const description = { readAtMs: NOW, state: "Stable", assignor: "range", members: [member] };
  const groups = [
    madeGroup(snapshot, "billing", [["orders", 0, 95], ["orders", 1, 50]], { description }),
    madeGroup(snapshot, "flink", [["orders", 0, 5], ["audit", 0, 7]], { protocolType: "" }),
  ];
  const more = { quorum: QUORUM, topicConfigs: CONFIGS, logDirs: LOG_DIRS };
  return madeReading({ ...snapshot, brokers, groups, ...more }, name);
}

Deno.test("the exposition of a small cluster is, whole, the golden text", async () => {
  const golden = new URL("../../golden/small_cluster.txt", import.meta.url);
  assert.equal(renderText([smallCluster()]), await Deno.readTextFile(golden));
});

Deno.test("two clusters share one block a family and are told apart by their name", () => {
  const text = renderText([smallCluster("east"), madeReading(undefined, "west")]);
  const helps = text.split("\n").filter((line) => line.startsWith("# HELP"));
  assert.equal(new Set(helps).size, helps.length);
  assert.match(
    text,
    /# TYPE kafka_up gauge\nkafka_up\{cluster="east"\} 1\nkafka_up\{cluster="west"\} 0\n/,
  );
  const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  assert.ok(samples.every((line) => /\{cluster="(east|west)"[,}]/.test(line)));
});

Deno.test("of a cluster that was never read only kafka_up 0 is said", () => {
  assert.equal(
    renderText([madeReading(undefined)]),
    "# HELP kafka_up 1 if a fresh snapshot of the cluster exists, 0 otherwise.\n" +
      "# TYPE kafka_up gauge\nkafka_up 0\n",
  );
});

Deno.test("of a stale snapshot nothing of the cluster is said, and no broker answers", () => {
  const reading = smallCluster();
  const limitMs = reading.snapshot!.limits.offsetsMs;
  const text = renderText([reading], { nowMs: NOW + limitMs + 1 });
  const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const aboutParts = /^kafka_sentinel_part_read_timestamp_seconds/;
  assert.deepEqual(samples.filter((line) => !aboutParts.test(line)), [
    "kafka_up 0",
    'kafka_sentinel_broker_reachable{id="1"} 0',
    'kafka_sentinel_broker_reachable{id="2"} 0',
  ]);
  assert.equal(samples.filter((line) => aboutParts.test(line)).length, 9);
});
