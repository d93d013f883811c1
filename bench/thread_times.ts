/** What the kernel counts of a thread since it began, in milliseconds; NaN if not known. */
export interface ThreadTimes {
  /** It had a core. */
  readonly ranMs: number;
  /** It could run, and had none. */
  readonly waitedMs: number;
}

const NOT_KNOWN: ThreadTimes = { ranMs: NaN, waitedMs: NaN };

/** A file of the thread that asks. */
export const OWN_THREAD = "/proc/thread-self/schedstat";

/** A file of a process' main thread. */
export function mainThreadOf(pid: number): string {
  return `/proc/${pid}/task/${pid}/schedstat`;
}

/** Reads such a file; not known once the thread has ended. */
export function threadTimes(path: string): ThreadTimes {
  try {
    return parseThreadTimes(Deno.readTextFileSync(path));
  } catch {
    return NOT_KNOWN;
  }
}

/** Such a file's text: nanoseconds with a core, in a core's queue, and turns (sched-stats.rst). */
export function parseThreadTimes(text: string): ThreadTimes {
  const [ran, waited] = text.split(" ").map(Number);
  return { ranMs: ran! / 1e6, waitedMs: waited! / 1e6 };
}
