const encoder = new TextEncoder();

/** A label set's names and values, in the order in which they are written. */
export type LabelPairs = readonly (readonly [name: string, value: string])[];

/**
 * A label set as the text format has it between the braces, `a="x",b="y"`, in UTF-8. Backslash,
 * quote and newline are escaped; lone surrogates, which UTF-8 cannot say, become U+FFFD.
 */
export function encodeLabels(pairs: LabelPairs): Uint8Array {
  return encoder.encode(pairs.map(([name, value]) => `${name}="${escaped(value)}"`).join(","));
}

/** The text in UTF-8. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/** A HELP text, which may hold neither a backslash nor a newline as it is. */
export function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

const SPECIAL = /[\\"\n]/;
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
};

function escaped(value: string): string {
  if (!SPECIAL.test(value)) return value;
  return value.replace(/[\\"\n]/g, (found) => ESCAPES[found] ?? found);
}
