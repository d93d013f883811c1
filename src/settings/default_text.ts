import * as z from "zod";
import { type Section, SECTIONS } from "./app_settings.ts";
import type { SettingEntry } from "./setting_entries.ts";

type Properties = z.core.JSONSchema.BaseSchema["properties"];

/** Of sections that were asked for: it takes milliseconds to find out. */
const propertiesOf = new Map<Section, Properties>();

/** A setting's default as it would be written; undefined if it has none. */
export function defaultText({ section, key }: SettingEntry): string | undefined {
  if (!propertiesOf.has(section)) {
    const schema = z.toJSONSchema(SECTIONS[section], { io: "input", unrepresentable: "any" });
    propertiesOf.set(section, schema.properties);
  }
  const field = propertiesOf.get(section)?.[key];
  const value = typeof field === "object" ? field.default : undefined;
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "string" || typeof value === "boolean" ? String(value) : undefined;
}
