import assert from "node:assert/strict";
import { everyCollector } from "./every_collector.ts";

Deno.test("every family has the name, type, labels and help of the golden file", async () => {
  const golden = new URL("../../golden/exporter_families.txt", import.meta.url);
  const lines = everyCollector.flatMap((collector) =>
    collector.families.map(({ name, type, labels, help }) =>
      `${name}{${labels.join(",")}} ${type}: ${help}\n`
    )
  );
  assert.equal(lines.join(""), await Deno.readTextFile(golden));
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
