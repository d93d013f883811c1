import assert from "node:assert/strict";
import type { MuteView } from "../../../src/model/views/mute_view.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { waitFor } from "../../program/wait_for.ts";

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
  const cycles = async (name: string) =>
    (await program.scrape()).value("kafka_sentinel_cycles_total", {
      cluster: name,
      result: "success",
    });
  await program.scrapeUntil("a is read", (seen) => seen.value("kafka_up", { cluster: "a" }) === 1);

  await t.step("a cluster more", async () => {
    await write(`clusters:\n${cluster("a")}${cluster("b", ", topic_filter: none-such")}`);
    program.signal("SIGHUP");
    const both = await program.scrapeUntil(
      "both are read",
      (seen) => ["a", "b"].every((name) => seen.value("kafka_up", { cluster: name }) === 1),
    );
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
    }, 30_000);
    const response = await fetch(`${program.lagUrl}/api/v1/silences`);
    const silences: MuteView[] = (await response.json()).items;
    assert.deepEqual(silences.map(({ match, comment }) => [match.topic, comment]), [[
      "noisy",
      "known",
    ]]);
  });

  await t.step("settings that are wrong", async () => {
    await write(`clusters:\n${cluster("a", ", intervall: 2s")}`);
    program.signal("SIGHUP");
    await program.scrapeUntil("it is told", (seen) => seen.value(RESULT) === 0);
    assert.match(program.log, /unknown key .*intervall.*did you mean `interval`/);
    const before = await cycles("b");
    await program.scrapeUntil(
      "both are still read",
      (seen) =>
        seen.value("kafka_sentinel_cycles_total", { cluster: "b", result: "success" })! > before!,
    );
  });

  await t.step("what needs a restart", async () => {
    await write(`clusters:\n${cluster("a")}web: { telemetry_path: /other }\n`);
    program.signal("SIGHUP");
    const refusal = /restart needed: web cannot change while it runs/;
    await waitFor("it is refused", () => refusal.test(program.log), 10_000);
    assert.equal((await program.scrape()).value("kafka_up", { cluster: "b" }), 1, "b stays");
  });

  await t.step("a cluster less", async () => {
    await write(`clusters:\n${cluster("a")}`);
    program.signal("SIGHUP");
    const seen = await program.scrapeUntil("it is applied", (now) => now.value(RESULT) === 1);
    assert.equal(seen.value("kafka_up", { cluster: "a" }), 1, "a was never away");
    await program.scrapeUntil(
      "b has left",
      (now) => now.value("kafka_up", { cluster: "b" }) === undefined,
    );
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
    await program.scrapeUntil("c is read", (now) => now.value("kafka_up", { cluster: "c" }) === 1);
  });

  assert.equal((await program.stop()).code, 0, program.log);
  await Deno.remove(file);
});
