import assert from "node:assert/strict";
import { madeGroupLag, madeLagReport } from "../metrics/make_lag.ts";
import { madeReading, madeSnapshot, NOW } from "../metrics/make_reading.ts";
import { smallLagCluster } from "../metrics/small_lag_cluster.ts";
import { clusterOfGroups } from "./many_groups.ts";
import { askApi } from "./sample_api.ts";

Deno.test("what is not known is null, with what is known of a part beside it", async () => {
  const snapshot = madeSnapshot({ t: [{}, {}] });
  const lag = madeLagReport([
    madeGroupLag(snapshot, "g", [
      { topic: "t", partition: 0, lag: NaN, lagSeconds: NaN },
      { topic: "t", partition: 1, lag: 7, lagSeconds: 30 },
    ], { maxLag: NaN, maxLagSeconds: NaN }),
  ]);
  const { body } = await askApi("/groups/g", { ...madeReading(snapshot), lag });
  assert.equal(body.lag, null);
  assert.equal(body.lag_at_least, 7);
  assert.equal(body.lag_seconds, null);
  assert.equal(body.lag_seconds_at_least, 30);
  assert.equal(body.consume_rate, null);
  assert.equal(body.by_member, null);
  assert.deepEqual(
    body.by_partition.map((each: { lag: unknown }) => each.lag),
    [null, 7],
  );
});

Deno.test("partitions come by topic and number, however Kafka lists them", async () => {
  const snapshot = madeSnapshot({ b: [{}, {}], a: [{}] });
  const lag = madeLagReport([
    madeGroupLag(snapshot, "g", [
      { topic: "b", partition: 1, lag: 1, lagSeconds: 0 },
      { topic: "b", partition: 0, lag: 2, lagSeconds: 0 },
      { topic: "a", partition: 0, lag: 3, lagSeconds: 0 },
    ]),
  ]);
  const { body } = await askApi("/groups/g", { ...madeReading(snapshot), lag });
  assert.deepEqual(
    body.by_partition.map((each: { topic: string; lag: number }) => [each.topic, each.lag]),
    [["a", 3], ["b", 2], ["b", 1]],
  );
});

Deno.test("a group is told in full, with the owner of each partition", async () => {
  const { body } = await askApi("/groups/billing", smallLagCluster("east"));
  assert.equal(body.cluster, "east");
  assert.equal(body.status, "stalled");
  assert.equal(body.severity, "critical");
  assert.equal(body.worst_topic, "orders");
  assert.equal(body.catch_up_seconds, 120);
  assert.deepEqual(body.by_member[0], {
    member_id: "m-1",
    group_instance_id: null,
    client_id: "client-of-m-1",
    host: "/10.0.0.1",
    partitions: 1,
  });
  assert.deepEqual(body.by_partition[0], {
    topic: "orders",
    partition: 0,
    status: "stalled",
    committed: 95,
    log_start: 10,
    log_end: 100,
    lag: 5,
    lag_seconds: 2.5,
    lag_seconds_method: "history",
    owners: ["m-1"],
  });
  assert.equal(body.read_at, new Date(NOW).toISOString());
});

Deno.test("a group without commits has no lag, not lag 0", async () => {
  const snapshot = madeSnapshot({ t: [{}] });
  const more = { sumLag: 0, maxLag: 0, maxLagSeconds: 0 };
  const lag = madeLagReport([madeGroupLag(snapshot, "g", [], more)]);
  const { body } = await askApi("/groups/g", { ...madeReading(snapshot), lag });
  assert.deepEqual([body.lag, body.max_lag, body.lag_seconds], [null, null, null]);
});

Deno.test("names of every kind are found when they are percent-encoded", async () => {
  const odd = ["a/b", "100%", "100%25", "ü ☃ 🙂", "?#&=+", 'quo"te', "<b>", "line\nbreak", "\\"];
  const reading = clusterOfGroups(Object.fromEntries(odd.map((name) => [name, {}])));
  for (const name of odd) {
    const { status, body } = await askApi(`/groups/${encodeURIComponent(name)}`, reading);
    assert.equal(status, 200, name);
    assert.equal(body.group, name);
    const listed = await askApi(`/groups?group=${encodeURIComponent(name)}`, reading);
    assert.equal(listed.body.items.length, 1, name);
  }
});

Deno.test("a group that several clusters have must be asked for with its cluster", async () => {
  const [east, west] = [clusterOfGroups({ g: {} }, "east"), clusterOfGroups({ g: {} }, "west")];
  const { status, body } = await askApi("/groups/g", east, west);
  assert.equal(status, 400);
  assert.equal(body.detail, 'group "g" is in several clusters: give one as cluster, of east, west');
  assert.equal((await askApi("/groups/g?cluster=west", east, west)).body.cluster, "west");
});

Deno.test("a group that is nowhere is not found, unless a cluster is not being read", async () => {
  const east = clusterOfGroups({ g: {} }, "east");
  assert.equal((await askApi("/groups/x", east)).status, 404);
  const blind = madeReading(undefined, "west");
  const { status, body } = await askApi("/groups/x", east, blind);
  assert.equal(status, 503);
  assert.equal(
    body.detail,
    'It is not known whether there is group "x": west is not being read',
  );
  assert.equal((await askApi("/groups/g", east, blind)).status, 200, "it is known there");
});
