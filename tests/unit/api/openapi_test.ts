import assert from "node:assert/strict";
import { parse } from "yaml";
import { ALERT_PARAMETERS } from "../../../src/api/alert_page.ts";
import { GROUP_PARAMETERS } from "../../../src/api/group_pages.ts";
import { TOPIC_PARAMETERS } from "../../../src/api/topic_pages.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { madeGroupLag, madeLagReport } from "../metrics/make_lag.ts";
import { madeAlert, madeDetails } from "../metrics/make_alert.ts";
import { madeReading, madeSnapshot, NOW } from "../metrics/make_reading.ts";
import { smallCluster } from "../metrics/small_cluster.ts";
import { smallLagCluster } from "../metrics/small_lag_cluster.ts";
import { OPENAPI, openapiProblems } from "../../program/openapi_checker.ts";
import { ask, askApi, sampleApi } from "./sample_api.ts";

interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
}

interface Operation {
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, unknown>>;
}

const operation = (path: string, method = "get"): Operation => OPENAPI.paths[path][method];

const PAGES = [
  "/clusters",
  "/brokers",
  "/groups",
  "/groups/{group}",
  "/topics",
  "/topics/{topic}",
  "/alerts",
  "/silences",
  "/maintenance",
];
const WRITES = [
  "post /alertmanager",
  "post /silences",
  "delete /silences/{id}",
  "post /maintenance",
  "delete /maintenance/{id}",
];

Deno.test("the document names every path that there is, and every answer's schema can be used", () => {
  const routes = sampleApi().routes.map(({ method, path }) =>
    `${method.toLowerCase()} ${path.replace("/api/v1", "").replace(/:(\w+)/, "{$1}")}`
  ).filter((route) => route !== "get /openapi.yaml");
  const told = Object.entries(OPENAPI.paths).flatMap(([path, operations]) =>
    Object.keys(operations as object).map((method) => `${method} ${path}`)
  );
  assert.deepEqual(told.sort(), routes.sort());
  assert.deepEqual(told.sort(), [...PAGES.map((path) => `get ${path}`), ...WRITES].sort());
  for (const path of PAGES) assert.notEqual(openapiProblems(path, 200, 1), undefined, path);
});

Deno.test("the document is served, as it is", async () => {
  const response = await sampleApi().request("/api/v1/openapi.yaml");
  assert.equal(response.headers.get("content-type"), "application/yaml; charset=utf-8");
  assert.deepEqual(parse(await response.text()), OPENAPI);
});

Deno.test("every text of the document is text, and every reference leads somewhere", () => {
  const look = (value: unknown, at: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (["description", "summary", "title"].includes(key) && !at.endsWith("/properties")) {
        assert.equal(typeof inner, "string", `${at}/${key}`);
      }
      if (key === "$ref") {
        const found = String(inner).slice(2).split("/").reduce(
          (from, part) => from?.[part],
          OPENAPI,
        );
        assert.ok(found, `${at}: ${inner}`);
      }
      look(inner, `${at}/${key}`);
    }
  };
  look(OPENAPI, "#");
});

Deno.test("the document's parameters are those that pages take", () => {
  const names = (path: string) =>
    operation(path).parameters.map(({ $ref, name }) => name ?? $ref?.split("/").at(-1));
  assert.deepEqual(names("/groups").sort(), GROUP_PARAMETERS.toSorted());
  assert.deepEqual(names("/topics").sort(), TOPIC_PARAMETERS.toSorted());
  assert.deepEqual(names("/alerts").sort(), ALERT_PARAMETERS.toSorted());
});

Deno.test("every order that the document names is taken, and no other", async () => {
  for (const path of ["/groups", "/topics", "/alerts"]) {
    const found = operation(path).parameters.find(({ name }) => name === "sort") as unknown as {
      schema: { pattern: string };
    };
    const orders = /\((.*)\)/.exec(found.schema.pattern)![1]!.split("|");
    for (const order of orders.flatMap((name) => [name, `-${name}`])) {
      assert.equal((await askApi(`${path}?sort=${order}`, smallLagCluster())).status, 200, order);
    }
    const { body } = await askApi(`${path}?sort=x`, smallLagCluster());
    const told = /must be one of (.*), not/.exec(body.detail)![1]!.split(", ");
    assert.deepEqual(told.filter((order) => !order.startsWith("-")), orders);
  }
});

/** Clusters in every state that they can be in. */
function everyState(): Readonly<Record<string, readonly ClusterReading[]>> {
  const whole = {
    ...smallLagCluster("east"),
    alerts: [
      madeAlert("a"),
      madeAlert("b", { state: "pending", startsAtMs: undefined }),
      madeAlert("c", {
        state: "unobserved",
        unobservedSinceMs: NOW,
        details: madeDetails({ value: NaN }),
        severity: "info",
      }),
      madeAlert("d", { subject: { topic: "d", group: "g", broker: 1, dir: "/d", instance: "i" } }),
    ],
  };
  const snapshot = { ...smallCluster().snapshot!, metadataReadAtMs: NOW - 60_000 };
  const bare = madeSnapshot({ t: [{ leader: NaN, latest: NaN }], empty: [] }, { clusterId: "c" });
  const unknown = madeGroupLag(bare, "only judged", [
    { topic: "t", partition: 0, committed: NaN, lag: NaN, lagSeconds: NaN, status: "unknown" },
  ], { maxLag: NaN, sumLag: NaN, maxLagSeconds: Infinity });
  return {
    "something of everything": [whole],
    "health, settings and sizes": [smallCluster()],
    "never read": [madeReading(undefined)],
    "read too long ago": [{ ...madeReading(snapshot), lastError: "Error: no broker answers" }],
    "not judged yet": [{ ...whole, lag: undefined, rates: undefined }],
    "hardly anything known": [{ ...madeReading(bare), lag: madeLagReport([unknown]) }],
    "several clusters": [whole, madeReading(undefined, "west"), smallLagCluster("south")],
    "none": [],
  };
}

for (const [state, clusters] of Object.entries(everyState())) {
  Deno.test(`every answer is what the document says: ${state}`, async () => {
    const asked = [
      ["/clusters", "/clusters"],
      ["/brokers", "/brokers"],
      ["/groups", "/groups"],
      ["/groups", "/groups?limit=1"],
      ["/groups", "/groups?status=nonsense"],
      ["/groups/{group}", "/groups/billing"],
      ["/groups/{group}", "/groups/billing?cluster=south"],
      ["/groups/{group}", "/groups/flink"],
      ["/groups/{group}", "/groups/only%20judged"],
      ["/topics", "/topics"],
      ["/topics/{topic}", "/topics/orders"],
      ["/topics/{topic}", "/topics/t"],
      ["/topics/{topic}", "/topics/empty"],
      ["/alerts", "/alerts"],
      ["/alerts", "/alerts?state=firing,unobserved&severity=warning&limit=1"],
      ["/alerts", "/alerts?type=nonsense"],
      ["/silences", "/silences"],
      ["/maintenance", "/maintenance"],
    ] as const;
    for (const [path, url] of asked) {
      const { status, type, body } = await askApi(url, ...clusters);
      assert.ok(String(status) in operation(path).responses, `${url}: ${status}`);
      assert.equal(type, status === 200 ? "application/json" : "application/problem+json", url);
      assert.deepEqual(openapiProblems(path, status, body), undefined, url);
    }
  });
}

Deno.test("answers to what changes something are what the document says", async () => {
  const api = sampleApi();
  const weekly = { days: ["mon"], start: "02:00", end: "04:00" };
  const alert = { status: "firing", labels: { alertname: "A" }, startsAt: "2026-01-05T12:00:00Z" };
  const asked = [
    ["/silences", { topic: "x", duration: "1h" }, 201],
    ["/silences", { topic: "x" }, 400],
    ["/maintenance", { cluster: ".*", ...weekly }, 201],
    ["/maintenance", {}, 400],
    ["/alertmanager", { version: "4", alerts: [alert] }, 200],
    ["/alertmanager", {}, 400],
  ] as const;
  for (const [path, body, expected] of asked) {
    const { status, body: answer } = await ask(api, path, "POST", body);
    assert.equal(status, expected, path);
    assert.ok(String(status) in operation(path, "post").responses);
    assert.deepEqual(openapiProblems(path, status, answer, "post"), undefined, path);
  }
});
