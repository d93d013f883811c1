import { sleep } from "./sleep.ts";

/** When a task runs, when it ends, and who is told of failures. */
export interface PeriodicTaskOptions {
  readonly intervalMs: number;
  /** Ends the task; a run under way is given it too and is waited for. */
  readonly signal: AbortSignal;
  /** Told of every run that failed; the next one comes at its time. */
  readonly onFailure: (error: unknown) => void;
  /** Time and waiting, for tests: monotonic milliseconds. */
  readonly nowMs?: () => number;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Runs `task` at once and then at start + n × interval, one run at a time: a tick that falls into
 * a run is skipped. Resolves when the signal is aborted and no run is under way.
 */
export async function runPeriodically(
  task: (signal: AbortSignal) => Promise<void>,
  options: PeriodicTaskOptions,
): Promise<void> {
  const { intervalMs, signal, onFailure } = options;
  const { nowMs = () => performance.now(), wait = sleep } = options;
  const startMs = nowMs();
  // Counted, not computed from the time: timers may wake a little early.
  let tick = 0;
  while (!signal.aborted) {
    try {
      await task(signal);
    } catch (error) {
      if (!signal.aborted) onFailure(error);
    }
    const elapsedMs = nowMs() - startMs;
    tick = Math.max(tick + 1, Math.ceil(elapsedMs / intervalMs));
    await wait(tick * intervalMs - elapsedMs, signal);
  }
}
