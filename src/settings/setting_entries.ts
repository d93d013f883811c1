import type { SettingRoom } from "./app_settings.ts";

/** How one setting is given on the command line and in the environment. */
export interface SettingEntry {
  /** Flag without dashes; the environment variable is derived from it. */
  readonly flag: string;
  readonly room: SettingRoom;
  /** Field of the room's settings. */
  readonly key: string;
  /** `list` and `pairs` may be repeated and separate by commas; of `text` the last one counts. */
  readonly kind: "text" | "list" | "pairs";
  readonly placeholder: string;
  readonly help: string;
}

const entry = (
  flag: string,
  room: SettingRoom,
  key: string,
  placeholder: string,
  help: string,
  kind: SettingEntry["kind"] = "text",
): SettingEntry => ({ flag, room, key, kind, placeholder, help });

/** Every setting that has a flag. A new one is a line here and a field in its room's settings. */
export const SETTING_ENTRIES: readonly SettingEntry[] = [
  entry("kafka.server", "kafka", "bootstrapServers", "HOST:PORT", "brokers to ask first", "list"),
  entry("kafka.name", "kafka", "name", "NAME", "label `cluster` of every series (default none)"),
  entry("kafka.labels", "metrics", "labels", "K=V,…", "constant labels on every series", "pairs"),
  entry("interval", "kafka", "intervalMs", "TIME", "time from one reading to the next"),
  entry("request-timeout", "kafka", "requestTimeoutMs", "TIME", "longest wait for an answer"),
  entry("connect-timeout", "kafka", "connectTimeoutMs", "TIME", "longest wait for a connection"),
  entry("topic.filter", "kafka", "topicFilter", "RE2", "only topics that match"),
  entry("topic.exclude", "kafka", "topicExclude", "RE2", "no topics that match"),
  entry("group.filter", "kafka", "groupFilter", "RE2", "only consumer groups that match"),
  entry("group.exclude", "kafka", "groupExclude", "RE2", "no consumer groups that match"),
  entry("web.listen-address", "http", "listenAddress", "[HOST]:PORT", "where to serve HTTP"),
  entry("web.telemetry-path", "http", "telemetryPath", "PATH", "path of the metrics"),
  entry("log.level", "log", "level", "LEVEL", "debug, info, warn or error"),
  entry("log.format", "log", "format", "FORMAT", "text or json"),
];

/** The prefix of every environment variable of the program. */
export const ENVIRONMENT_PREFIX = "KAFKA_SENTINEL_";

/** The environment variable of a setting: `web.listen-address` is KAFKA_SENTINEL_WEB_LISTEN_ADDRESS. */
export function environmentName({ flag }: Pick<SettingEntry, "flag">): string {
  return ENVIRONMENT_PREFIX + flag.toUpperCase().replaceAll(/[.-]/g, "_");
}
