import type { LagStatus } from "../../../src/model/lag_report.ts";
import type { GroupMember } from "../../../src/model/group_snapshot.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { madeGroupLag, madeLagReport } from "../metrics/make_lag.ts";
import { madeBroker, madeGroup, madeReading, madeSnapshot, NOW } from "../metrics/make_reading.ts";

/** Names that a cluster may have and that every page must survive. */
export const ODD_NAMES = [
  "<script>alert(1)</script>",
  'quo"te & amp;',
  "turned\u202etxt.exe",
  "line\nbreak\u001b[31m",
  "漢字グループ",
  "🙂👩‍👩‍👧‍👦",
  "a/b?c=d#e",
  "very-long-" + "x".repeat(230),
  "",
];

const FATES: readonly [LagStatus, 0 | 1 | 2 | 3][] = [
  ["stalled", 3],
  ["stopped", 2],
  ["stopped", 1],
  ["warning", 2],
  ["rewound", 1],
  ["unknown", 0],
  ["ok", 0],
];

/** A cluster in a bad night: many groups, some in trouble, one broker down, names of every kind. */
export function nightCluster(groupCount: number, name?: string): ClusterReading {
  const topics = ["orders", "payments", "clicks", ...ODD_NAMES.filter((each) => each !== "")];
  const replicas = { replicas: [1, 2, 3] };
  const plain = madeSnapshot(
    Object.fromEntries(topics.map((topic, index) => [topic, [
      { ...replicas, latest: 50_000_000 },
      { ...replicas, isr: index === 0 ? [1, 2] : [1, 2, 3], latest: 1_000 },
      index === 1 ? { ...replicas, leader: NaN, isr: [] } : { ...replicas, latest: 70 },
    ]])),
    {
      brokers: [
        madeBroker(1, { rack: "a" }),
        madeBroker(2, { rack: "b" }),
        madeBroker(3, { rack: "c", up: false, reachable: false }),
      ],
      logDirs: [{
        brokerId: 2,
        readAtMs: NOW,
        dirs: [{ path: "/data", up: true, sizeBytes: 9e11, totalBytes: 1e12, usableBytes: 4e10 }],
        slots: new Int32Array(0),
        sizesBytes: new Float64Array(0),
      }],
    },
  );
  const names = [...ODD_NAMES, ...groupNames(groupCount - ODD_NAMES.length)].sort();
  const groups = names.map((id, index) =>
    madeGroup(plain, id, [[topics[index % topics.length]!, 0, 5]], {
      description: {
        readAtMs: NOW,
        state: "Stable",
        assignor: "range",
        members: [member(`m-${index}`, topics[index % topics.length]!)],
        subscription: undefined,
        epoch: NaN,
      },
    })
  );
  const snapshot = { ...plain, groups };
  const verdicts = names.map((id, index) => {
    const [status, severity] = index % 11 < FATES.length - 1 ? FATES[index % 11]! : FATES.at(-1)!;
    const isKnown = status !== "unknown";
    const lag = status === "ok" ? index % 3 : isKnown ? 10 ** (index % 8) : NaN;
    const topic = topics[index % topics.length]!;
    return madeGroupLag(snapshot, id, [
      {
        topic,
        partition: 0,
        committed: 5,
        lag,
        lagSeconds: status === "ok" ? 0 : isKnown ? 37 * (index % 4_000) : NaN,
        status,
      },
      { topic, partition: 1, committed: 9, lag: 0 },
    ], {
      severity,
      flags: status === "stopped" && severity === 1 ? ["abandoned"] : [],
      catchUpSeconds: status === "warning" ? NaN : isKnown ? index % 900 : NaN,
      topics: {
        [topic]: {
          severity,
          consumeRate: index % 50,
          produceRate: index % 60,
          secondsUntilLoss: 3_600 * (1 + index % 90),
        },
      },
    });
  });
  return { ...madeReading(snapshot, name), lag: madeLagReport(verdicts) };
}

function groupNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${SERVICES[index % 6]}-service-${index}`);
}

const SERVICES = ["billing", "fraud-detection", "parcel", "analytics", "search-index", "audit"];

function member(memberId: string, topic: string): GroupMember {
  return {
    memberId,
    groupInstanceId: undefined,
    clientId: "client-1",
    clientHost: "/10.1.2.3",
    assignment: [{ topic, partitions: Int32Array.of(0) }],
  };
}
