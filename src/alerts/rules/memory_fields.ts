import type { RuleMemory } from "../rule.ts";

/** Fields of a remembered mapping; none if it is none, as from another version of the program. */
export function fieldsOf(memory: RuleMemory | undefined): Readonly<Record<string, RuleMemory>> {
  const isMapping = typeof memory === "object" && memory !== null && !Array.isArray(memory);
  return isMapping ? memory as Readonly<Record<string, RuleMemory>> : {};
}

/**
 * A remembered table: rows by the names in their first fields. Tables, since names from a cluster,
 * such as `__proto__`, are no safe keys of mappings. Rows of another form are left out.
 */
export function rowsOf(
  memory: RuleMemory | undefined,
  names = 1,
): ReadonlyMap<string, readonly RuleMemory[]> {
  const rows = (Array.isArray(memory) ? memory : []).filter((row) => Array.isArray(row));
  return new Map(
    rows.map((row: readonly RuleMemory[]) => [rowKey(...row.slice(0, names).map(String)), row]),
  );
}

/** The key of a row; names of topics, which cannot have line breaks, come first. */
export function rowKey(...names: readonly string[]): string {
  return names.join("\n");
}

/** A remembered number; NaN if it is none. */
export function numberOf(memory: RuleMemory | undefined): number {
  return typeof memory === "number" ? memory : NaN;
}
