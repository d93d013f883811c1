import assert from "node:assert/strict";
import { examineCluster } from "../../../src/app/doctor.ts";
import { readSettings } from "../../../src/settings/read_settings.ts";
import { USERS } from "../../lab/secured_lab.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitUntilPasses } from "../../program/wait_for.ts";
import { runProgram } from "../../unit/cli/run_program.ts";
import { silentLogger } from "../../wire_fakes/recorders.ts";

const never = new AbortController().signal;

Deno.test("doctor says what is wrong with a cluster, and what to do about it", async (t) => {
  await using lab = await openSharedLab();
  const { addresses } = lab.secured!;
  const topic = uniqueName("patient");
  await lab.client.createTopic(topic, { partitions: 1, replicationFactor: 1 });
  const only = [`--topic.filter=^${topic}$`, "--group.filter=^none$"];
  const doctor = async (...args: readonly string[]) => {
    const { code, out } = await runProgram(["doctor", ...only, ...args]);
    return `${code}\n${out}`;
  };
  const plain = `--kafka.server=${addresses.plain}`;

  /** A step whose examination is made again while a crowded broker answers it too late. */
  const step = (what: string, examine: () => Promise<void>) =>
    t.step(what, () => waitUntilPasses(what, examine, 60_000));

  await step("nothing, where nothing is", async () => {
    const told = await doctor(plain);
    assert.match(told, /^0\n/);
    assert.match(told, /ok +127\.0\.0\.1:\d+ +connected in \d+ ms\n/);
    assert.match(told, /ok +brokers +3 of 3 answer; mode kraft\n/);
    assert.match(told, /ok +versions +the brokers speak everything that is asked\n/);
    assert.match(told, /ok +permission Describe on the cluster +given\n/);
    assert.match(told, /ok +permission DescribeConfigs on topics +given\n/);
    assert.match(told, /ok +clock +0\.\d s apart/);
    assert.match(told, /ok +cycle +\d+ ms; topics: 1, partitions: 1, groups: 0\n/);
  });

  await step("the user that docs/security.md describes lacks nothing", async () => {
    const told = await doctor(...lab.flags);
    assert.match(told, /^0\n/);
    assert.doesNotMatch(told, /PROBLEM/);
  });

  await step("missing permissions, with the commands that grant them", async () => {
    const told = await doctor(
      `--kafka.server=${addresses.saslPlaintext}`,
      "--sasl.mechanism=plain",
      "--sasl.username=stranger",
      `--sasl.password=${USERS.stranger}`,
    );
    assert.match(told, /^1\n/);
    const grant = "kafka-acls\\.sh .*--allow-principal User:stranger --operation";
    assert.match(
      told,
      new RegExp(
        `PROBLEM permission Describe on the cluster .*\\n.*${grant} Describe --cluster\\n`,
      ),
    );
    assert.match(told, new RegExp(`PROBLEM topics .*\\n.*${grant} Describe --topic '\\*'\\n`));
    assert.ok(!told.includes(USERS.stranger));
  });

  await step("why Kafka cannot be read, ending with 3", async () => {
    const tls = await doctor(`--kafka.server=${addresses.saslSsl}`);
    assert.match(tls, /^3\n.*\n.*PROBLEM .*the port speaks TLS: set tls/);
    const login = await doctor(`--kafka.server=${addresses.saslPlaintext}`);
    assert.match(login, /^3\n[^]*it may want a login, set sasl/);
    const wrong = await doctor(
      `--kafka.server=${addresses.saslPlaintext}`,
      "--sasl.mechanism=plain",
      "--sasl.username=admin",
      "--sasl.password=wrong-password",
    );
    assert.match(wrong, /^3\n[^]*the login was refused .*check sasl\.username and the password/);
  });

  await step("clocks that are apart, and a cycle longer than the interval", async () => {
    const { settings } = readSettings({
      flags: { "kafka.server": [addresses.plain] },
      environment: {},
    });
    const [cluster] = settings!.clusters;
    const ahead = { nowMs: () => Date.now() + 60_000 };
    const impatient = { ...cluster!, intervalMs: 1 };
    const { findings } = await examineCluster(impatient, ahead, silentLogger, never);
    const of = (subject: string) => findings.find((each) => each.subject === subject)!;
    assert.equal(of("clock").result, "problem");
    assert.match(of("clock").detail, /^(59|60|61)\.\d s apart from the active controller's$/);
    assert.match(of("clock").cure!, /synchronise the clocks/);
    assert.equal(of("cycle").result, "problem");
    assert.match(of("cycle").detail, /longer than the interval of 1ms$/);
  });
});
