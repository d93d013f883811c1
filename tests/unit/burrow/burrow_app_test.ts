import assert from "node:assert/strict";
import { burrowApp } from "../../../src/burrow/burrow_app.ts";
import type { LagSeverity, LagStatus } from "../../../src/model/lag_report.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { madeGroupLag, madeLagReport } from "../metrics/make_lag.ts";
import { madeReading, madeSnapshot, NOW } from "../metrics/make_reading.ts";
import { smallLagCluster } from "../metrics/small_lag_cluster.ts";

// deno-lint-ignore no-explicit-any -- what it is, is what the tests find out.
type Body = any;

async function ask(path: string, ...clusters: readonly ClusterReading[]) {
  const app = burrowApp({ readings: { clusters: () => clusters }, clock: { nowMs: () => NOW } });
  const response = await app.request(`http://monitor:9309${path}`);
  assert.match(response.headers.get("content-type") ?? "", /^application\/json/);
  return { status: response.status, body: await response.json() as Body };
}

const east = smallLagCluster("east");
const request = (url: string) => ({ url, host: "monitor" });

Deno.test("clusters are listed, and each told with its servers and without secrets", async () => {
  const { status, body } = await ask("/v3/kafka", east, madeReading(undefined, "west"));
  assert.equal(status, 200);
  assert.deepEqual(body, {
    error: false,
    message: "cluster list returned",
    clusters: ["east", "west"],
    request: request("/v3/kafka"),
  });
  const detail = (await ask("/v3/kafka/east", east)).body;
  assert.equal(detail.message, "cluster module detail returned");
  assert.deepEqual(detail.module, {
    "class-name": "kafka",
    servers: ["kafka-1:9092"],
    "client-profile": { name: "", "client-id": "", "kafka-version": "", tls: null, sasl: null },
    "topic-refresh": 15,
    "offset-refresh": 15,
  });
});

Deno.test("topics, their offsets and their consumers are told", async () => {
  const topics = (await ask("/v3/kafka/east/topic", east)).body;
  assert.deepEqual(topics, {
    error: false,
    message: "topic list returned",
    topics: ["orders", "audit"],
    request: request("/v3/kafka/east/topic"),
  });
  const orders = (await ask("/v3/kafka/east/topic/orders", east)).body;
  assert.equal(orders.message, "topic offsets returned");
  assert.deepEqual(orders.offsets, [100, 50]);
  assert.deepEqual((await ask("/v3/kafka/east/topic/audit", east)).body.offsets, [null]);
  const readers = (await ask("/v3/kafka/east/topic/orders/consumers", east)).body;
  assert.equal(readers.message, "consumers of topic returned");
  assert.deepEqual(readers.consumers, ["billing", "flink"]);
});

Deno.test("consumers are listed, and each told by topic and partition", async () => {
  const all = (await ask("/v3/kafka/east/consumer", east)).body;
  assert.equal(all.message, "consumer list returned");
  assert.deepEqual(all.consumers, ["billing", "flink"]);
  const { body } = await ask("/v3/kafka/east/consumer/billing", east);
  assert.equal(body.message, "consumer detail returned");
  assert.deepEqual(body.topics, {
    orders: [
      {
        offsets: [{ offset: 95, timestamp: NOW, observedAt: NOW, lag: 5 }],
        owner: "/10.0.0.1",
        client_id: "client-of-m-1",
        "current-lag": 5,
      },
      {
        offsets: [{ offset: 50, timestamp: NOW, observedAt: NOW, lag: 0 }],
        owner: "/10.0.0.1",
        client_id: "client-of-m-2",
        "current-lag": 0,
      },
    ],
  });
  const flink = (await ask("/v3/kafka/east/consumer/flink", east)).body.topics;
  assert.deepEqual(flink.orders[1], {
    offsets: [],
    owner: "",
    client_id: "",
    "current-lag": null,
  }, "no commit");
  assert.equal(flink.audit[0]["current-lag"], null);
});

Deno.test("status has the partitions that are not OK, lag has all", async () => {
  const { status, body } = await ask("/v3/kafka/east/consumer/billing/status", east);
  const stalled = {
    topic: "orders",
    partition: 0,
    owner: "/10.0.0.1",
    client_id: "client-of-m-1",
    status: "STALL",
    start: { offset: 95, timestamp: NOW, observedAt: NOW, lag: 5 },
    end: { offset: 95, timestamp: NOW, observedAt: NOW, lag: 5 },
    current_lag: 5,
    complete: 1,
  };
  assert.equal(status, 200);
  assert.deepEqual(body, {
    error: false,
    message: "consumer status returned",
    status: {
      cluster: "east",
      group: "billing",
      status: "ERR",
      complete: 1,
      partitions: [stalled],
      partition_count: 2,
      maxlag: stalled,
      totallag: 5,
    },
    request: request("/v3/kafka/east/consumer/billing/status"),
  });
  const lag = (await ask("/v3/kafka/east/consumer/billing/lag", east)).body;
  assert.deepEqual(lag.status.partitions.map(({ status }: Body) => status), ["STALL", "OK"]);
});

Deno.test("what is not known is null, UNKNOWN and not complete", async () => {
  const { body: { status } } = await ask("/v3/kafka/east/consumer/flink/lag", east);
  assert.equal(status.status, "UNKNOWN");
  assert.equal(status.complete, 0.5);
  assert.equal(status.totallag, null);
  assert.equal(status.partitions[1].status, "UNKNOWN");
  assert.equal(status.partitions[1].current_lag, null);
  assert.equal(status.partitions[1].complete, 0);
  assert.equal(status.maxlag.current_lag, 90, "the largest that is known");
  const unjudged = await ask("/v3/kafka/east/consumer/flink/lag", { ...east, lag: undefined });
  assert.equal(unjudged.body.status.status, "UNKNOWN");
  assert.equal(unjudged.body.status.maxlag, null);
});

const WORDS: readonly [LagStatus, LagSeverity, group: string, partition: string][] = [
  ["ok", 0, "OK", "OK"],
  ["unknown", 0, "UNKNOWN", "UNKNOWN"],
  ["rewound", 1, "WARN", "REWIND"],
  ["warning", 2, "WARN", "WARN"],
  ["stopped", 1, "WARN", "STOP"],
  ["stopped", 2, "ERR", "STOP"],
  ["stalled", 1, "WARN", "STALL"],
  ["stalled", 3, "ERR", "STALL"],
];

for (const [status, severity, group, partition] of WORDS) {
  Deno.test(`${status} of severity ${severity} is ${group}, and ${partition} of a partition`, async () => {
    const snapshot = madeSnapshot({ t: [{}] });
    const partitions = [{ topic: "t", partition: 0, lag: 1, status }];
    const lag = madeLagReport([madeGroupLag(snapshot, "g", partitions, { severity })]);
    const reading = { ...madeReading(snapshot, "c"), lag };
    const { body } = await ask("/v3/kafka/c/consumer/g/lag", reading);
    assert.equal(body.status.status, group);
    assert.equal(body.status.partitions[0].status, partition);
  });
}

Deno.test("what is not there has Burrow's messages and 404", async () => {
  const missing = [
    ["/v3/kafka/west", "cluster module not found"],
    ["/v3/kafka/west/topic", "cluster not found"],
    ["/v3/kafka/west/consumer", "cluster not found"],
    ["/v3/kafka/west/topic/orders/consumers", "cluster not found"],
    ["/v3/kafka/east/topic/none", "cluster or topic not found"],
    ["/v3/kafka/east/consumer/none", "cluster or consumer not found"],
  ] as const;
  for (const [path, message] of missing) {
    const { status, body } = await ask(path, east);
    assert.equal(status, 404, path);
    assert.deepEqual(body, { error: true, message, request: request(path) });
  }
  const { status, body } = await ask("/v3/kafka/east/consumer/none/status", east);
  assert.equal(status, 404);
  assert.equal(body.error, false);
  assert.deepEqual(body.status, {
    cluster: "east",
    group: "none",
    status: "NOTFOUND",
    complete: 1,
    partitions: [],
    partition_count: 0,
    maxlag: null,
    totallag: 0,
  });
  assert.deepEqual(await ask("/v3/config", east), {
    status: 404,
    body: { error: true, message: "invalid request type", result: {} },
  });
});

Deno.test("of a cluster that is not being read nothing is told, and nothing is declared gone", async () => {
  const blind = { ...madeReading(undefined, "west"), lastError: "Error: nobody answers" };
  for (const path of ["topic", "consumer", "consumer/g", "consumer/g/status", "topic/t"]) {
    const { status, body } = await ask(`/v3/kafka/west/${path}`, blind);
    assert.equal(status, 503, path);
    assert.equal(body.error, true);
    assert.equal(body.message, "cluster was not read recently: Error: nobody answers");
  }
});

Deno.test("a group that no broker lists now is UNKNOWN, not gone", async () => {
  const missing = {
    groupId: "lost",
    type: "classic",
    coordinatorId: 1,
    deniedSinceMs: NaN,
    listedAtMs: NOW,
    completeCycles: 0,
  } as const;
  const reading = madeReading(madeSnapshot({}, { missingGroups: [missing] }), "c");
  const { status, body } = await ask("/v3/kafka/c/consumer/lost/status", reading);
  assert.equal(status, 200);
  assert.equal(body.status.status, "UNKNOWN");
});

Deno.test("names of every kind are taken from the path and told as they are", async () => {
  const odd = ["a/b", "100%", "ü ☃ 🙂", '"}', "line\nbreak", "<b>"];
  const snapshot = madeSnapshot(Object.fromEntries(odd.map((name) => [name, [{}]])));
  const groups = odd.map((name) => madeGroupLag(snapshot, name, [{ topic: name, partition: 0 }]));
  const reading = { ...madeReading(snapshot, "c"), lag: madeLagReport(groups) };
  for (const name of odd) {
    const path = encodeURIComponent(name);
    const { body } = await ask(`/v3/kafka/c/consumer/${path}/lag`, reading);
    assert.equal(body.status.group, name);
    assert.equal(body.status.partitions[0].topic, name);
    const detail = (await ask(`/v3/kafka/c/consumer/${path}`, reading)).body;
    assert.deepEqual(Object.keys(detail.topics), [name]);
    assert.equal((await ask(`/v3/kafka/c/topic/${path}`, reading)).status, 200, name);
  }
});

Deno.test("Burrow's health pages answer as there", async () => {
  const app = (clusters: readonly ClusterReading[]) =>
    burrowApp({ readings: { clusters: () => clusters }, clock: { nowMs: () => NOW } });
  assert.equal(await (await app([east]).request("/burrow/admin")).text(), "GOOD");
  assert.equal(await (await app([east]).request("/burrow/admin/ready")).text(), "READY");
  const starting = await app([madeReading(undefined)]).request("/burrow/admin/ready");
  assert.deepEqual([starting.status, await starting.text()], [503, "STARTING"]);
});
