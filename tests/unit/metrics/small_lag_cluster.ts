import type { GroupMember } from "../../../src/model/group_snapshot.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { madeGroupLag, madeLagReport } from "./make_lag.ts";
import { madeGroup, madeReading, madeSnapshot, NOW } from "./make_reading.ts";

const member = (memberId: string, topic: string, ...partitions: number[]): GroupMember => ({
  memberId,
  groupInstanceId: undefined,
  clientId: `client-of-${memberId}`,
  clientHost: "/10.0.0.1",
  assignment: [{ topic, partitions: Int32Array.from(partitions) }],
});

/** A small cluster whose lag monitor has something of everything to tell. */
export function smallLagCluster(name?: string): ClusterReading {
  const plain = madeSnapshot({
    orders: [{ earliest: 10, latest: 100 }, { latest: 50 }],
    audit: [{ latest: NaN, latestReadAtMs: NaN }],
  }, { startedAtMs: NOW - 80 });
  const description = {
    readAtMs: NOW,
    state: "Stable",
    assignor: "range",
    members: [member("m-1", "orders", 0), member("m-2", "orders", 1)],
    subscription: undefined,
    epoch: NaN,
  };
  const groups = [
    madeGroup(plain, "billing", [["orders", 0, 95], ["orders", 1, 50]], { description }),
    madeGroup(plain, "flink", [["orders", 0, 5], ["audit", 0, 7]], { protocolType: "" }),
  ];
  const snapshot = { ...plain, groups };
  const billing = madeGroupLag(snapshot, "billing", [
    { topic: "orders", partition: 0, committed: 95, lag: 5, lagSeconds: 2.5, status: "stalled" },
    { topic: "orders", partition: 1, committed: 50 },
  ], {
    severity: 3,
    catchUpSeconds: 120,
    partitionsWithoutCommit: 1,
    rebalancesObserved: 4,
    topics: {
      orders: {
        severity: 3,
        consumeRate: 10,
        produceRate: 12.5,
        secondsUntilLoss: 3_600,
        secondsSinceAdvanced: 300,
        messagesLost: 7,
        resets: 1,
      },
    },
  });
  const flink = madeGroupLag(snapshot, "flink", [
    { topic: "orders", partition: 0, committed: 5, lag: 90, lagSeconds: NaN, method: "unknown" },
    {
      topic: "audit",
      partition: 0,
      committed: 7,
      lag: NaN,
      lagSeconds: NaN,
      method: "unknown",
      status: "unknown",
    },
  ], { flags: ["simple", "unsubscribed"], partitionsUnreadable: 1 });
  const rate = {
    rate: 20,
    expectedRate: 18,
    score: 0.5,
    verdict: "usual",
    sinceMs: NOW,
  } as const;
  return {
    ...madeReading(snapshot, name),
    lag: madeLagReport([billing, flink]),
    rates: { atMs: NOW, topics: new Map([["orders", rate]]) },
  };
}
