import assert from "node:assert/strict";
import house from "../../../deno.json" with { type: "json" };
import { defaultText } from "../../../src/settings/default_text.ts";
import { environmentName, SETTING_ENTRIES } from "../../../src/settings/setting_entries.ts";
import { ExitCode } from "../../../src/runtime/exit_code.ts";
import { allDocuments, brokenLinks, code, codes, readDocument, rowsOf } from "./markdown.ts";
import { servedFamilies, servedLagFamilies, sortedByName } from "./served_families.ts";

Deno.test("the README's flags, variables and defaults are those of the settings, in their order", async () => {
  const rows = rowsOf(await readDocument("README.md"), "Flag");
  const told = rows.map((row) => [row["Flag"], row["Environment variable"], row["Default"]]);
  const real = SETTING_ENTRIES.map((entry) => {
    const byDefault = defaultText(entry);
    return [
      `\`--${entry.flag}\``,
      `\`${environmentName(entry)}\``,
      // An empty set of labels reads as none, too.
      byDefault === undefined ? "none" : `\`${byDefault}\``,
    ];
  });
  assert.deepEqual(told, real);
});

const METRICS = [
  ["docs/metrics.md", servedFamilies],
  ["docs/metrics-lag.md", servedLagFamilies],
] as const;

for (const [document, served] of METRICS) {
  Deno.test(`${document} lists exactly the served families, with their types and labels`, async () => {
    const rows = rowsOf(await readDocument(document), "Metric");
    const told = rows.map((row) => ({
      name: code(row["Metric"]!),
      type: row["Type"],
      labels: codes(row["Labels"]!).sort(),
    }));
    assert.deepEqual(sortedByName(told), await served());
  });
}

Deno.test("the README's tasks are those of deno.json, in their order", async () => {
  const rows = rowsOf(await readDocument("README.md"), "Task");
  assert.deepEqual(rows.map((row) => code(row["Task"]!)), Object.keys(house.tasks));
});

Deno.test("the README's exit codes are those of the program", async () => {
  const rows = rowsOf(await readDocument("README.md"), "Code");
  assert.deepEqual(rows.map((row) => Number(row["Code"])), Object.values(ExitCode));
});

Deno.test("commands that documents tell to type name tasks that are there", async () => {
  const tasks = new Set(Object.keys(house.tasks));
  let seen = 0;
  for (const { path, text } of await allDocuments()) {
    for (const [command, task] of text.matchAll(/deno(?:@[\d.]+)? task ([a-z][a-z-]*)/g)) {
      assert.ok(tasks.has(task!), `${path}: ${command}`);
      seen++;
    }
  }
  assert.ok(seen > 0, "no document names a task");
});

Deno.test("links between documents lead to files and headings that are there", async () => {
  const documents = await allDocuments();
  const broken = await Promise.all(documents.map(brokenLinks));
  assert.deepEqual(broken.flat(), []);
});
