import assert from "node:assert/strict";
import { z } from "zod";
import { rulesSettings } from "../../../src/alerts/rules/settings.ts";
import { ALERT_TYPES } from "../../../src/model/alert_event.ts";
import { code, readDocument, rowsOf } from "./markdown.ts";

const DOCUMENT = "docs/alert-types.md";

Deno.test("docs/alert-types.md says of every type, in their order, when it fires and is unknown", async () => {
  const rows = rowsOf(await readDocument(DOCUMENT), "Type").map((row) => code(row["Type"]!));
  assert.deepEqual(rows, [...ALERT_TYPES, ...ALERT_TYPES]);
});

Deno.test("docs/alert-types.md lists every setting of the types with its default", async () => {
  const rows = rowsOf(await readDocument(DOCUMENT), "Setting");
  const told = rows.map((row) => [code(row["Setting"]!), code(row["Default"]!)]);
  assert.deepEqual(told, defaults());
});

/** Setting and default of every rule, but for `enabled`, which all have. */
function defaults(): string[][] {
  const { properties = {} } = z.toJSONSchema(rulesSettings, { io: "input" });
  return Object.entries(properties).flatMap(([type, section]) => {
    const fields = typeof section === "object" ? section.properties ?? {} : {};
    return Object.entries(fields).filter(([key]) => key !== "enabled").map(([key, field]) => [
      `${type}.${key}`,
      text(typeof field === "object" ? field.default : undefined),
    ]);
  });
}

function text(value: unknown): string {
  return value === undefined || Array.isArray(value) ? "none" : String(value);
}
