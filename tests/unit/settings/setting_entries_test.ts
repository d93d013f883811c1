import assert from "node:assert/strict";
import { type Section, SECTIONS } from "../../../src/settings/app_settings.ts";
import { defaultText } from "../../../src/settings/default_text.ts";
import {
  environmentName,
  SETTING_ENTRIES,
  type SettingEntry,
} from "../../../src/settings/setting_entries.ts";

function entryOf(flag: string): SettingEntry {
  return SETTING_ENTRIES.find((entry) => entry.flag === flag) ?? assert.fail(flag);
}

const fields = (Object.keys(SECTIONS) as Section[]).flatMap((section) =>
  Object.keys(SECTIONS[section].shape).map((key) => `${section}.${key}`)
);

Deno.test("every entry is a field of its section, and no two share a name", () => {
  for (const { section, key, flag } of SETTING_ENTRIES) {
    assert.ok(fields.includes(`${section}.${key.split(".")[0]}`), flag);
  }
  assert.equal(new Set(SETTING_ENTRIES.map(environmentName)).size, SETTING_ENTRIES.length);
});

Deno.test("every field of every section has a flag, but for those that only a file sets", () => {
  const flags = SETTING_ENTRIES.map(({ section, key }) => `${section}.${key.split(".")[0]}`);
  assert.deepEqual(fields.filter((field) => !flags.includes(field)), [
    "cluster.client_id",
    "anomaly.enabled",
    "anomaly.min_rate",
    "anomaly.sensitivity",
    "anomaly.warm_up",
    "anomaly.time_factor",
    "anomaly.topics",
    "web.basic_auth",
    "web.bearer_tokens",
    "alerts.log",
    "alerts.repeat_interval",
    "alerts.storm_limit",
    "alerts.queue_limit",
    "alerts.silences",
    "alerts.maintenance",
    "alerts.rules",
  ]);
});

Deno.test("environment variables are named after the flags", () => {
  assert.equal(environmentName(entryOf("kafka.server")), "KAFKA_SENTINEL_KAFKA_SERVER");
  assert.equal(
    environmentName(entryOf("web.listen-address")),
    "KAFKA_SENTINEL_WEB_LISTEN_ADDRESS",
  );
});

Deno.test("a default is told as it would be written", () => {
  assert.equal(defaultText(entryOf("kafka.server")), "localhost:9092");
  assert.equal(defaultText(entryOf("interval")), "15s");
  assert.equal(defaultText(entryOf("web.listen-address")), ":9308");
  assert.equal(defaultText(entryOf("topic.exclude")), "^$");
  assert.equal(defaultText(entryOf("kafka.name")), undefined);
  assert.equal(defaultText(entryOf("kafka.labels")), undefined);
});
