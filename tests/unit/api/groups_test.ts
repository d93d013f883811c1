import assert from "node:assert/strict";
import { madeGroup, madeReading, madeSnapshot, NOW } from "../metrics/make_reading.ts";
import { smallLagCluster } from "../metrics/small_lag_cluster.ts";
import { clusterOfGroups, type MadeFate } from "./many_groups.ts";
import { askApi } from "./sample_api.ts";

const FATES: Readonly<Record<string, MadeFate>> = {
  "fine": {},
  "Behind": { lag: 1_000, lagSeconds: 60, status: "warning", severity: 2 },
  "stuck": { lag: 5, lagSeconds: 900, status: "stalled", severity: 3 },
  "blind": { lag: NaN, lagSeconds: NaN, status: "unknown" },
  "gone": { lag: 50_000, lagSeconds: 90_000, status: "stopped", severity: 1 },
  "worse": { lag: 5_000, lagSeconds: 600, status: "warning", severity: 2 },
};

async function names(query: string, fates = FATES): Promise<string[]> {
  const { status, body } = await askApi(`/groups${query}`, clusterOfGroups(fates));
  assert.equal(status, 200, JSON.stringify(body));
  return body.items.map(({ group }: { group: string }) => group);
}

Deno.test("groups come by gravity: severity, status, then how far they lag", async () => {
  assert.deepEqual(await names(""), ["stuck", "worse", "Behind", "gone", "blind", "fine"]);
});

Deno.test("groups are sorted by what is asked for, both ways, and unknown comes last", async () => {
  assert.deepEqual(await names("?sort=group"), [
    "Behind",
    "blind",
    "fine",
    "gone",
    "stuck",
    "worse",
  ]);
  assert.deepEqual(await names("?sort=lag"), ["fine", "stuck", "Behind", "worse", "gone", "blind"]);
  assert.deepEqual(await names("?sort=-lag"), [
    "gone",
    "worse",
    "Behind",
    "stuck",
    "fine",
    "blind",
  ]);
});

Deno.test("groups are filtered by name, status, severity, type and topic", async () => {
  assert.deepEqual(await names("?group=fine"), ["fine"]);
  assert.deepEqual(await names("?group=fin"), []);
  assert.deepEqual(await names("?q=BEH"), ["Behind"]);
  assert.deepEqual(await names("?status=stalled,unknown&sort=group"), ["blind", "stuck"]);
  assert.deepEqual(await names("?status=stalled&status=unknown&sort=group"), ["blind", "stuck"]);
  assert.deepEqual(await names("?severity=warning"), ["stuck", "worse", "Behind"]);
  assert.deepEqual(await names("?type=share"), []);
  assert.equal((await names("?type=classic,share")).length, 6);
  assert.equal((await names("?topic=t")).length, 6);
  assert.deepEqual(await names("?topic=u"), []);
  const { body } = await askApi("/groups?flag=simple,reset", smallLagCluster());
  assert.deepEqual(body.items.map(({ group }: { group: string }) => group), ["flink"]);
});

Deno.test("pages go on after the last item, whatever comes and goes in between", async () => {
  const fates = Object.fromEntries(
    Array.from({ length: 25 }, (_, index) => [`g${index + 10}`, { lag: index % 5 }]),
  );
  const seen: string[] = [];
  let cursor: string | null = "";
  for (let page = 0; cursor !== null; page++) {
    // After the first page one group that was on it leaves, and a new one would stand before it.
    const now: Readonly<Record<string, MadeFate>> = page === 0
      ? fates
      : { ...Object.fromEntries(Object.entries(fates).filter(([id]) => id !== seen[0])), a: {} };
    const more = cursor === "" ? "" : `&cursor=${cursor}`;
    const { body } = await askApi(`/groups?sort=lag&limit=7${more}`, clusterOfGroups(now));
    assert.equal(body.total, 25);
    seen.push(...body.items.map(({ group }: { group: string }) => group));
    cursor = body.next_cursor;
  }
  assert.deepEqual(seen, await names("?sort=lag", fates));
});

Deno.test("a cursor works where keys are equal, not known, or text in any script", async () => {
  const fates = { "ü/☃": { lag: NaN }, "漢字": { lag: NaN }, "a": { lag: NaN }, "b": { lag: 1 } };
  for (const sort of ["lag", "-lag", "group", "-group", "gravity"]) {
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const more: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const url = `/groups?sort=${sort}&limit=1${more}`;
      const { body } = await askApi(url, clusterOfGroups(fates));
      seen.push(body.items[0].group);
      cursor = body.next_cursor;
    }
    assert.deepEqual(seen, await names(`?sort=${sort}`, fates), sort);
    assert.equal(new Set(seen).size, 4);
  }
});

Deno.test("wrong parameters are told in a sentence with what would be right", async () => {
  const wrong = [
    ["?statsu=ok", 'There is no parameter "statsu": did you mean status?'],
    [
      "?status=OK",
      'status must be one of ok, unknown, rewound, warning, stopped, stalled, not "OK"',
    ],
    ["?limit=0", 'limit must be a whole number from 1 to 1000, not "0"'],
    ["?limit=1e2", 'limit must be a whole number from 1 to 1000, not "1e2"'],
    ["?cursor=x", "cursor must be the next_cursor of the page before"],
    ["?cursor=WzEsMl0", "cursor must be the next_cursor of the page before"],
    ["?cluster=x", 'There is no cluster "x": there are "the-cluster-id"'],
  ];
  for (const [query, detail] of wrong) {
    const { status, type, body } = await askApi(`/groups${query}`, clusterOfGroups(FATES));
    assert.equal(type, "application/problem+json");
    assert.equal(body.status, status);
    assert.equal(body.detail, detail);
    assert.equal(status, query!.startsWith("?cluster") ? 404 : 400);
  }
});

Deno.test("a group before the first verdict is listed, and its status is unknown", async () => {
  const snapshot = madeSnapshot({ t: [{}] });
  const groups = [madeGroup(snapshot, "new", [["t", 0, 1]])];
  const { body } = await askApi("/groups", madeReading({ ...snapshot, groups }));
  assert.equal(body.items[0].status, "unknown");
  assert.equal(body.items[0].lag, null);
  assert.equal(body.items[0].state, "Stable");
});

Deno.test("a group that no broker lists now is told, and nothing is known of it", async () => {
  const missing = {
    groupId: "lost",
    type: "share",
    coordinatorId: 1,
    deniedSinceMs: NaN,
    listedAtMs: NOW,
    completeCycles: 1,
  } as const;
  const reading = madeReading(madeSnapshot({}, { missingGroups: [missing] }));
  const { body } = await askApi("/groups", reading);
  const told = body.items.map(({ group, type, status, lag }: Record<string, unknown>) => [
    group,
    type,
    status,
    lag,
  ]);
  assert.deepEqual(told, [["lost", "share", "unknown", null]]);
  assert.equal((await askApi("/groups/lost", reading)).status, 200);
});

Deno.test("of a cluster that is not being read lists say so, and leave its groups out", async () => {
  const old = clusterOfGroups({ g: {} }, "old");
  const snapshot = { ...old.snapshot!, metadataReadAtMs: NOW - 60_000 };
  const { body } = await askApi("/groups", { ...old, snapshot, lastError: "Error: nobody" });
  assert.deepEqual(body.items, []);
  assert.deepEqual(body.clusters, [{
    cluster: "old",
    fresh: false,
    read_at: new Date(NOW - 60_000).toISOString(),
    last_error: "Error: nobody",
  }]);
});
