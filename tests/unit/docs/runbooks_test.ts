import assert from "node:assert/strict";
import { readAlerts } from "../../config/rule_files.ts";
import { selectorsOf } from "../../config/promql_selectors.ts";
import { knownMetrics } from "../../config/known_metrics.ts";
import { allDocuments, readDocument, rowsOf } from "./markdown.ts";

const HEADINGS = ["Impact", "Confirm", "Fix", "When to ignore it"];

const pages = (await allDocuments()).filter(({ path }) => /^docs\/runbooks\/\w+\.md$/.test(path))
  .filter(({ path }) => !path.endsWith("README.md"));
const alerts = [...new Set((await readAlerts()).map(({ alert }) => alert))].sort();

Deno.test("every alert has a runbook, and every runbook an alert", () => {
  assert.deepEqual(pages.map(({ path }) => /(\w+)\.md$/.exec(path)![1]).sort(), alerts);
});

Deno.test("a runbook has a meaning, impact, how to confirm and fix it, and when to ignore it", () => {
  for (const { path, text } of pages) {
    const [, title, meaning] = /^# (\w+)\n\n([^#]+)\n/.exec(text) ?? [];
    assert.equal(`docs/runbooks/${title}.md`, path);
    assert.ok(meaning!.length > 30, path);
    assert.deepEqual([...text.matchAll(/^## (.+)$/gm)].map(([, head]) => head), HEADINGS, path);
  }
});

Deno.test("queries in runbooks ask for metrics that there are", async () => {
  const known = await knownMetrics();
  let seen = 0;
  for (const { path, text } of pages) {
    for (const [, query] of text.matchAll(/^```promql\n([^]*?)^```/gm)) {
      for (const { metric } of selectorsOf(query!)) {
        assert.ok(known.has(metric), `${path}: ${metric}`);
      }
      seen++;
    }
  }
  assert.ok(seen > 15);
});

Deno.test("the list of runbooks names every one", async () => {
  const rows = rowsOf(await readDocument("docs/runbooks/README.md"), "Alert");
  assert.deepEqual(rows.map((row) => /\[(\w+)\]/.exec(row["Alert"]!)![1]).sort(), alerts);
});
