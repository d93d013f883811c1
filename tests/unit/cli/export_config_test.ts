import assert from "node:assert/strict";
import { projectFiles } from "../../architecture/project_files.ts";
import { EXPORTED_CONFIG } from "../../../src/cli/exported_config.ts";
import { EXPORTED_RUNBOOKS } from "../../../src/cli/exported_runbooks.ts";
import { runProgram } from "./run_program.ts";

/** For the project itself: they need its source. */
const NOT_EXPORTED = /^config\/(prometheus\/tests\/|compose\/|.*Dockerfile$)/;

Deno.test("every file of config and every runbook is exported, as it is", async () => {
  const files = await projectFiles();
  const wanted = files.filter(({ path }) =>
    /^(config|docs\/runbooks)\//.test(path) && !NOT_EXPORTED.test(path)
  );
  const exported = { ...EXPORTED_CONFIG, ...EXPORTED_RUNBOOKS };
  const named = Object.fromEntries(
    wanted.map(({ path, text }) => [path.replace(/^(config|docs)\//, ""), text]),
  );
  assert.deepEqual(Object.keys(exported).sort(), Object.keys(named).sort());
  for (const [path, text] of Object.entries(named)) assert.ok(exported[path] === text, path);
});

Deno.test("export-config writes all files, and again; what differs is told and kept, or forced", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const first = await runProgram(["export-config", `${folder}/new`]);
    assert.deepEqual([first.code, first.err], [0, ""]);
    assert.match(first.out, /^Wrote \d+ files to /);
    const rules = `${folder}/new/prometheus/kafka_alerts.yml`;
    const shipped = EXPORTED_CONFIG["prometheus/kafka_alerts.yml"]!;
    assert.equal(await Deno.readTextFile(rules), shipped);
    assert.equal((await runProgram(["export-config", `${folder}/new`])).code, 0);

    await Deno.writeTextFile(rules, "mine\n");
    const refused = await runProgram(["export-config", `${folder}/new`]);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /kafka_alerts\.yml is there and differs\nNothing was written/);
    assert.equal(await Deno.readTextFile(rules), "mine\n");

    const base = "https://wiki.example.org/kafka";
    const forced = await runProgram([
      "export-config",
      `${folder}/new`,
      "--force",
      `--runbooks=${base}`,
    ]);
    assert.equal(forced.code, 0);
    const written = await Deno.readTextFile(rules);
    assert.ok(written.includes(`runbook_url: ${base}/KafkaBrokerDown.md\n`));
    assert.equal(written.match(/runbook_url: /g)!.length, shipped.match(/runbook_url: /g)!.length);
    assert.equal(
      written.match(/wiki\.example\.org/g)!.length,
      shipped.match(/runbook_url/g)!.length,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("export-config without a folder, or with a place that is no URL, is wrong usage", async () => {
  assert.equal((await runProgram(["export-config"])).code, 2);
  const { code, err } = await runProgram(["export-config", "x", "--runbooks=wiki"]);
  assert.equal(code, 2);
  assert.match(err, /--runbooks: "wiki" is not a URL/);
});
