import type { Blocks } from "./watch_blocks.ts";

/** What the watch in the program tells once a second. */
export interface WatchReport {
  /** The longest blocks of its event loop since the last report. */
  readonly block: Blocks;
  /** How long each render pass took that ended meanwhile. */
  readonly passesMs: readonly number[];
}

/** Begins the lines of the watch. */
export const WATCH_MARK = "WATCH ";

/** The reports among a program's log lines. */
export function watchReports(log: string): WatchReport[] {
  return log.split("\n").filter((line) => line.startsWith(WATCH_MARK))
    .map((line) => JSON.parse(line.slice(WATCH_MARK.length)) as WatchReport);
}
