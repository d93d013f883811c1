import assert from "node:assert/strict";
import { PEER_FLAGS } from "../../../src/cli/peer_flags.ts";
import { SETTING_ENTRIES } from "../../../src/settings/setting_entries.ts";
import { runProgram } from "./run_program.ts";

/** All flags of kafka_exporter 1.10, by its README, but for version and help. */
const EXPORTER_FLAGS = `
kafka.server kafka.version kafka.labels kafka.allow-auto-topic-creation sasl.enabled sasl.handshake
sasl.username sasl.password sasl.mechanism sasl.aws-region sasl.oauthbearer-token-url
sasl.oauthbearer-scopes sasl.oauthbearer-token-file sasl.service-name sasl.kerberos-config-path
sasl.realm sasl.kerberos-auth-type sasl.keytab-path sasl.disable-PA-FX-FAST tls.enabled
tls.server-name tls.ca-file tls.cert-file tls.key-file tls.insecure-skip-tls-verify
server.tls.enabled server.tls.mutual-auth-enabled server.tls.ca-file server.tls.cert-file
server.tls.key-file topic.filter topic.exclude group.filter group.exclude web.listen-address
web.telemetry-path refresh.metadata offset.show-all concurrent.enable topic.workers group.workers
group.metrics.timeout log.enable-sarama verbosity use.consumelag.zookeeper zookeeper.server log.level
log.format
`.trim().split(/\s+/);

Deno.test("every flag of kafka_exporter is a setting, ignored or refused, and just one of them", () => {
  const known = [...SETTING_ENTRIES, ...PEER_FLAGS].map(({ flag }) => flag);
  assert.deepEqual(EXPORTER_FLAGS.filter((flag) => !known.includes(flag)), []);
  assert.deepEqual(known, [...new Set(known)]);
});

async function check(text: string, ...args: readonly string[]) {
  const file = await Deno.makeTempFile({ suffix: ".yaml" });
  try {
    await Deno.writeTextFile(file, text);
    const { code, out, err } = await runProgram(["check-config", file, ...args]);
    return { code, out, err: err.replaceAll(file, "FILE") };
  } finally {
    await Deno.remove(file);
  }
}

Deno.test("check-config says that right settings are right", async () => {
  assert.deepEqual(await check("clusters: [{ name: a }, { name: b }]\n"), {
    code: 0,
    out: "The settings are right: 2 clusters.\n",
    err: "",
  });
});

Deno.test("check-config tells all problems with their places, and files that are not there", async () => {
  assert.deepEqual(await check("log: { level: loud }\nweb: { listen_addres: ':1' }\n"), {
    code: 2,
    out: "",
    err:
      'error: FILE:1:15: log.level: "loud" is not a log level: it must be debug, info, warn or ' +
      'error\nerror: FILE:2:8: unknown key "listen_addres" under web: did you mean ' +
      "`listen_address`?\nSee kafka-sentinel --help\n",
  });
  const { code, err } = await check("clusters: [{ tls: { ca_file: /no/such.pem } }]\n");
  assert.equal(code, 2);
  assert.match(
    err,
    /clusters\[0\]: tls\.ca_file: "\/no\/such\.pem" cannot be read: there is no such/,
  );
  const alerts = await check(
    "alerts: { alertmanager: { urls: ['http://a:9093'], bearer_token_file: /no/such } }\n",
  );
  assert.equal(alerts.code, 2);
  assert.match(alerts.err, /alerts: alertmanager\.bearer_token_file: "\/no\/such" cannot be read/);
});

Deno.test("a settings file that is missing, a directory or no text is one line", async () => {
  for (
    const [path, why] of [["/no/such.yaml", "there is no such file"], ["/", "it is a directory"]]
  ) {
    const { code, err } = await runProgram(["check-config", path!]);
    assert.equal(code, 2);
    assert.match(err, new RegExp(`^error: ${path}: cannot be read: ${why}`));
  }
});

Deno.test("flags of kafka_exporter that change nothing are warnings, those that matter errors", async () => {
  const { code, err } = await check("", "--topic.workers=5", "--offset.show-all=false");
  assert.equal(code, 0);
  assert.match(err, /^warning: --offset\.show-all changes nothing: .*\nwarning: --topic\.workers /);
  const refused = await check("", "--use.consumelag.zookeeper", "--sasl.realm=X");
  assert.equal(refused.code, 2);
  assert.match(refused.err, /--sasl\.realm: Kerberos cannot be used/);
  assert.match(refused.err, /--use\.consumelag\.zookeeper: offsets in ZooKeeper/);
  assert.equal((await check("", "--use.consumelag.zookeeper=false")).code, 0);
});
