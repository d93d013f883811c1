import assert from "node:assert/strict";
import { DRILLS } from "../../../scripts/drills/drills.ts";
import { SHORTER } from "../../stack/monitoring_stack.ts";
import { knownMetrics } from "../../config/known_metrics.ts";
import { readAlerts } from "../../config/rule_files.ts";
import { codes, readDocument, rowsOf } from "./markdown.ts";

Deno.test("metrics that public dashboards and rules ask for are served", async () => {
  const known = await knownMetrics();
  const document = await readDocument("docs/compatibility.md");
  const rows = [...rowsOf(document, "Dashboard"), ...rowsOf(document, "Rules")];
  const metrics = rows.flatMap((row) =>
    Object.entries(row).flatMap(([head, cell]) => head.startsWith("Metrics") ? codes(cell) : [])
  );
  assert.ok(metrics.length > 15);
  assert.deepEqual(metrics.filter((name) => !known.has(name)), []);
});

Deno.test("docs/monitoring.md names every drill, alerts that there are, and the factor", async () => {
  const document = await readDocument("docs/monitoring.md");
  const rows = rowsOf(document, "Drill");
  assert.deepEqual(
    rows.flatMap((row) => codes(row["Drill"]!)).sort(),
    DRILLS.map(({ name }) => name).sort(),
  );
  const names = new Set((await readAlerts()).map(({ alert }) => alert));
  const told = [...document.text.matchAll(/\bKafka[A-Z]\w+/g)].map(([name]) => name);
  assert.deepEqual(told.filter((name) => !names.has(name)), []);
  assert.match(document.text, new RegExp(`divides all waits by ${SHORTER}\\b`));
});
