/** A file of the project, by its path from the root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export const MOST_LINES = 250;
export const MEDIAN_LINES = 80;

const FORBIDDEN_NAMES = /^(index|mod|utils?|helpers?|common|misc|shared|stuff)\.tsx?$/;
const SNAKE_CASE = /^[a-z0-9]+(_[a-z0-9]+)*(\.[a-z]+)?$/;
const RE_EXPORT = /^export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s+"[^"]+";\n?/gm;

export function lineCount({ text }: SourceFile): number {
  return text.split("\n").length - 1;
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Whether a path's name says nothing, or is not in snake_case. */
export function isBadlyNamed(path: string): boolean {
  const parts = path.split("/");
  return FORBIDDEN_NAMES.test(parts.at(-1)!) || parts.some((part) => !SNAKE_CASE.test(part));
}

/** Whether a file does nothing but re-export. */
export function isBarrel({ text }: SourceFile): boolean {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return RE_EXPORT.test(code) && code.replaceAll(RE_EXPORT, "").trim() === "";
}

/** Lines, as "path:line", in which the pattern occurs. */
export function linesWith(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => pattern.test(line) ? [`${path}:${index + 1}`] : [])
  );
}

/** Places of one machine or of one workplace; in pieces, so that this file is none of them. */
export const MACHINE_PLACES = new RegExp(
  [
    String.raw`(?<![\w.$])/(?:ro` + "ot|wo" + String.raw`rk|ho` + String.raw`me/\w+)/`,
    "regis" + String.raw`try\.[\w.-]+\.(?:org|com|net|io|dev)\b`,
    "artif" + "actory",
    "/tm" + String.raw`p/\w`,
  ].join("|"),
  "i",
);
