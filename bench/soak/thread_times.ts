/** What the kernel counts of a thread since it began, in milliseconds. */
export interface ThreadTimes {
  /** It had a core. */
  readonly ranMs: number;
  /** It could run, and had none. */
  readonly waitedMs: number;
}

const NONE: ThreadTimes = { ranMs: 0, waitedMs: 0 };

/** A file of the thread that asks. */
export const OWN_THREAD = "/proc/thread-self/schedstat";

/** A file of a process' main thread. */
export function mainThreadOf(pid: number): string {
  return `/proc/${pid}/task/${pid}/schedstat`;
}

/** Reads such a file (sched-stats.rst: nanoseconds with a core, in a core's queue, turns); nothing after its end. */
export function threadTimes(path: string): ThreadTimes {
  try {
    const [ran, waited] = Deno.readTextFileSync(path).split(" ").map(Number);
    return { ranMs: ran! / 1e6, waitedMs: waited! / 1e6 };
  } catch {
    return NONE;
  }
}
