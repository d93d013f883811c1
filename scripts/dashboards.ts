import { dashboardFile, DASHBOARDS } from "./dashboards/dashboards.ts";
import { PROJECT_ROOT } from "./project_root.ts";
import { PROMETHEUS_RULE, prometheusRule } from "./prometheus_rule.ts";
import { say } from "./say.ts";

/** `deno task dashboards`: writes the files of config/ that are made from code or other files. */
for (const { path, text } of DASHBOARDS.map(dashboardFile)) {
  await Deno.writeTextFile(PROJECT_ROOT + path, text);
  say(`Wrote ${path}`);
}
await Deno.writeTextFile(PROJECT_ROOT + PROMETHEUS_RULE, await prometheusRule());
say(`Wrote ${PROMETHEUS_RULE}`);
