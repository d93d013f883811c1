import assert from "node:assert/strict";
import type { MuteView } from "../../../src/model/views/mute_view.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";
import type { Exposition } from "../../program/exposition_parser.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { waitFor, waitUntilPasses } from "../../program/wait_for.ts";

const RESULT = "kafka_sentinel_config_last_reload_successful";

Deno.test("a reload applies new settings, and wrong ones change nothing", async (t) => {
  await using lab = await openSharedLab();
  const servers = JSON.stringify(lab.bootstrapServers);
  const cluster = (name: string, more = "") =>
    `  - { name: ${name}, bootstrap_servers: ${servers}, interval: 1s${more} }\n`;
  const file = await Deno.makeTempFile({ suffix: ".yaml" });
  const write = (text: string) => Deno.writeTextFile(file, text);
  await write(`clusters:\n${cluster("a")}`);
  await using program = await RunningProgram.start([
    `--config.file=${file}`,
    "--web.enable-lifecycle",
  ]);
  const cycles = (seen: Exposition, name: string) =>
    seen.value("kafka_sentinel_cycles_total", { cluster: name, result: "success" })!;
  const isUp = (seen: Exposition, name: string) => seen.value("kafka_up", { cluster: name }) === 1;
  const until = (fact: string, holds: (seen: Exposition) => boolean) =>
    program.scrapeUntil(fact, holds, 60_000);
  await until("a is read", (seen) => isUp(seen, "a"));

  await t.step("a cluster more", async () => {
    await write(`clusters:\n${cluster("a")}${cluster("b", ", topic_filter: none-such")}`);
    program.signal("SIGHUP");
    const both = await until("both are read", (seen) => isUp(seen, "a") && isUp(seen, "b"));
    assert.deepEqual(both.select("kafka_topic_partitions", { cluster: "b" }), []);
    assert.equal(both.value(RESULT), 1);
  });

  await t.step("where alerts go, and which of them nobody wants", async () => {
    await write(`
clusters:
${cluster("a")}${cluster("b", ", topic_filter: none-such")}
alerts: { kafka: { cluster: b }, silences: [{ topic: noisy, comment: known }] }
`);
    program.signal("SIGHUP");
    const sink = "kafka_sentinel_sink_queue_length";
    await waitFor("alerts go to b's topic", async () => {
      const seen = await program.scrape(program.lagUrl);
      return seen.value(sink, { sink: "kafka:b" }) === 0;
    }, 60_000);
    await waitUntilPasses("the silence is told", async () => {
      const response = await fetch(`${program.lagUrl}/api/v1/silences`);
      const silences: MuteView[] = (await response.json()).items;
      const told = silences.map(({ match, comment }) => [match.topic, comment]);
      assert.deepEqual(told, [["noisy", "known"]]);
    }, 30_000);
  });

  await t.step("settings that are wrong", async () => {
    await write(`clusters:\n${cluster("a", ", intervall: 2s")}`);
    program.signal("SIGHUP");
    const told = await until("it is told", (seen) => seen.value(RESULT) === 0);
    const problem = /unknown key .*intervall.*did you mean `interval`/;
    await waitFor("the reason is logged", () => problem.test(program.log), 30_000);
    await until(
      "both are still read",
      (seen) => ["a", "b"].every((name) => cycles(seen, name) > cycles(told, name)),
    );
  });

  await t.step("what needs a restart", async () => {
    await write(`clusters:\n${cluster("a")}web: { telemetry_path: /other }\n`);
    program.signal("SIGHUP");
    const refusal = /restart needed: web cannot change while it runs/;
    await waitFor("it is refused", () => refusal.test(program.log), 60_000);
    await until("b stays", (seen) => isUp(seen, "b"));
  });

  await t.step("a cluster less", async () => {
    const before = await program.scrape();
    await write(`clusters:\n${cluster("a")}`);
    program.signal("SIGHUP");
    const seen = await until("it is applied", (now) => now.value(RESULT) === 1);
    assert.notEqual(seen.value("kafka_up", { cluster: "a" }), undefined, "a was never away");
    assert.ok(cycles(seen, "a") >= cycles(before, "a"), "nor begun anew");
    await until("b has left", (now) => now.value("kafka_up", { cluster: "b" }) === undefined);
    await until("a is read", (now) => isUp(now, "a"));
  });

  await t.step("by HTTP, with the outcome as the answer", async () => {
    const reload = async (): Promise<[number, string]> => {
      const response = await fetch(`${program.url}/-/reload`, { method: "POST" });
      return [response.status, await response.text()];
    };
    await write(`clusters:\n${cluster("a")}${cluster("c")}`);
    assert.deepEqual(await reload(), [200, "ok\n"]);
    const seen = await program.scrape();
    assert.equal(seen.value(RESULT), 1);
    await write("clusters: 3\n");
    const [status, text] = await reload();
    assert.equal(status, 500);
    assert.match(text, /:1:11: clusters: 3 must be a list/);
    await until("c is read", (now) => isUp(now, "c"));
  });

  assert.equal((await program.stop()).code, 0, program.log);
  await Deno.remove(file);
});
