import assert from "node:assert/strict";
import { clusterTitle } from "../../../src/model/cluster_name.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { brokerViews } from "../../../src/model/views/broker_view.ts";
import { groupViews } from "../../../src/model/views/group_view.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import type { ShownAlert } from "../../../src/web/alert_list.tsx";
import { summariseCluster } from "../../../src/web/cluster_summary.ts";
import { type Verdict, verdictOn } from "../../../src/web/verdict.ts";
import { clusterOfGroups } from "../api/many_groups.ts";
import { madeBroker, madeReading, madeSnapshot, NOW } from "../metrics/make_reading.ts";

function verdict(...readings: readonly ClusterReading[]): Verdict {
  return verdictWith(undefined, ...readings);
}

function verdictWith(
  alerts: readonly ShownAlert[] | undefined,
  ...readings: readonly ClusterReading[]
): Verdict {
  const each = <T>(
    of: (cluster: string, reading: ClusterReading, nowMs: number) => Generator<void, T[], void>,
  ) => readings.flatMap((reading) => runAtOnce(of(clusterTitle(reading), reading, NOW)));
  const clusters = readings.map((reading) => runAtOnce(summariseCluster(reading, NOW)));
  return verdictOn({ clusters, brokers: each(brokerViews), groups: each(groupViews), alerts });
}

const told = ({ level, headline, facts }: Verdict) => [
  level,
  headline,
  ...facts.map((fact) => `${fact.level}: ${fact.text}`),
];

Deno.test("a cluster without trouble is fine, as far as is known", () => {
  assert.deepEqual(told(verdict(clusterOfGroups({ a: {}, b: { lag: 5 } }))), [
    "fine",
    "Nothing is wrong, as far as is known",
  ]);
});

Deno.test("groups of which nothing is known are told, and raise no alarm", () => {
  assert.deepEqual(told(verdict(clusterOfGroups({ a: { status: "unknown" } }))), [
    "unknown",
    "Nothing is wrong, as far as is known",
    "unknown: 1 group of which it is not known how they fare",
  ]);
});

Deno.test("groups in trouble are counted and named, the gravest first", () => {
  const reading = clusterOfGroups({
    a: { status: "warning", severity: 2 },
    b: { status: "stalled", severity: 3 },
    c: { status: "stalled", severity: 3 },
    d: { status: "stalled", severity: 3 },
    e: { status: "stalled", severity: 3 },
    f: { status: "stopped", severity: 2 },
  });
  assert.deepEqual(told(verdict(reading)), [
    "critical",
    "Something is wrong now",
    "critical: 4 groups stalled: b, c, d and 1 more",
    "warning: 1 group stopped: f",
    "warning: 1 group falling behind: a",
  ]);
});

Deno.test("what nobody needs to act on is no trouble", () => {
  const reading = clusterOfGroups({
    "console-consumer-1": { status: "stopped", severity: 1 },
    "back": { status: "rewound", severity: 1 },
  });
  assert.equal(verdict(reading).level, "fine");
});

Deno.test("brokers and partitions in trouble are told", () => {
  const snapshot = madeSnapshot({
    t: [{ leader: NaN, replicas: [1, 2], isr: [] }, { replicas: [1, 2], isr: [1] }],
  }, {
    brokers: [madeBroker(1), madeBroker(2, { up: false }), madeBroker(3, { reachable: false })],
    logDirs: [{
      brokerId: 1,
      readAtMs: NOW,
      dirs: [{ path: "/d", up: true, sizeBytes: 1, totalBytes: 100, usableBytes: 14 }],
      slots: new Int32Array(0),
      sizesBytes: new Float64Array(0),
    }],
  });
  assert.deepEqual(told(verdict(madeReading(snapshot, "prod"))).slice(2), [
    "critical: 1 partition of prod offline",
    "critical: 1 broker down: 2 of prod",
    "critical: 1 broker not answering: 3 of prod",
    "warning: 2 partitions of prod short of replicas in sync",
    "warning: 1 broker short of disk space: 1 of prod",
  ]);
});

Deno.test("a cluster that is not being read comes before all else, and tells nothing", () => {
  const old = madeSnapshot({ t: [{ leader: NaN }] }, { metadataReadAtMs: NOW - 60_000 });
  assert.deepEqual(told(verdict(madeReading(old, "west"))), [
    "blind",
    "Kafka is not being read",
    "blind: west is not being read: what is true there now is not known",
  ]);
  const two = verdict(madeReading(undefined, "west"), clusterOfGroups({ a: {} }, "east"));
  assert.equal(two.headline, "1 of 2 clusters not being read");
  assert.match(two.facts[0]!.text, /west has not been read yet/);
});

Deno.test("names that would turn or hide text are written out", () => {
  const reading = clusterOfGroups({ "a\u202eb\n": { status: "stalled", severity: 3 } });
  assert.equal(verdict(reading).facts[0]!.text, "1 group stalled: a\\u202eb\\u000a");
});

function alert(severity: ShownAlert["severity"], type = "jvm_memory"): ShownAlert {
  const at = { cluster: "prod", sinceMs: NOW, unobservedSinceMs: undefined };
  return { type, severity, state: "firing", details: { summary: "A heap is full" }, ...at };
}

Deno.test("an alert of what is not read from Kafka is told, if nothing graver is seen", () => {
  const fine = clusterOfGroups({ a: {} });
  const heaps = [alert("warning"), alert("critical"), alert("critical", "message_rate")];
  assert.deepEqual(told(verdictWith(heaps, fine)), [
    "critical",
    "Something is wrong now",
    "critical: 2 alerts firing: jvm memory, message rate",
    "warning: 1 alert firing: jvm memory",
  ]);
  const behind = clusterOfGroups({ a: { status: "warning", severity: 2 } });
  assert.deepEqual(told(verdictWith([alert("warning")], behind)), [
    "warning",
    "Something is going wrong",
    "warning: 1 group falling behind: a",
  ]);
});

Deno.test("alerts that are silenced, pending or for information are no trouble", () => {
  const quiet = (["silenced", "pending"] as const).map((state) => ({
    ...alert("critical"),
    state,
  }));
  const fine = clusterOfGroups({ a: {} });
  assert.equal(verdictWith([...quiet, alert("info")], fine).level, "fine");
});
