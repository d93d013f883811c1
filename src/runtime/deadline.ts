import { formatDuration } from "./duration.ts";

/** Something did not end in the time that it was given. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

/**
 * Runs `work` with a signal that is aborted after `ms` milliseconds or together with `signal`.
 * Rejects with a TimeoutError that names `what`, or with the signal's reason, even if the work
 * ignores its signal; what the work still does then is not waited for.
 */
export async function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  ms: number,
  what: string,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const ended = Promise.withResolvers<never>();
  const end = (reason: unknown) => {
    ended.reject(reason);
    controller.abort(reason);
  };
  const onAbort = () => end(signal?.reason);
  const timer = setTimeout(
    () => end(new TimeoutError(`${what} did not end within ${formatDuration(ms)}`)),
    ms,
  );
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work(controller.signal), ended.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}
