import { formatAddress } from "../runtime/address.ts";
import { formatDuration } from "../runtime/duration.ts";
import { ROOM_SCHEMAS } from "./app_settings.ts";
import type { SettingEntry } from "./setting_entries.ts";

/** A setting's default as it would be written; undefined if it has none. */
export function defaultText({ room, key }: SettingEntry): string | undefined {
  const value = (ROOM_SCHEMAS[room].parse({}) as Readonly<Record<string, unknown>>)[key];
  if (typeof value === "string") return value;
  if (typeof value === "number") return formatDuration(value);
  if (Array.isArray(value)) return value.join(",");
  return isAddress(value) ? formatAddress(value) : undefined;
}

function isAddress(value: unknown): value is { host: string; port: number } {
  return typeof value === "object" && value !== null && "host" in value && "port" in value;
}
