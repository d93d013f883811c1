import assert from "node:assert/strict";
import { madeReading, madeSnapshot } from "../metrics/make_reading.ts";
import { smallCluster } from "../metrics/small_cluster.ts";
import { smallLagCluster } from "../metrics/small_lag_cluster.ts";
import { askApi } from "./sample_api.ts";

Deno.test("a cluster is counted: brokers, partitions, and groups by status", async () => {
  const { body } = await askApi("/clusters", smallLagCluster("east"));
  assert.deepEqual(body.items[0].counts, {
    brokers: 1,
    brokers_up: 1,
    brokers_reachable: 1,
    topics: 2,
    partitions: 3,
    offline_partitions: 0,
    under_replicated_partitions: 0,
    groups: 2,
    groups_by_status: { ok: 0, unknown: 1, rewound: 0, warning: 0, stopped: 0, stalled: 1 },
  });
});

Deno.test("of a cluster that was never read nothing is counted, and it is called by its servers", async () => {
  const { body } = await askApi("/clusters", madeReading(undefined));
  assert.equal(body.items[0].cluster, "kafka-1:9092");
  assert.equal(body.items[0].counts, null);
  assert.equal(body.items[0].read_at, null);
});

Deno.test("brokers are told with what they lead and keep, those that are down too", async () => {
  const { body } = await askApi("/brokers", smallCluster());
  const [one, two] = body.items;
  assert.deepEqual(one, {
    cluster: "the-cluster-id",
    broker: 1,
    host: "kafka-1",
    port: 9092,
    rack: "a",
    up: true,
    reachable: true,
    leaders: 2,
    replicas: 2,
    log_dirs: null,
  });
  assert.equal(two.up, false);
  assert.equal(two.leaders, 0);
  assert.deepEqual(two.log_dirs.map(({ size_bytes }: { size_bytes: number }) => size_bytes), [
    4_096,
    null,
  ]);
});

Deno.test("a topic is told with its health, settings, size, and who reads it", async () => {
  const { body } = await askApi("/topics/orders", smallCluster());
  assert.equal(body.under_replicated_partitions, 1);
  assert.equal(body.under_min_isr_partitions, 1);
  assert.equal(body.retention_seconds, 604_800);
  assert.equal(body.retention_bytes, "unlimited");
  assert.equal(body.size_bytes, null, "one replica's size is not known");
  assert.equal(body.by_group, null, "groups are not judged");
  assert.deepEqual(body.by_partition[1], {
    partition: 1,
    leader: 1,
    offline: false,
    replicas: [2, 1],
    in_sync_replicas: [1],
    log_start: 0,
    log_end: 50,
  });
  const audit = (await askApi("/topics/audit", smallCluster())).body;
  assert.equal(audit.size_bytes, 4_096);
  assert.equal(audit.offline_partitions, 1);
  assert.equal(audit.by_partition[0].leader, null);
  assert.equal(audit.by_partition[0].log_end, null);
});

Deno.test("a topic's groups come with the gravest first", async () => {
  const { body } = await askApi("/topics/orders", smallLagCluster());
  const told = body.by_group.map((each: { group: string; lag: number }) => [each.group, each.lag]);
  assert.deepEqual(told, [["billing", 5], ["flink", 90]]);
  assert.equal(body.worst_status, "stalled");
  assert.equal(body.message_rate, 20);
});

Deno.test("topics are filtered and sorted", async () => {
  const topics = async (query: string) => {
    const { body } = await askApi(`/topics${query}`, smallCluster());
    return body.items.map(({ topic }: { topic: string }) => topic);
  };
  assert.deepEqual(await topics(""), ["audit", "orders"]);
  assert.deepEqual(await topics("?sort=-topic"), ["orders", "audit"]);
  assert.deepEqual(await topics("?sort=-partitions&limit=1"), ["orders"]);
  assert.deepEqual(await topics("?sort=size_bytes"), ["audit", "orders"], "unknown comes last");
  assert.deepEqual(await topics("?q=ORD"), ["orders"]);
  assert.deepEqual(await topics("?topic=audit"), ["audit"]);
  assert.deepEqual(await topics("?internal=true"), []);
  assert.deepEqual(await topics("?unhealthy=true"), ["audit", "orders"]);
  assert.deepEqual(await topics("?unhealthy=false"), []);
});

Deno.test("a topic of very many partitions is told whole", async () => {
  const snapshot = madeSnapshot({ wide: Array.from({ length: 20_000 }, () => ({})) });
  const { body } = await askApi("/topics/wide", madeReading(snapshot));
  assert.equal(body.by_partition.length, 20_000);
  assert.equal(body.replication_factor, 1);
});
