import assert from "node:assert/strict";
import { ConfigDocument } from "../../../src/settings/config_document.ts";
import { readSettings } from "../../../src/settings/read_settings.ts";
import type { FlagValues } from "../../../src/settings/setting_layers.ts";

function read(text: string, flags: FlagValues = {}, environment: Record<string, string> = {}) {
  return readSettings({ flags, environment, file: new ConfigDocument({ path: "f.yaml", text }) });
}

const SECURE = `
clusters:
  - bootstrap_servers: ["a:1"]
    interval: 7s
    tls: { ca_file: /ca.pem }
    sasl: { mechanism: scram-sha-512, username: u, password: "p\${P}$$" }
`;

Deno.test("flags win over the environment, this over the file, and this over defaults", () => {
  const environment = { KAFKA_SENTINEL_KAFKA_SERVER: "b:1", KAFKA_SENTINEL_INTERVAL: "8s", P: "" };
  const { settings } = read(SECURE, { "kafka.server": ["c:1"] }, environment);
  const [cluster] = settings!.clusters;
  assert.deepEqual(cluster!.bootstrapServers, ["c:1"]);
  assert.equal(cluster!.intervalMs, 8_000);
  assert.equal(cluster!.tls?.caFile, "/ca.pem");
  assert.equal(cluster!.requestTimeoutMs, 2_000);
});

Deno.test("variables are put into texts, and two dollars are one", () => {
  const { settings } = read(SECURE, {}, { P: "${Q}" });
  const { sasl } = settings!.clusters[0]!;
  assert.deepEqual(sasl, {
    mechanism: "scram-sha-512",
    username: "u",
    password: { value: "p${Q}$" },
  });
});

Deno.test("several clusters each have their own settings", () => {
  const text = `
clusters:
  - { name: a, bootstrap_servers: ["a:1"] }
  - { name: b, bootstrap_servers: ["b:1"], interval: 30s }
`;
  const { settings } = read(text, { "log.level": ["debug"] });
  assert.deepEqual(
    settings!.clusters.map(({ name, intervalMs }) => [name, intervalMs]),
    [["a", 15_000], ["b", 30_000]],
  );
  assert.deepEqual(read(text, { interval: ["5s"] }).problems, [
    "--interval: cannot be used with several clusters: set it for each of them in the settings file",
  ]);
});

Deno.test("an empty file, and one of comments, is that of defaults", () => {
  const { settings } = readSettings({ flags: {}, environment: {} });
  assert.deepEqual(read("").settings, settings);
  assert.deepEqual(read("# nothing\n").settings, settings);
});

Deno.test("tls and sasl can be given by kafka_exporter's flags", () => {
  const { settings } = read("", {
    "tls.enabled": ["true"],
    "sasl.enabled": ["true"],
    "sasl.mechanism": ["SCRAM-SHA512"],
    "sasl.username": ["u"],
  }, { SASL_USER_PASSWORD: "secret", AWS_REGION: "eu-west-1" });
  const [cluster] = settings!.clusters;
  assert.equal(cluster!.tls?.insecureSkipVerify, false);
  assert.deepEqual(cluster!.sasl, {
    mechanism: "scram-sha-512",
    username: "u",
    password: { value: "secret" },
  });
});

Deno.test("a user and password are client and secret to a token endpoint", () => {
  const { settings } = read("", {
    "sasl.mechanism": ["oauthbearer"],
    "sasl.username": ["me"],
    "sasl.password": ["secret"],
    "sasl.oauthbearer-token-url": ["https://login.example/token"],
  });
  assert.deepEqual(settings!.clusters[0]!.sasl, {
    mechanism: "oauthbearer",
    tokenUrl: "https://login.example/token",
    clientId: "me",
    clientSecret: { value: "secret" },
    scope: undefined,
  });
});

Deno.test("switched off is off, whatever else is given", () => {
  const flags = { "tls.enabled": ["false"], "sasl.enabled": ["false"] };
  const [cluster] = read(SECURE, flags, { P: "" }).settings!.clusters;
  assert.equal(cluster!.tls, undefined);
  assert.equal(cluster!.sasl, undefined);
});

Deno.test("variables of kafka_exporter alone, and AWS_REGION, change nothing", () => {
  const environment = { AWS_REGION: "eu-west-1", SASL_USER_NAME: "u", SASL_USER_PASSWORD: "p" };
  assert.equal(read("", {}, environment).settings!.clusters[0]!.sasl, undefined);
});

Deno.test("no problem tells a secret", () => {
  const { problems } = read("", {
    "sasl.mechanism": ["plain"],
    "sasl.password": ["secret-word"],
    "sasl.password-file": ["/p"],
  });
  assert.ok(problems!.length > 0);
  assert.ok(!problems!.join().includes("secret-word"));
});

Deno.test("a variable that is nearly one of ours is told, others with our prefix are not", () => {
  const { warnings } = readSettings({
    flags: {},
    environment: { KAFKA_SENTINEL_LOG_LEVL: "x", KAFKA_SENTINEL_SERVICE_PORT_HTTP_METRICS: "y" },
  });
  assert.deepEqual(warnings, [
    "The environment variable KAFKA_SENTINEL_LOG_LEVL is no setting: did you mean " +
    "KAFKA_SENTINEL_LOG_LEVEL?",
  ]);
});
