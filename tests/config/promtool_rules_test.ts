import assert from "node:assert/strict";
import { parse } from "yaml";
import { ensureCommands } from "../../scripts/setup/debian_packages.ts";
import { runCommand } from "../../scripts/setup/run_command.ts";
import {
  PROMETHEUS_FOLDER,
  readAlerts,
  RULE_FILES,
  ruleTestFiles,
  type RuleTests,
} from "./rule_files.ts";

await ensureCommands("promtool");

Deno.test("promtool finds no fault with the shipped rules and configuration", async () => {
  const files = RULE_FILES.map((file) => PROMETHEUS_FOLDER + file);
  await runCommand("promtool", ["check", "rules", "--lint=all", "--lint-fatal", ...files]);
  await runCommand("promtool", ["check", "config", `${PROMETHEUS_FOLDER}prometheus.yml`]);
});

for (const path of await ruleTestFiles()) {
  const name = path.slice(PROMETHEUS_FOLDER.length);
  Deno.test(`the cases of ${name} hold for the shipped rules`, async () => {
    assert.match(await runCommand("promtool", ["test", "rules", path]), /SUCCESS/);
  });
}

Deno.test("every alert, of each severity, has a case in which it fires and one in which it is silent", async () => {
  const fires = new Set<string>();
  const silent = new Set<string>();
  for (const path of await ruleTestFiles()) {
    const { tests }: RuleTests = parse(await Deno.readTextFile(path));
    const cases = tests.flatMap(({ alert_rule_test = [] }) => alert_rule_test);
    for (const { alertname, exp_alerts } of cases) {
      if (exp_alerts.length === 0) silent.add(alertname);
      for (const { exp_labels } of exp_alerts) {
        fires.add(`${alertname} ${exp_labels["severity"]} ${exp_labels["observed_by"] ?? ""}`);
      }
    }
  }
  const alerts = (await readAlerts()).filter(({ alert }) => alert !== "Watchdog");
  const missing = alerts.filter(({ alert, labels }) =>
    !silent.has(alert) ||
    !fires.has(`${alert} ${labels?.["severity"]} ${labels?.["observed_by"] ?? ""}`)
  );
  assert.deepEqual(missing.map(({ alert, labels }) => ({ alert, labels })), []);
});
