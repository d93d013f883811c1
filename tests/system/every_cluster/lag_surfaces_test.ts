import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { openapiProblems } from "../../program/openapi_checker.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { runToEnd } from "../../program/run_to_end.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitUntilPasses } from "../../program/wait_for.ts";

/** Names that a group may have and that every surface must survive. */
const ODD_NAMES = [
  'quo"te',
  "back\\slash",
  "new\nline",
  "übung ☃ 🙂",
  "a/b?c=d#e",
  "100%25",
  "<script>alert(1)</script>",
];

// deno-lint-ignore no-explicit-any -- what it is, is what the test finds out.
async function json(url: string): Promise<any> {
  const response = await fetch(url);
  const text = await response.text();
  assert.equal(response.status, 200, `${url}: ${text}`);
  return JSON.parse(text);
}

/** Runs a command until it ends well and has written this: a busy broker may answer it too late. */
async function writes(args: readonly string[], check: (out: string) => void): Promise<void> {
  await waitUntilPasses(`${args[0]} tells it`, async () => {
    const { code, out, err } = await runToEnd(args);
    assert.equal(code, 0, err);
    check(out);
  }, 60_000);
}

Deno.test("a group's lag is the same in metrics, in both APIs, on pages and on the command line", async () => {
  await using lab = await openSharedLab();
  const [topic, group] = [uniqueName("lag.topic"), uniqueName("lag-group")];
  await lab.client.createTopic(topic, { partitions: 3, replicationFactor: 3 });
  for (const partition of [0, 1, 2]) {
    await lab.client.produce(topic, { count: 10 * (partition + 1), partition });
  }
  await lab.client.commit(group, topic, [4, 20]);
  await using program = await RunningProgram.start([...lab.flags, "--interval=1s"]);
  const { lagUrl } = program;
  const ends = await lab.client.endOffsets(topic);
  await program.scrapeUntilPasses(
    "the group's lag is served",
    (seen) => {
      assert.equal(seen.value("kafka_consumergroup_group_sum_lag", { group }), 6);
      const of = { group, topic };
      const byPartition = seen.select("kafka_consumergroup_group_lag", of)
        .map(({ labels, value }) => [labels["partition"], value]).sort();
      assert.deepEqual(byPartition, [["0", 6], ["1", 0]]);
      assert.equal(seen.value("kafka_consumergroup_group_offset", { ...of, partition: "1" }), 20);
      assert.equal(seen.value("kafka_partition_latest_offset", { topic, partition: "2" }), ends[2]);
    },
    60_000,
    lagUrl,
  );

  await waitUntilPasses("both APIs and the page tell it", async () => {
    const told = await json(`${lagUrl}/api/v1/groups/${group}`);
    assert.equal(told.lag, 6);
    assert.deepEqual(
      told.by_partition.map((each: { lag: number; committed: number }) => [
        each.committed,
        each.lag,
      ]),
      [[4, 6], [20, 0]],
    );
    const cluster = encodeURIComponent(told.cluster);
    const burrow = await json(`${lagUrl}/v3/kafka/${cluster}/consumer/${group}/lag`);
    assert.equal(burrow.status.totallag, 6);
    assert.equal(burrow.status.partition_count, 2);
    const page = await (await fetch(`${lagUrl}/group?cluster=${cluster}&name=${group}`)).text();
    assert.match(page, new RegExp(`<h1>${group}</h1>`));
  }, 30_000);

  await writes(["lag", group, "--monitor", lagUrl, "--json"], (out) => {
    assert.equal(JSON.parse(out).lag, 6);
  });
  await writes(["lag", group, ...lab.flags, "--json"], (out) => {
    assert.equal(JSON.parse(out).lag, 6);
  });
  await writes(["lag", ...lab.flags, `--filter=${group}`], (out) => {
    assert.match(out, new RegExp(`^${group} +\\w+ +6 `, "m"));
  });
  await writes(["topics", ...lab.flags, `--filter=${topic}`], (out) => {
    assert.match(out, new RegExp(`^${topic} +3 +3 +0 +0 `, "m"));
  });
});

Deno.test("every answer of the API about a real cluster is what its description says", async () => {
  await using lab = await openSharedLab();
  const [topic, group] = [uniqueName("described"), uniqueName("described-group")];
  await lab.client.createTopic(topic, { partitions: 2, replicationFactor: 3 });
  await lab.client.produce(topic, { count: 10 });
  const task = await lab.client.startConsumer({ group, protocol: "classic", topics: [topic] });
  await using program = await RunningProgram.start([...lab.flags, "--interval=1s"]);
  await program.scrapeUntil(
    "the group has read and committed everything",
    (now) => now.value("kafka_consumergroup_group_sum_lag", { group }) === 0,
    60_000,
    program.lagUrl,
  );
  const paths = {
    "/clusters": "/clusters",
    "/brokers": "/brokers",
    "/groups": "/groups?limit=1000",
    "/groups/{group}": `/groups/${group}`,
    "/topics": "/topics?limit=1000",
    "/topics/{topic}": `/topics/${topic}`,
  };
  await waitUntilPasses("the group has a member that owns the partitions", async () => {
    const told = await json(`${program.lagUrl}/api/v1/groups/${group}`);
    assert.equal(told.members, 1);
    assert.ok(told.by_member[0]?.member_id);
    assert.equal(told.by_partition[0]?.owners[0], told.by_member[0].member_id);
  }, 60_000);
  for (const [path, url] of Object.entries(paths)) {
    const body = await json(`${program.lagUrl}/api/v1${url}`);
    assert.deepEqual(openapiProblems(path, 200, body), undefined, url);
  }
  const none = await fetch(`${program.lagUrl}/api/v1/groups/${group}-none`);
  assert.equal(none.status, 404);
  assert.deepEqual(openapiProblems("/groups/{group}", 404, await none.json()), undefined);
  await lab.client.stopTask(task);
});

Deno.test("groups with odd names are found by every surface", async () => {
  await using lab = await openSharedLab();
  const topic = uniqueName("odd-lag");
  await lab.client.createTopic(topic, { partitions: 1, replicationFactor: 1 });
  await lab.client.produce(topic, { count: 5 });
  const names = ODD_NAMES.map((name) => `${name}-${topic}`);
  for (const name of names) await lab.client.commit(name, topic, [2]);
  await using program = await RunningProgram.start([...lab.flags, "--interval=1s"]);
  const { lagUrl } = program;
  await program.scrapeUntilPasses(
    "all groups are judged",
    (seen) => {
      const labels = seen.select("kafka_consumergroup_group_lag", { topic }).map((each) =>
        each.labels["group"]
      );
      assert.deepEqual(labels.sort(), names.toSorted());
    },
    60_000,
    lagUrl,
  );
  await waitUntilPasses("both APIs and the page tell of all groups", async () => {
    const list = await json(`${lagUrl}/api/v1/groups?topic=${topic}`);
    const cluster = encodeURIComponent(list.clusters[0].cluster);
    assert.deepEqual(
      list.items.map((each: { group: string }) => each.group).sort(),
      names.toSorted(),
    );
    const page = await (await fetch(`${lagUrl}/?limit=all&q=${topic}`)).text();
    for (const name of names) {
      const path = encodeURIComponent(name);
      assert.equal((await json(`${lagUrl}/api/v1/groups/${path}`)).lag, 3, name);
      const burrow = await json(`${lagUrl}/v3/kafka/${cluster}/consumer/${path}/lag`);
      assert.equal(burrow.status.group, name);
      const link = `/group?${new URLSearchParams({ cluster: list.clusters[0].cluster, name })}`;
      assert.ok(page.includes(`href="${link.replaceAll("&", "&amp;")}"`), link);
    }
  }, 60_000);
  await writes(["lag", "--monitor", lagUrl, `--filter=${topic}`], (out) => {
    assert.equal(out.trimEnd().split("\n").length, names.length + 1, out);
    assert.ok(out.includes("new\\u000aline"), out);
  });
});
