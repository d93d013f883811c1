import type { LogFields, LogLevel } from "./logger.ts";

/** One log line before it is formatted. */
export interface LogRecord {
  readonly atMs: number;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

/** Characters that break lines, move the cursor or hide text: C0, C1, bidi, zero width, tags. */
const UNSAFE =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/gu;

const PLAIN = /^[\w.:/@+-]+$/;

/** Writes every unsafe character as JSON escapes, which keeps JSON valid. */
function escapeUnsafe(json: string): string {
  return json.replace(UNSAFE, (text) => {
    let escaped = "";
    for (let i = 0; i < text.length; i++) {
      escaped += "\\u" + text.charCodeAt(i).toString(16).padStart(4, "0");
    }
    return escaped;
  });
}

/** A value as logfmt has it: bare if it is plain, else quoted and escaped. */
function quoted(value: unknown): string {
  const text = String(value);
  return PLAIN.test(text) ? text : escapeUnsafe(JSON.stringify(text));
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
  return escapeUnsafe(JSON.stringify(record));
}
