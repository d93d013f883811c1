import type { BrokerLogDirs } from "../../../src/model/log_dirs.ts";
import type { QuorumSnapshot } from "../../../src/model/quorum_snapshot.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import type { TopicConfig } from "../../../src/model/topic_config.ts";
import { madeBroker, madeGroup, madeReading, madeSnapshot, NOW } from "./make_reading.ts";

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
export function smallCluster(name?: string): ClusterReading {
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
  const member = {
    memberId: "m-1",
    groupInstanceId: "i",
    clientId: "c",
    clientHost: "/10.0.0.1",
    assignment: undefined,
  };
  const description = {
    readAtMs: NOW,
    state: "Stable",
    assignor: "range",
    members: [member],
    subscription: undefined,
    epoch: NaN,
  };
  const groups = [
    madeGroup(snapshot, "billing", [["orders", 0, 95], ["orders", 1, 50]], { description }),
    madeGroup(snapshot, "flink", [["orders", 0, 5], ["audit", 0, 7]], { protocolType: "" }),
  ];
  const more = { quorum: QUORUM, topicConfigs: CONFIGS, logDirs: LOG_DIRS };
  return madeReading({ ...snapshot, brokers, groups, ...more }, name);
}
