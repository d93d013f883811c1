import type { Section } from "./app_settings.ts";

/** How one setting is given on the command line and in the environment. */
export interface SettingEntry {
  /** Flag without dashes; the environment variable is derived from it. */
  readonly flag: string;
  readonly section: Section;
  /** Field of the section, as a settings file has it; dots lead into a mapping. */
  readonly key: string;
  /**
   * `list` and `pairs` may be repeated and separate by commas; of `text` the last one counts; a
   * `switch` has no value.
   */
  readonly kind: "text" | "list" | "pairs" | "switch";
  readonly placeholder: string;
  readonly help: string;
  /** The variable that kafka_exporter or systemd has for it, which counts if ours is not set. */
  readonly peerVariable?: string;
}

const entry = (
  flag: string,
  section: Section,
  key: string,
  placeholder: string,
  help: string,
  kind: SettingEntry["kind"] = "text",
  peerVariable?: string,
): SettingEntry => ({
  flag,
  section,
  key,
  kind,
  placeholder,
  help,
  ...peerVariable === undefined ? {} : { peerVariable },
});

const toggle = (flag: string, section: Section, key: string, help: string): SettingEntry =>
  entry(flag, section, key, "", help, "switch");

/** Every setting that has a flag. A new one is a line here and a field in its room's settings. */
export const SETTING_ENTRIES: readonly SettingEntry[] = [
  entry(
    "kafka.server",
    "cluster",
    "bootstrap_servers",
    "HOST:PORT",
    "brokers to ask first",
    "list",
  ),
  entry("kafka.name", "cluster", "name", "NAME", "label `cluster` of every series (default none)"),
  entry("kafka.labels", "metrics", "labels", "K=V,…", "constant labels on every series", "pairs"),
  entry("interval", "cluster", "interval", "TIME", "time from one reading to the next"),
  entry("request-timeout", "cluster", "request_timeout", "TIME", "longest wait for an answer"),
  entry("connect-timeout", "cluster", "connect_timeout", "TIME", "longest wait for a connection"),
  entry("topic.filter", "cluster", "topic_filter", "RE2", "only topics that match"),
  entry("topic.exclude", "cluster", "topic_exclude", "RE2", "no topics that match"),
  entry("group.filter", "cluster", "group_filter", "RE2", "only consumer groups that match"),
  entry("group.exclude", "cluster", "group_exclude", "RE2", "no consumer groups that match"),
  toggle("tls.enabled", "cluster", "tls.enabled", "encrypt connections; other tls flags imply it"),
  entry("tls.ca-file", "cluster", "tls.ca_file", "PATH", "certificate authorities (PEM)"),
  entry("tls.cert-file", "cluster", "tls.cert_file", "PATH", "client certificate (PEM)"),
  entry("tls.key-file", "cluster", "tls.key_file", "PATH", "key of the client certificate (PEM)"),
  entry("tls.server-name", "cluster", "tls.server_name", "NAME", "name in brokers' certificates"),
  toggle(
    "tls.insecure-skip-tls-verify",
    "cluster",
    "tls.insecure_skip_verify",
    "accept any certificate",
  ),
  toggle("sasl.enabled", "cluster", "sasl.enabled", "log in; other sasl flags imply it"),
  entry("sasl.mechanism", "cluster", "sasl.mechanism", "NAME", "plain, scram-sha-256, …"),
  entry("sasl.username", "cluster", "sasl.username", "NAME", "user", "text", "SASL_USER_NAME"),
  entry(
    "sasl.password",
    "cluster",
    "sasl.password",
    "TEXT",
    "password; others on this machine can read it here",
    "text",
    "SASL_USER_PASSWORD",
  ),
  entry("sasl.password-file", "cluster", "sasl.password_file", "PATH", "file with the password"),
  entry(
    "sasl.oauthbearer-token-file",
    "cluster",
    "sasl.token_file",
    "PATH",
    "file with a token",
    "text",
    "SASL_OAUTHBEARER_TOKEN_FILE",
  ),
  entry(
    "sasl.oauthbearer-token-url",
    "cluster",
    "sasl.token_url",
    "URL",
    "token endpoint",
    "text",
    "SASL_OAUTHBEARER_TOKEN_URL",
  ),
  entry("sasl.oauthbearer-scopes", "cluster", "sasl.scope", "NAMES", "scopes of the token"),
  entry("sasl.aws-region", "cluster", "sasl.region", "NAME", "AWS region", "text", "AWS_REGION"),
  entry("web.listen-address", "web", "listen_address", "[HOST]:PORT", "where to serve HTTP"),
  entry(
    "lag.listen-address",
    "web",
    "lag_listen_address",
    "[HOST]:PORT",
    "where to serve the lag monitor; off: nowhere",
  ),
  toggle("server.tls.enabled", "web", "tls.enabled", "serve HTTPS; the next two imply it"),
  entry("server.tls.cert-file", "web", "tls.cert_file", "PATH", "certificate with chain (PEM)"),
  entry("server.tls.key-file", "web", "tls.key_file", "PATH", "key of the certificate (PEM)"),
  entry("web.telemetry-path", "web", "telemetry_path", "PATH", "path of the metrics"),
  toggle("web.enable-lifecycle", "web", "enable_lifecycle", "let POST /-/reload reload settings"),
  entry(
    "metrics.granularity",
    "metrics",
    "granularity",
    "LEVEL",
    "finest series: partition, topic or group",
  ),
  toggle(
    "metrics.partition-sizes",
    "metrics",
    "partition_sizes",
    "serve the size of every replica",
  ),
  toggle("metrics.member-info", "metrics", "member_info", "serve every member of every group"),
  entry(
    "metrics.lag-granularity",
    "metrics",
    "lag_granularity",
    "LEVEL",
    "the same of the lag monitor",
  ),
  toggle(
    "metrics.member-labels",
    "metrics",
    "member_labels",
    "name members on the lag monitor's partitions",
  ),
  entry(
    "state.dir",
    "state",
    "dir",
    "PATH",
    "directory for what outlives a restart",
    "text",
    "STATE_DIRECTORY",
  ),
  toggle("alerts.enabled", "alerts", "enabled", "judge what is read, and publish alerts"),
  entry("alerts.kafka-topic", "alerts", "kafka.topic", "NAME", "publish alerts to this topic"),
  toggle(
    "alerts.create-topics",
    "alerts",
    "kafka.create_topics",
    "make topics of alerts that are not there; implies publishing to Kafka",
  ),
  entry(
    "alerts.alertmanager-url",
    "alerts",
    "alertmanager.urls",
    "URL",
    "publish alerts to this Alertmanager",
    "list",
  ),
  entry("log.level", "log", "level", "LEVEL", "debug, info, warn or error"),
  entry("log.format", "log", "format", "FORMAT", "text or json"),
];

/** The flag that names the settings file, without dashes. */
export const CONFIG_FILE_FLAG = "config.file";

/** The prefix of every environment variable of the program. */
export const ENVIRONMENT_PREFIX = "KAFKA_SENTINEL_";

/** The environment variable of a setting: `web.listen-address` is KAFKA_SENTINEL_WEB_LISTEN_ADDRESS. */
export function environmentName({ flag }: Pick<SettingEntry, "flag">): string {
  return ENVIRONMENT_PREFIX + flag.toUpperCase().replaceAll(/[.-]/g, "_");
}
