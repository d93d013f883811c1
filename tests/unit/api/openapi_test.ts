import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { GROUP_PARAMETERS } from "../../../src/api/group_pages.ts";
import { TOPIC_PARAMETERS } from "../../../src/api/topic_pages.ts";
import type { ClusterReading } from "../../../src/model/readings.ts";
import { madeGroupLag, madeLagReport } from "../metrics/make_lag.ts";
import { madeReading, madeSnapshot, NOW } from "../metrics/make_reading.ts";
import { smallCluster } from "../metrics/small_cluster.ts";
import { smallLagCluster } from "../metrics/small_lag_cluster.ts";
import { askApi, sampleApi } from "./sample_api.ts";

interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
}

interface Operation {
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, unknown>>;
}

const text = await (await sampleApi().request("/api/v1/openapi.yaml")).text();
const spec = parse(text);
const operation = (path: string): Operation => spec.paths[path].get;

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
ajv.addVocabulary(["openapi", "info", "servers", "tags", "paths", "components"]);
ajv.addSchema({ ...spec, $id: "openapi" });

/** What is wrong with an answer, by the document. */
function problemsOf(path: string, status: number, body: unknown): unknown {
  const pointer = ["paths", path, "get", "responses", String(status), "content"].map((part) =>
    part.replaceAll("~", "~0").replaceAll("/", "~1")
  );
  const type = status === 200 ? "application~1json" : "application~1problem+json";
  const ref = status === 200
    ? `openapi#/${[...pointer, type, "schema"].join("/")}`
    : "openapi#/components/schemas/Problem";
  const validate = ajv.getSchema(encodeURI(ref.replaceAll("%", "%25"))) ??
    ajv.compile({ $ref: encodeURI(ref) });
  return validate(body) === true ? undefined : validate.errors;
}

const PATHS = ["/clusters", "/brokers", "/groups", "/groups/{group}", "/topics", "/topics/{topic}"];

Deno.test("the document names every path that there is, and every answer's schema can be used", () => {
  const routes = sampleApi().routes.map(({ path }) => path.replace("/api/v1", ""))
    .filter((path) => path !== "/openapi.yaml").map((path) => path.replace(/:(\w+)/, "{$1}"));
  assert.deepEqual(Object.keys(spec.paths).sort(), routes.sort());
  assert.deepEqual(Object.keys(spec.paths).sort(), PATHS.toSorted());
  for (const path of PATHS) assert.notEqual(problemsOf(path, 200, 1), undefined, path);
});

Deno.test("every text of the document is text, and every reference leads somewhere", () => {
  const look = (value: unknown, at: string): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (["description", "summary", "title"].includes(key) && !at.endsWith("/properties")) {
        assert.equal(typeof inner, "string", `${at}/${key}`);
      }
      if (key === "$ref") {
        const found = String(inner).slice(2).split("/").reduce((from, part) => from?.[part], spec);
        assert.ok(found, `${at}: ${inner}`);
      }
      look(inner, `${at}/${key}`);
    }
  };
  look(spec, "#");
});

Deno.test("the document's parameters are those that pages take", () => {
  const names = (path: string) =>
    operation(path).parameters.map(({ $ref, name }) => name ?? $ref?.split("/").at(-1));
  assert.deepEqual(names("/groups").sort(), GROUP_PARAMETERS.toSorted());
  assert.deepEqual(names("/topics").sort(), TOPIC_PARAMETERS.toSorted());
});

Deno.test("every order that the document names is taken, and no other", async () => {
  for (const path of ["/groups", "/topics"]) {
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
  const whole = smallLagCluster("east");
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
    ] as const;
    for (const [path, url] of asked) {
      const { status, type, body } = await askApi(url, ...clusters);
      assert.ok(String(status) in operation(path).responses, `${url}: ${status}`);
      assert.equal(type, status === 200 ? "application/json" : "application/problem+json", url);
      assert.deepEqual(problemsOf(path, status, body), undefined, url);
    }
  });
}
