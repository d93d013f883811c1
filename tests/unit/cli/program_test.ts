import assert from "node:assert/strict";
import house from "../../../deno.json" with { type: "json" };
import { SETTING_ENTRIES } from "../../../src/settings/setting_entries.ts";
import { runProgram } from "./run_program.ts";

Deno.test("`version` and `--version` say what exactly runs", async () => {
  const results = await Promise.all([runProgram(["version"]), runProgram(["--version"])]);
  for (const { code, out, err } of results) {
    assert.equal(code, 0);
    assert.ok(out.startsWith(`kafka-sentinel ${house.version} (revision `), out);
    assert.equal(err, "");
  }
});

Deno.test("`--help` lists the commands and examples on standard output", async () => {
  const { code, out, err } = await runProgram(["--help"]);
  assert.equal(code, 0);
  assert.equal(err, "");
  for (const text of ["serve", "check-config", "healthcheck", "version", "Examples:"]) {
    assert.ok(out.includes(text), text);
  }
});

Deno.test("`serve --help` explains every flag within 100 columns", async () => {
  const { code, out } = await runProgram(["serve", "--help"]);
  assert.equal(code, 0);
  for (const { flag, kind, placeholder } of SETTING_ENTRIES) {
    assert.ok(out.includes(kind === "switch" ? `--${flag}` : `--${flag} <${placeholder}>`), flag);
  }
  assert.deepEqual(out.split("\n").filter((line) => line.length > 100), []);
});

Deno.test("a mistyped command ends with 2 and the one that was meant", async () => {
  const { code, out, err } = await runProgram(["helthcheck"]);
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.equal(
    err,
    'error: There is no command "helthcheck": did you mean healthcheck?\n' +
      "See kafka-sentinel --help\n",
  );
});

Deno.test("a word that resembles no command ends with 2 and the list of commands", async () => {
  const { code, err } = await runProgram(["--interval=5s", "frobnicate"]);
  assert.equal(code, 2);
  assert.match(
    err,
    /no command "frobnicate": there are serve, check-config, doctor, lag, topics, healthcheck, alerts, publish-alert, export-config, version\n/,
  );
});

Deno.test("a mistyped flag ends with 2 and the one that was meant", async () => {
  const { code, err } = await runProgram(["--kafka.servers=a:1"]);
  assert.equal(code, 2);
  assert.equal(
    err,
    "error: unknown option '--kafka.servers=a:1': did you mean --kafka.server?\n" +
      "See kafka-sentinel --help\n",
  );
});

Deno.test("a flag that resembles none ends with 2", async () => {
  const { code, err } = await runProgram(["--frobnicate=a:1"]);
  assert.equal(code, 2);
  assert.match(err, /^error: unknown option '--frobnicate=a:1'\n/);
});

Deno.test("a flag without its value ends with 2", async () => {
  const { code, err } = await runProgram(["--interval"]);
  assert.equal(code, 2);
  assert.match(err, /option '--interval <TIME>' argument missing/);
});

Deno.test("wrong settings from flags and environment are all told before it ends with 2", async () => {
  const { code, out, err } = await runProgram(
    ["--interval=15", "--kafka.server=a,b:1"],
    { KAFKA_SENTINEL_LOG_LEVEL: "loud" },
  );
  assert.equal(code, 2);
  assert.equal(out, "");
  assert.deepEqual(err.split("\n"), [
    'error: --kafka.server: "a" is not HOST:PORT: write it like localhost:9092 or [::1]:9092',
    'error: --interval: "15" is not a duration: write it like 500ms, 15s or 1m30s',
    'error: KAFKA_SENTINEL_LOG_LEVEL: "loud" is not a log level: it must be debug, info, warn or error',
    "See kafka-sentinel --help",
    "",
  ]);
});

Deno.test("a port in use ends with 1 and one line that names it", async () => {
  const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const address = `127.0.0.1:${taken.addr.port}`;
  const { code, err } = await runProgram([
    `--web.listen-address=${address}`,
    "--kafka.server=127.0.0.1:1",
  ]);
  taken.close();
  assert.equal(code, 1);
  assert.match(err, new RegExp(`Cannot listen on ${address}: another program listens there`));
  assert.doesNotMatch(err, /\n\s+at /);
});

Deno.test("doctor tells servers that do not resolve or listen, each with its reason, and ends with 3", async () => {
  const servers = "no-such-host.invalid:9092,127.0.0.1:1";
  const { code, out } = await runProgram(["doctor", `--kafka.server=${servers}`]);
  assert.equal(code, 3);
  assert.match(out, /PROBLEM no-such-host\.invalid:9092 .*the host name .* resolve/);
  assert.match(out, /PROBLEM 127\.0\.0\.1:1 .*connection refused, nothing listens there/);
});
