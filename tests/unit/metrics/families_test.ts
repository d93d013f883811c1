import assert from "node:assert/strict";
import type { Collector } from "../../../src/metrics/collector.ts";
import type { Granularity } from "../../../src/metrics/settings.ts";
import { collectorsAt, everyCollector } from "./every_collector.ts";
import { everyLagCollector, lagCollectorsAt } from "./every_lag_collector.ts";

type At = (granularity: Granularity) => readonly Collector[];

/** What each port serves, and the golden file of its families. */
const PORTS: readonly [port: string, at: At, golden: string, coarser: string][] = [
  [":9308", collectorsAt, "exporter_families.txt", "coarser_families.txt"],
  [":9309", lagCollectorsAt, "lag_families.txt", "coarser_lag_families.txt"],
];

const goldenText = (name: string) =>
  Deno.readTextFile(new URL(`../../golden/${name}`, import.meta.url));

/** A line for each family. */
function familyLines(collectors: readonly Collector[]): string[] {
  return collectors.flatMap(({ families }) => families)
    .map(({ name, type, labels, help }) => `${name}{${labels.join(",")}} ${type}: ${help}\n`);
}

for (const [port, at, golden, coarser] of PORTS) {
  Deno.test(`every family of ${port} has the name, type, labels and help of the golden file`, async () => {
    assert.equal(familyLines(at("partition")).join(""), await goldenText(golden));
  });

  Deno.test(`coarser families of ${port} are those of the golden file, and none has a partition`, async () => {
    const finest = familyLines(at("partition"));
    const told = (["topic", "group"] as const).map((granularity) => {
      const lines = familyLines(at(granularity));
      assert.deepEqual(lines.filter((line) => /[{,]partition[,}]/.test(line)), []);
      const nameOf = (line: string) => line.split("{", 1)[0]!;
      const names = new Set(lines.map(nameOf));
      const left = finest.map(nameOf).filter((name) => !names.has(name));
      return [
        `granularity ${granularity}\n`,
        ...lines.filter((line) => !finest.includes(line)),
        ...left.map((name) => `${name}: nothing\n`),
      ].join("");
    });
    assert.equal(told.join("\n"), await goldenText(coarser));
  });

  Deno.test(`no family and no collector of ${port} is in the table twice`, () => {
    const collectors = at("partition").map((collector) => collector.name);
    assert.deepEqual(collectors, [...new Set(collectors)]);
    const families = at("partition").flatMap(({ families }) => families.map(({ name }) => name));
    assert.deepEqual(families, [...new Set(families)]);
  });
}

Deno.test("no family but kafka_up is served by both ports", () => {
  const names = (collectors: readonly Collector[]) =>
    collectors.flatMap(({ families }) => families.map(({ name }) => name));
  const exported = new Set(names(everyCollector));
  assert.deepEqual(names(everyLagCollector).filter((name) => exported.has(name)), ["kafka_up"]);
});

Deno.test("every file of the collectors' folders that exports a collector is in its table", async () => {
  const tables = { collectors: everyCollector, lag_collectors: everyLagCollector };
  for (const [name, table] of Object.entries(tables)) {
    const folder = new URL(`../../../src/metrics/${name}/`, import.meta.url);
    for await (const file of Deno.readDir(folder)) {
      const module: Record<string, unknown> = await import(new URL(file.name, folder).href);
      for (const exported of Object.values(module)) {
        if (!isCollector(exported)) continue;
        assert.ok(table.some((known) => known.name === exported.name), file.name);
      }
    }
  }
});

function isCollector(value: unknown): value is Collector {
  return typeof value === "object" && value !== null && "families" in value;
}
