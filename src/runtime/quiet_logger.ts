import type { Logger } from "./logger.ts";

/** Passes every line on as one for debugging: somebody else tells of the same trouble. */
export function quietLogger(logger: Logger): Logger {
  const debug: Logger["debug"] = (message, fields) => logger.debug(message, fields);
  return {
    debug,
    info: debug,
    warn: debug,
    error: debug,
    with: (fields) => quietLogger(logger.with(fields)),
  };
}
