import assert from "node:assert/strict";
import type { Granularity } from "../../../src/metrics/settings.ts";
import { collectorsAt, everyCollector } from "./every_collector.ts";

/** A line for each family at a granularity. */
function familyLines(granularity: Granularity): string[] {
  return collectorsAt(granularity).flatMap(({ families }) => families)
    .map(({ name, type, labels, help }) => `${name}{${labels.join(",")}} ${type}: ${help}\n`);
}

Deno.test("every family has the name, type, labels and help of the golden file", async () => {
  const golden = new URL("../../golden/exporter_families.txt", import.meta.url);
  assert.equal(familyLines("partition").join(""), await Deno.readTextFile(golden));
});

Deno.test("coarser families are those of the golden file, and none has a partition", async () => {
  const golden = new URL("../../golden/coarser_families.txt", import.meta.url);
  const finest = familyLines("partition");
  const told = (["topic", "group"] as const).map((granularity) => {
    const lines = familyLines(granularity);
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
  assert.equal(told.join("\n"), await Deno.readTextFile(golden));
});

Deno.test("no family and no collector is in the table twice", () => {
  const collectors = everyCollector.map((collector) => collector.name);
  assert.deepEqual(collectors, [...new Set(collectors)]);
  const families = everyCollector.flatMap(({ families }) => families.map(({ name }) => name));
  assert.deepEqual(families, [...new Set(families)]);
});

Deno.test("every file of the collectors' folder that exports a collector is in the table", async () => {
  const folder = new URL("../../../src/metrics/collectors/", import.meta.url);
  for await (const file of Deno.readDir(folder)) {
    const module: Record<string, unknown> = await import(new URL(file.name, folder).href);
    const collectors = Object.values(module).filter((value) =>
      typeof value === "object" && value !== null && "families" in value
    );
    for (const collector of collectors) {
      assert.ok(everyCollector.some((known) => known === collector), file.name);
    }
  }
});
