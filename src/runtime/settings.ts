import * as z from "zod";

const LEVELS = ["debug", "info", "warn", "error"] as const;
const FORMATS = ["text", "json"] as const;

/** Settings of the log. */
export const logSettings = z.strictObject({
  level: z.enum(LEVELS, { error: "is not a log level: it must be debug, info, warn or error" })
    .prefault("info").describe("Lines below this level are left out."),
  format: z.enum(FORMATS, { error: "is not a log format: it must be text or json" })
    .prefault("text").describe("logfmt text, or one JSON object a line."),
});

/** How the program logs. */
export type LogSettings = z.output<typeof logSettings>;
/** `text` is logfmt, `json` one object a line. */
export type LogFormat = LogSettings["format"];
