import { mainThreadOf, parseThreadTimes } from "./thread_times.ts";

/** The longest turns of the event loop, in milliseconds. */
export interface Blocks {
  /** Less the time for which the thread could run and had no core. */
  readonly ownMs: number;
  /** As a socket saw it: with the time for which another process, or another thread, had the core. */
  readonly wholeMs: number;
}

/** Gives the longest blocks since it was last asked. */
export interface BlockWatch {
  longest(): Blocks;
  stop(): void;
}

const NONE: Blocks = { ownMs: 0, wholeMs: 0 };

/** Measures how long the event loop does not turn, by a timer that is due every millisecond. */
export function watchBlocks(): BlockWatch {
  const waitedForCoreMs = waitsForCore();
  let longest = NONE;
  let last = { atMs: performance.now(), waitedMs: waitedForCoreMs() };
  const timer = setInterval(() => {
    const now = { atMs: performance.now(), waitedMs: waitedForCoreMs() };
    const wholeMs = now.atMs - last.atMs;
    const ownMs = wholeMs - (now.waitedMs - last.waitedMs);
    last = now;
    longest = {
      ownMs: Math.max(longest.ownMs, ownMs),
      wholeMs: Math.max(longest.wholeMs, wholeMs),
    };
  }, 1);
  Deno.unrefTimer(timer);
  return {
    longest: () => {
      const found = longest;
      longest = NONE;
      return found;
    },
    stop: () => clearInterval(timer),
  };
}

/**
 * Tells how long the main thread, which runs the event loop, has waited in a core's queue so far:
 * the second figure of Linux' schedstat, nanoseconds (sched-stats.rst). Opened once, since the
 * program gives up the permission for it.
 */
function waitsForCore(): () => number {
  const file = Deno.openSync(mainThreadOf(Deno.pid));
  const figures = new Uint8Array(100);
  return () => {
    file.seekSync(0, Deno.SeekMode.Start);
    const length = file.readSync(figures) ?? 0;
    return parseThreadTimes(new TextDecoder().decode(figures.subarray(0, length))).waitedMs;
  };
}
