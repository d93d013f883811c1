import type { LogFields, LogLevel } from "./logger.ts";
import { printable } from "./printable.ts";

/** One log line before it is formatted. */
export interface LogRecord {
  readonly atMs: number;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

const PLAIN = /^[\w.:/@+-]+$/;

/** A value as logfmt has it: bare if it is plain, else quoted and escaped. */
function quoted(value: unknown): string {
  const text = String(value);
  return PLAIN.test(text) ? text : printable(JSON.stringify(text));
}

/** One line of logfmt without its newline: `time=… level=info msg="…" key=value`. */
export function formatText({ atMs, level, message, fields }: LogRecord): string {
  let line = `time=${new Date(atMs).toISOString()} level=${level} msg=${quoted(message)}`;
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) line += ` ${key}=${quoted(value)}`;
  }
  return line;
}

/** One JSON object without its newline; numbers that JSON lacks become text. */
export function formatJson({ atMs, level, message, fields }: LogRecord): string {
  const record: Record<string, unknown> = { time: new Date(atMs).toISOString(), level };
  record.msg = message;
  for (const [key, value] of Object.entries(fields)) {
    record[key] = typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  }
  return printable(JSON.stringify(record));
}
