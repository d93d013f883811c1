import * as z from "zod";
import { SECTIONS } from "./app_settings.ts";
import type { SettingEntry } from "./setting_entries.ts";

/** A setting's default as it would be written; undefined if it has none. */
export function defaultText({ section, key }: SettingEntry): string | undefined {
  const { properties } = z.toJSONSchema(SECTIONS[section], { io: "input", unrepresentable: "any" });
  const field = properties?.[key];
  const value = typeof field === "object" ? field.default : undefined;
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "string" || typeof value === "boolean" ? String(value) : undefined;
}
