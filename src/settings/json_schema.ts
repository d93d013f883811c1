import * as z from "zod";
import { appSettings } from "./app_settings.ts";

/** JSON Schema (draft 2020-12) of a settings file, as text. */
export function settingsJsonSchema(): string {
  const schema = z.toJSONSchema(appSettings, { io: "input" });
  return JSON.stringify(schema, undefined, 2) + "\n";
}
