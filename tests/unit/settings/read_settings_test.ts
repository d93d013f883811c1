import assert from "node:assert/strict";
import { rulesSettings } from "../../../src/alerts/rules/settings.ts";
import { ConfigDocument } from "../../../src/settings/config_document.ts";
import { readSettings } from "../../../src/settings/read_settings.ts";
import type { FlagValues } from "../../../src/settings/setting_layers.ts";

function read(flags: FlagValues = {}, environment: Record<string, string> = {}) {
  return readSettings({ flags, environment });
}

Deno.test("with nothing given it watches the broker on this machine", () => {
  assert.deepEqual(read().settings, {
    clusters: [{
      name: undefined,
      bootstrapServers: ["localhost:9092"],
      intervalMs: 15_000,
      requestTimeoutMs: 2_000,
      connectTimeoutMs: 5_000,
      clientId: "kafka-sentinel",
      tls: undefined,
      sasl: undefined,
      topicFilter: ".*",
      topicExclude: "^$",
      groupFilter: ".*",
      groupExclude: "^$",
    }],
    anomaly: {
      enabled: true,
      minRate: 0.5,
      sensitivity: "normal",
      warmUpMs: 86_400_000,
      timeFactor: 1,
      topics: [],
    },
    web: {
      listenAddress: { host: "", port: 9308 },
      lagListenAddress: { host: "", port: 9309 },
      telemetryPath: "/metrics",
      enableLifecycle: false,
      tls: undefined,
      basicAuth: [],
      bearerTokens: [],
    },
    metrics: {
      labels: {},
      granularity: "partition",
      partitionSizes: false,
      memberInfo: false,
      lagGranularity: "partition",
      memberLabels: false,
    },
    lag: {
      policy: {
        windowMs: 600_000,
        floorMessages: 0,
        floorMs: 60_000,
        notMovingMs: 300_000,
        notMovingGaps: 3,
        unlearnedMs: 3_600_000,
        abandonedMs: 3_600_000,
        abandonedGaps: 6,
        forgottenMs: 86_400_000,
        worstSeverity: 3,
      },
      readsBatches: true,
      groups: [{ pattern: "^console-consumer-", policy: { worstSeverity: 1 } }],
    },
    jvm: { intervalMs: 30_000, windowMs: 300_000, endpoints: [] },
    alerts: {
      enabled: true,
      log: true,
      kafka: undefined,
      alertmanager: undefined,
      repeatMs: 14_400_000,
      stormLimit: 50,
      queueLimit: 10_000,
      mutes: [],
      rules: rulesSettings.parse({}),
    },
    state: {},
    log: { level: "info", format: "text" },
  });
});

Deno.test("flags win over the environment, and the environment over defaults", () => {
  const { settings } = read(
    { interval: ["5s"] },
    { KAFKA_SENTINEL_INTERVAL: "7s", KAFKA_SENTINEL_LOG_LEVEL: "debug" },
  );
  assert.equal(settings?.clusters[0]?.intervalMs, 5_000);
  assert.equal(settings?.log.level, "debug");
});

Deno.test("systemd's state directory counts where nothing else names one", () => {
  const environment = { STATE_DIRECTORY: "/var/lib/s" };
  assert.deepEqual(read({}, environment).settings?.state, { dir: "/var/lib/s" });
  assert.deepEqual(read({ "state.dir": ["/d"] }, environment).settings?.state, { dir: "/d" });
  const file = new ConfigDocument({ path: "f.yaml", text: "state: { dir: /f }" });
  assert.deepEqual(readSettings({ flags: {}, environment, file }).settings?.state, { dir: "/f" });
});

Deno.test("lists take commas and repetition, and a flag replaces the environment's list", () => {
  const environment = { KAFKA_SENTINEL_KAFKA_SERVER: "e:1, f:2," };
  assert.deepEqual(read({}, environment).settings?.clusters[0]?.bootstrapServers, ["e:1", "f:2"]);
  const flags = { "kafka.server": ["a:1,b:2", "[::1]:3"] };
  assert.deepEqual(
    read(flags, environment).settings?.clusters[0]?.bootstrapServers,
    ["a:1", "b:2", "[::1]:3"],
  );
});

Deno.test("of a flag that takes one value the last one counts", () => {
  assert.equal(read({ "log.format": ["text", "json"] }).settings?.log.format, "json");
});

Deno.test("labels are read as kafka_exporter reads them", () => {
  const { settings } = read({ "kafka.labels": ["env=prod,team=a=b", "site=x"] });
  assert.deepEqual(settings?.metrics.labels, { env: "prod", team: "a=b", site: "x" });
});

Deno.test("an empty environment variable counts as not set", () => {
  assert.equal(read({}, { KAFKA_SENTINEL_INTERVAL: "" }).problems, undefined);
});

Deno.test("a wrong value overridden by a flag is no problem", () => {
  assert.equal(read({ interval: ["5s"] }, { KAFKA_SENTINEL_INTERVAL: "x" }).problems, undefined);
});

Deno.test("the lag monitor is not served where its address is empty or off", () => {
  for (const value of ["", "off"]) {
    const { settings } = read({ "lag.listen-address": [value] });
    assert.equal(settings?.web.lagListenAddress, undefined);
  }
});

Deno.test("kafka_exporter's flags for HTTPS are ours, and the switch turns it off", () => {
  const files = { "server.tls.cert-file": ["c.pem"], "server.tls.key-file": ["k.pem"] };
  assert.deepEqual(read(files).settings?.web.tls, { certFile: "c.pem", keyFile: "k.pem" });
  const off = read({ ...files, "server.tls.enabled": ["false"] });
  assert.equal(off.settings?.web.tls, undefined);
  assert.deepEqual(read({ "server.tls.enabled": ["true"] }).problems, [
    "settings: web.tls.cert_file: is missing",
    "settings: web.tls.key_file: is missing",
  ]);
});

const WRONG: readonly [flag: string, value: string, problem: string][] = [
  ["kafka.server", "kafka", '"kafka" is not HOST:PORT: write it like localhost:9092 or [::1]:9092'],
  ["kafka.server", "a:1,b:0", '"b:0" has a port outside 1 to 65535'],
  ["kafka.server", ",", '"," must name at least one HOST:PORT'],
  [
    "kafka.name",
    "a b",
    '"a b" is not a cluster name: use up to 100 letters, digits, dots, dashes and underscores',
  ],
  ["kafka.labels", "env", '"env" is not NAME=VALUE: write it like env=prod'],
  [
    "kafka.labels",
    "a=b,topic=x",
    '"topic=x" has the label name topic, which series have already: choose another',
  ],
  [
    "kafka.labels",
    "__x=1",
    '"__x=1" has a label name that Prometheus does not take: use letters, digits and ' +
    "underscores, no digit first, no two underscores first",
  ],
  ["interval", "15", '"15" is not a duration: write it like 500ms, 15s or 1m30s'],
  ["interval", "1ms", '"1ms" is out of range: it must be from 100ms to 1h'],
  ["request-timeout", "2h", '"2h" is out of range: it must be from 100ms to 1m'],
  ["connect-timeout", "-1s", '"-1s" is not a duration: write it like 500ms, 15s or 1m30s'],
  [
    "topic.filter",
    "(",
    '"(" is not a regular expression of the RE2 dialect: error parsing regexp: missing closing ): `(`',
  ],
  [
    "web.listen-address",
    "9308",
    '"9308" is not an address to listen on: write it like :9308, 127.0.0.1:9308 or [::1]:9308',
  ],
  [
    "lag.listen-address",
    "9309",
    '"9309" is not an address to listen on: write it like :9308, 127.0.0.1:9308 or [::1]:9308',
  ],
  [
    "lag.listen-address",
    ":9308",
    '":9308" is also listen_address: the exporter and the lag monitor need one each',
  ],
  ["web.listen-address", ":70000", '":70000" has a port above 65535'],
  ["web.telemetry-path", "metrics", '"metrics" is not a path: write it like /metrics'],
  [
    "web.telemetry-path",
    "/healthz",
    '"/healthz" is a path of another page: choose one like /metrics',
  ],
  ["log.level", "loud", '"loud" is not a log level: it must be debug, info, warn or error'],
  ["log.format", "xml", '"xml" is not a log format: it must be text or json'],
];

for (const [flag, value, problem] of WRONG) {
  Deno.test(`--${flag} ${value} is refused in a sentence that says what would be right`, () => {
    assert.deepEqual(read({ [flag]: [value] }).problems, [`--${flag}: ${problem}`]);
  });
}

Deno.test("every problem is told at once, each with the place where it was given", () => {
  const { settings, problems } = read(
    { interval: ["1"], "kafka.server": ["a", "b:1", "c"], "topic.exclude": ["["] },
    { KAFKA_SENTINEL_LOG_LEVEL: "loud", KAFKA_SENTINEL_WEB_LISTEN_ADDRESS: "x" },
  );
  assert.equal(settings, undefined);
  assert.deepEqual(problems?.map((problem) => problem.split(" ").slice(0, 2).join(" ")), [
    '--kafka.server: "a"',
    '--kafka.server: "c"',
    '--interval: "1"',
    '--topic.exclude: "["',
    'KAFKA_SENTINEL_WEB_LISTEN_ADDRESS: "x"',
    'KAFKA_SENTINEL_LOG_LEVEL: "loud"',
  ]);
});

Deno.test("a problem's value cannot break the line", () => {
  const [problem] = read({ "log.level": ["a\nb"] }).problems ?? [];
  assert.match(problem ?? "", /^--log\.level: "a\\nb" /);
});
