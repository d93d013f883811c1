import assert from "node:assert/strict";
import { parse } from "yaml";
import { knownMetrics } from "./known_metrics.ts";
import { selectorsOf } from "./promql_selectors.ts";
import { PROMETHEUS_FOLDER, readAlerts, readRules, RULE_FILES } from "./rule_files.ts";

/** Every expression of the rules, those inside annotations included. */
async function ruleExpressions(): Promise<string[]> {
  const rules = (await Promise.all(RULE_FILES.map(readRules))).flat();
  const queries = (await readAlerts()).flatMap(({ annotations = {} }) =>
    Object.values(annotations).flatMap((text) => [...text.matchAll(/printf "((?:[^"\\]|\\.)*)"/g)])
  );
  return [...rules.map(({ expr }) => expr), ...queries.map(([, text]) => filledIn(text!))];
}

function filledIn(format: string): string {
  return format.replaceAll("%q", '"x"');
}

Deno.test("every metric and label in a rule exists on our ports, at an agent, or is recorded", async () => {
  const known = await knownMetrics();
  const expressions = await ruleExpressions();
  assert.ok(expressions.length > 50);
  const wrong = expressions.flatMap((each) => selectorsOf(each)).filter(({ metric, labels }) =>
    !known.has(metric) || labels.some((label) => known.get(metric)?.has(label) === false)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("series that prometheus.yml drops are served, and no rule asks for them", async () => {
  const known = await knownMetrics();
  const text = await Deno.readTextFile(`${PROMETHEUS_FOLDER}prometheus.yml`);
  const { scrape_configs }: {
    scrape_configs: { job_name: string; metric_relabel_configs?: { regex: string }[] }[];
  } = parse(text);
  const drops = scrape_configs.flatMap(({ metric_relabel_configs = [] }) => metric_relabel_configs);
  assert.ok(drops.length > 0);
  for (const { regex } of drops) {
    const dropped = [...known.keys()].filter((name) => new RegExp(`^(?:${regex})$`).test(name));
    assert.equal(dropped.length, 4, dropped.join());
    const asked = new Set(
      (await ruleExpressions()).flatMap((each) => selectorsOf(each)).map(({ metric }) => metric),
    );
    assert.deepEqual(dropped.filter((name) => asked.has(name)), []);
  }
});
