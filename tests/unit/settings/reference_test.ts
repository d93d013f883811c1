import assert from "node:assert/strict";
import { settingsJsonSchema } from "../../../src/settings/json_schema.ts";
import { ConfigDocument } from "../../../src/settings/config_document.ts";
import { readSettings } from "../../../src/settings/read_settings.ts";

const file = (name: string) =>
  Deno.readTextFile(new URL(`../../../config/${name}`, import.meta.url));

Deno.test("the reference settings are right, and are the defaults", async () => {
  const text = await file("kafka-sentinel.yaml");
  const read = readSettings({
    flags: {},
    environment: {},
    file: new ConfigDocument({ path: "reference", text }),
  });
  assert.deepEqual(read.problems, undefined);
  assert.deepEqual(read.settings, readSettings({ flags: {}, environment: {} }).settings);
});

Deno.test("the reference names every key of the schema", async () => {
  const text = await file("kafka-sentinel.yaml");
  const keys = keysOf(JSON.parse(settingsJsonSchema()));
  assert.ok(keys.size > 30);
  assert.deepEqual([...keys].filter((key) => !new RegExp(`\\b${key}:`).test(text)), []);
});

Deno.test("the JSON Schema beside the reference is that of the settings", async () => {
  assert.equal(await file("kafka-sentinel.schema.json"), settingsJsonSchema());
});

/** The names of all properties in a JSON Schema. */
function keysOf(schema: unknown, keys = new Set<string>()): Set<string> {
  if (typeof schema !== "object" || schema === null) return keys;
  const { properties } = schema as { readonly properties?: object };
  for (const key of Object.keys(properties ?? {})) keys.add(key);
  for (const part of Object.values(schema)) keysOf(part, keys);
  return keys;
}
