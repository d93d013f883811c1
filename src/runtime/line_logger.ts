import { type Clock, systemClock } from "./clock.ts";
import { formatJson, formatText } from "./log_format.ts";
import type { LogFields, Logger, LogLevel } from "./logger.ts";
import type { LogFormat } from "./settings.ts";

const RANK: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** What is logged, how, and where to. */
export interface LineLoggerOptions {
  /** Lines below this level are left out. */
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Takes a prefix of the bytes and returns its length; standard error by default. */
  readonly write?: (bytes: Uint8Array) => number;
  readonly clock?: Clock;
}

/** A logger that writes each line before it returns. A line that cannot be written is lost. */
export function lineLogger(options: LineLoggerOptions, fixed: LogFields = {}): Logger {
  const write = options.write ?? ((bytes) => Deno.stderr.writeSync(bytes));
  const clock = options.clock ?? systemClock;
  const format = options.format === "json" ? formatJson : formatText;
  const log = (level: LogLevel) => (message: string, fields: LogFields = {}) => {
    if (RANK[level] < RANK[options.level]) return;
    const record = { atMs: clock.nowMs(), level, message, fields: { ...fixed, ...fields } };
    writeFully(write, new TextEncoder().encode(format(record) + "\n"));
  };
  return {
    debug: log("debug"),
    info: log("info"),
    warn: log("warn"),
    error: log("error"),
    with: (fields) => lineLogger(options, { ...fixed, ...fields }),
  };
}

function writeFully(write: (bytes: Uint8Array) => number, bytes: Uint8Array): void {
  try {
    for (let done = 0; done < bytes.length;) done += write(bytes.subarray(done));
  } catch {
    // A closed log must not stop the monitor.
  }
}
