/** What the watch in the program tells once a second. */
export interface WatchReport {
  /** Longest time for which the event loop did not turn, in milliseconds. */
  readonly blockMs: number;
  /** Own CPU time in it: what is missing, the machine gave to others. */
  readonly blockCpuMs: number;
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
