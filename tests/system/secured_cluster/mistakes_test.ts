import assert from "node:assert/strict";
import { USERS } from "../../lab/secured_lab.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { RunningProgram } from "../../program/running_program.ts";

Deno.test("each mistake in the settings of a connection is one line of the log that says what to do", async (t) => {
  await using lab = await openSharedLab();
  const { addresses, certificates } = lab.secured!;
  const login = (password: string, mechanism = "scram-sha-512") => [
    `--sasl.mechanism=${mechanism}`,
    "--sasl.username=admin",
    `--sasl.password=${password}`,
  ];
  const right = login(USERS.admin);
  const ca = (path: string) => `--tls.ca-file=${path}`;
  const mistakes: readonly [
    what: string,
    server: string,
    flags: readonly string[],
    hint: RegExp,
  ][] = [
    ["address", "127.0.0.1:1", [], /nothing listens there/],
    [
      "password",
      addresses.saslSsl,
      [...login("wrong"), ca(certificates.ca)],
      /check sasl\.username and the password/,
    ],
    [
      "mechanism",
      addresses.saslSsl,
      [...login(USERS.admin, "scram-sha-256"), ca(certificates.ca)],
      /set another sasl\.mechanism/,
    ],
    ["CA", addresses.saslSsl, [...right, ca(certificates.otherCa)], /tls\.ca_file/],
    [
      "TLS on a plain port",
      addresses.saslPlaintext,
      [...right, ca(certificates.ca)],
      /leave out tls/,
    ],
    ["plain text on a TLS port", addresses.saslSsl, right, /the port speaks TLS: set tls/],
    ["no login", addresses.saslPlaintext, [], /it may want a login, set sasl/],
  ];
  for (const [what, server, flags, hint] of mistakes) {
    await t.step(what, async () => {
      await using program = await RunningProgram.start([
        `--kafka.server=${server}`,
        ...flags,
        "--interval=300ms",
        // A broker that is slow to answer would be another trouble, with a line of its own.
        "--request-timeout=30s",
        "--connect-timeout=30s",
      ]);
      await program.scrapeUntil(
        "it has tried some times",
        (seen) => seen.value("kafka_sentinel_cycles_total", { result: "failure" })! >= 4,
        120_000,
      );
      const warnings = program.log.split("\n").filter((line) =>
        /"level":"(warn|error)"/.test(line)
      );
      assert.equal(warnings.length, 1, warnings.join("\n"));
      assert.match(warnings[0]!, hint);
    });
  }
});
