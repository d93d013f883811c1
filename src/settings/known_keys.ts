import * as z from "zod";
import { appSettings } from "./app_settings.ts";
import type { ConfigPath } from "./config_document.ts";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** The keys that a settings file may have in the mapping at the path. */
export function knownKeys(path: ConfigPath): readonly string[] {
  let schemas = [z.toJSONSchema(appSettings, { io: "input" }) as Schema];
  for (const key of path) {
    schemas = schemas.flatMap(alternatives).flatMap((schema) =>
      (typeof key === "number" ? schema.items : schema.properties?.[String(key)]) ?? []
    );
  }
  const keys = schemas.flatMap(alternatives).flatMap(({ properties }) =>
    Object.keys(properties ?? {})
  );
  return [...new Set(keys)];
}

function alternatives(schema: Schema): readonly Schema[] {
  return schema.oneOf ?? schema.anyOf ?? [schema];
}
