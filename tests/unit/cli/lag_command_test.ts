import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { sampleApi } from "../api/sample_api.ts";
import { clusterOfGroups } from "../api/many_groups.ts";
import { smallLagCluster } from "../metrics/small_lag_cluster.ts";
import { smallCluster } from "../metrics/small_cluster.ts";
import { madeReading } from "../metrics/make_reading.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { runInProcess, type Surroundings } from "./run_in_process.ts";

const NARROW = { columns: 80, rows: 40 };
const ESCAPE = "\u001b[";
const WIDE = { columns: 200, rows: 40 };

/** A monitor of the clusters; the newest request's headers are kept. */
async function withMonitor(
  clusters: readonly ClusterReading[],
  use: (url: string, headers: () => Headers) => Promise<void>,
): Promise<void> {
  let headers = new Headers();
  const app = sampleApi(...clusters);
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    headers = request.headers;
    return app.fetch(request);
  });
  await use(`http://127.0.0.1:${server.addr.port}`, () => headers);
  await server.shutdown();
}

const FATES = clusterOfGroups({
  "fine": {},
  "orders-service-in-production-7": {
    lag: 12_345_678,
    lagSeconds: 7_999,
    status: "warning",
    severity: 2,
  },
  "stuck": { lag: 5, lagSeconds: 90, status: "stalled", severity: 3 },
  "blind": { lag: NaN, lagSeconds: NaN, status: "unknown" },
  'evil\u001b[31m\u202e\n"': { lag: 1, lagSeconds: 1 },
});

/** Where nobody listens. */
function nobody(): string {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return `http://127.0.0.1:${listener.addr.port}`;
}

Deno.test("groups are told in 80 columns, the gravest first", async () => {
  await withMonitor([FATES], async (url) => {
    const { code, out, err } = await runInProcess(["lag", "--monitor", url], {
      terminal: NARROW,
      environment: { NO_COLOR: "1" },
    });
    assert.equal(err, "");
    assert.equal(code, 0);
    const lines = out.trimEnd().split("\n");
    assert.ok(lines.every((line) => line.length <= 80), out);
    assert.deepEqual(lines.slice(1, 6).map((line) => line.split(/ +/).slice(1, 4)), [
      ["stalled", "5", "1m30s"],
      ["warning", "12.3M", "2h13m"],
      ["unknown", "?", "?"],
      ["ok", "1", "1s"],
      ["ok", "0", "0s"],
    ]);
    assert.equal(lines.at(-1), "Groups: 5 (1 stalled, 1 warning, 1 unknown, 2 ok)");
  });
});

Deno.test("a wide terminal shows more, and a pipe everything in full, without a footer", async () => {
  await withMonitor([smallLagCluster("east")], async (url) => {
    const wide = (await runInProcess(["lag", "--monitor", url], { terminal: WIDE })).out;
    assert.match(stripVTControlCharacters(wide), /WORST TOPIC +READS\/S +COMES\/S +NOTES/);
    assert.match(wide, /simple,unsubscribed/);
    const piped = (await runInProcess(["lag", "--monitor", url])).out;
    assert.deepEqual(piped.trimEnd().split("\n").length, 3);
    for (const absent of ["Groups:", "…", ESCAPE]) assert.ok(!piped.includes(absent), absent);
  });
});

Deno.test("colours are for terminals whose user did not refuse them", async () => {
  await withMonitor([FATES], async (url) => {
    const run = async (around: Surroundings) =>
      (await runInProcess(["lag", "--monitor", url], around)).out.includes(ESCAPE);
    assert.equal(await run({ terminal: NARROW }), true);
    assert.equal(await run({ terminal: NARROW, environment: { NO_COLOR: "1" } }), false);
    assert.equal(await run({ terminal: NARROW, environment: { TERM: "dumb" } }), false);
    assert.equal(await run({}), false);
  });
});

Deno.test("names that would move the cursor are escaped", async () => {
  await withMonitor([FATES], async (url) => {
    const { out } = await runInProcess(["lag", "--monitor", url]);
    assert.match(out, /^evil\\u001b\[31m\\u202e\\u000a" +ok/m);
  });
});

Deno.test("groups are filtered and sorted, and all pages are told", async () => {
  const many = clusterOfGroups(
    Object.fromEntries(Array.from({ length: 2_345 }, (_, index) => [`g${index}`, { lag: index }])),
  );
  await withMonitor([many], async (url) => {
    const lines = async (...args: string[]) =>
      (await runInProcess(["lag", "--monitor", url, ...args])).out.trimEnd().split("\n");
    assert.equal((await lines()).length, 2_346);
    const sorted = await lines("--sort=-lag", "--filter", "G23");
    assert.equal(sorted.length, 57);
    assert.match(sorted[1]!, /^g2344 /);
    assert.match(sorted.at(-1)!, /^g23 /);
  });
});

Deno.test("a group is told partition by partition, the gravest first, with its owners", async () => {
  await withMonitor([smallLagCluster("east")], async (url) => {
    const { code, out } = await runInProcess(["lag", "billing", "--monitor", url]);
    assert.equal(code, 0);
    assert.deepEqual(out.split("\n"), [
      "billing in east: stalled",
      "  classic group, Stable; members: 2, topics: 1, partitions: 2",
      "  lag: 5 messages, 3s behind; reads 10/s of 12.5/s that come",
      "  caught up in: 2m; unread messages are deleted in: 1h; last moved: 5m ago",
      "",
      "TOPIC   PARTITION  STATUS   COMMITTED  LOG END  LAG  BEHIND  BY       OWNER",
      "orders          0  stalled         95      100    5      3s  history  client-of-m-1@10.0.0.1",
      "orders          1  ok              50       50    0      0s  history  client-of-m-2@10.0.0.1",
      "",
    ]);
    const reversed = await runInProcess(["lag", "billing", "--monitor", url, "--sort=-partition"]);
    assert.match(reversed.out.split("\n")[6]!, /^orders +1 /);
    const filtered = await runInProcess(["lag", "billing", "--monitor", url, "--filter=none"]);
    assert.equal(filtered.out.trimEnd().split("\n").length, 6);
  });
});

Deno.test("topics are told with their health, those of Kafka itself only if wanted", async () => {
  await withMonitor([smallCluster("east")], async (url) => {
    const { code, out } = await runInProcess(["topics", "--monitor", url]);
    assert.equal(code, 0);
    const lines = out.trimEnd().split("\n").map((line) => line.split(/ {2,}/));
    assert.deepEqual(lines[0]!.slice(0, 5), [
      "TOPIC",
      "PARTITIONS",
      "REPLICAS",
      "OFFLINE",
      "UNDER-REPL",
    ]);
    assert.deepEqual(lines[1]!.slice(0, 7), ["audit", "1", "1", "1", "1", "?", "4.00 KiB"]);
    assert.deepEqual(lines[2]!.slice(0, 5), ["orders", "2", "2", "0", "1"]);
    const narrow = await runInProcess(["topics", "--monitor", url], {
      terminal: NARROW,
      environment: { NO_COLOR: "1" },
    });
    assert.ok(narrow.out.split("\n").every((line) => line.length <= 80), narrow.out);
  });
});

Deno.test("--json writes what the API tells", async () => {
  await withMonitor([smallLagCluster("east"), madeReading(undefined, "west")], async (url) => {
    const groups = JSON.parse((await runInProcess(["lag", "--monitor", url, "--json"])).out);
    assert.deepEqual(groups.items.map(({ group }: { group: string }) => group), [
      "billing",
      "flink",
    ]);
    assert.deepEqual(groups.clusters.map(({ fresh }: { fresh: boolean }) => fresh), [true, false]);
    const args = ["lag", "billing", "--monitor", url, "--json", "--cluster=east"];
    const group = JSON.parse((await runInProcess(args)).out);
    assert.equal(group.by_partition.length, 2);
  });
});

Deno.test("with several clusters the cluster is told, and one that is not being read is a warning", async () => {
  const west = { ...madeReading(undefined, "west"), lastError: "no \u001b[31mroute" };
  await withMonitor([smallLagCluster("east"), west], async (url) => {
    const { code, out, err } = await runInProcess(["lag", "--monitor", url], { terminal: WIDE });
    assert.equal(code, 0);
    assert.match(stripVTControlCharacters(out), /^CLUSTER +GROUP/);
    assert.equal(err, "warning: west is not being read: no \\u001b[31mroute\n");
    const topics = await runInProcess(["topics", "--monitor", url]);
    assert.equal(topics.err, err);
    const east = await runInProcess(["lag", "--monitor", url, "--cluster=east"]);
    assert.deepEqual([east.code, east.err], [0, ""]);
    for (const command of ["lag", "topics"]) {
      const unread = await runInProcess([command, "--monitor", url, "--cluster=west"]);
      assert.deepEqual([unread.code, unread.out], [3, ""]);
      assert.equal(unread.err, "error: west is not being read: no \\u001b[31mroute\n");
    }
  });
});

Deno.test("credentials come from the URL or a file, and never show", async () => {
  await withMonitor([FATES], async (url, headers) => {
    const withUser = url.replace("http://", "http://ops:p%40ss@");
    assert.equal((await runInProcess(["lag", "--monitor", withUser])).code, 0);
    assert.equal(headers().get("authorization"), `Basic ${btoa("ops:p@ss")}`);
    const file = new URL("../../golden/token.txt", import.meta.url).pathname;
    await runInProcess(["lag", "--monitor", url, "--token-file", file]);
    assert.equal(headers().get("authorization"), "Bearer a-token");
  });
});

Deno.test("what is wrong ends with the exit code and sentence that say so", async () => {
  await withMonitor([FATES], async (url) => {
    const cases: readonly [args: string[], code: number, err: RegExp][] = [
      [["lag", "none", "--monitor", url], 1, /^error: There is no group "none"\n$/],
      [["lag", "--monitor", url, "--sort=size"], 2, /^error: sort must be one of gravity, /],
      [["lag", "fine", "--monitor", url, "--sort=size"], 2, /of a group it must be one of gravity/],
      [["lag", "--monitor", "localhost:9309"], 2, /"localhost:9309" is not a URL: write it like/],
      [["lag", "--monitor", url, "--every=1"], 2, /--every: "1" is not a duration/],
      [["lag", "--monitor", url, "--token-file=none"], 2, /the file none cannot be read: there is/],
      [["lag", "--token-file=none"], 2, /are for a monitor: give --monitor too/],
      [
        ["lag", "--monitor", nobody()],
        1,
        /^error: http:\/\/127\.0\.0\.1:\d+\/.*[Cc]onnection refused/,
      ],
      [["lag", "--monitor", `${url}/other`], 1, /answered 404/],
      [["lag", "--kafka.server=127.0.0.1:1"], 3, /^error: Kafka at 127\.0\.0\.1:1 could not be/],
      [["topics", "--kafka.server=127.0.0.1:1"], 3, /connection refused/],
    ];
    for (const [args, code, err] of cases) {
      const result = await runInProcess(args);
      assert.equal(result.code, code, `${args.join(" ")}: ${result.err}`);
      assert.match(result.err, err, args.join(" "));
      assert.equal(result.out, "");
    }
  });
});
