import assert from "node:assert/strict";
import {
  dashboardFile,
  DASHBOARDS,
  DASHBOARDS_FOLDER,
} from "../../scripts/dashboards/dashboards.ts";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { dashboardQueries } from "./dashboard_queries.ts";
import { knownMetrics } from "./known_metrics.ts";
import { selectorsOf } from "./promql_selectors.ts";

Deno.test("the dashboards' files are those that the code makes", async () => {
  const files = DASHBOARDS.map(dashboardFile);
  for (const { path, text } of files) {
    assert.equal(await Deno.readTextFile(PROJECT_ROOT + path), text, `${path}: task dashboards`);
  }
  const names = [];
  for await (const { name } of Deno.readDir(PROJECT_ROOT + DASHBOARDS_FOLDER)) names.push(name);
  const made = files.map(({ path }) => path.slice(DASHBOARDS_FOLDER.length));
  assert.deepEqual(names.sort(), made.sort());
});

Deno.test("dashboards and panels have ids of their own, titles, and no two the same place", () => {
  const uids = DASHBOARDS.map(({ uid }) => uid!);
  assert.equal(new Set(uids).size, uids.length);
  for (const { uid, panels = [] } of DASHBOARDS) {
    assert.match(uid!, /^kafka-[a-z-]{1,34}$/);
    assert.deepEqual(panels.map(({ id }) => id), panels.map((_, index) => index + 1));
    const titles = panels.filter(({ type }) => type !== "row").map(({ title }) => title);
    assert.deepEqual(titles, [...new Set(titles)], uid!);
    const places = panels.map(({ gridPos }) => `${gridPos?.x} ${gridPos?.y}`);
    assert.deepEqual(places, [...new Set(places)], uid!);
  }
});

Deno.test("every metric and label in a panel exists on our ports, at an agent, or is recorded", async () => {
  const known = await knownMetrics();
  const queries = dashboardQueries();
  assert.ok(queries.length > 100);
  for (const { panel, expr } of queries) {
    for (const { metric, labels } of selectorsOf(expr)) {
      assert.ok(known.has(metric), `${panel}: ${metric}`);
      const missing = labels.filter((label) => known.get(metric)?.has(label) === false);
      assert.deepEqual(missing, [], `${panel}: ${metric}`);
    }
  }
});

Deno.test("variables that queries use are those that the dashboard has", () => {
  for (const dashboard of DASHBOARDS) {
    const names = new Set((dashboard.templating?.list ?? []).map(({ name }) => name));
    const used = [...JSON.stringify(dashboard.panels).matchAll(/\$\{?(\w+)/g)]
      .map(([, name]) => name!).filter((name) => !/^(1|__rate_interval)$/.test(name));
    assert.deepEqual([...new Set(used)].filter((name) => !names.has(name)), [], dashboard.title!);
    const idle = [...names].filter((name) => !used.includes(name));
    assert.deepEqual(idle, [], `${dashboard.title} does not use them`);
  }
});
