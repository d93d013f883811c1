/** Waits until the promise resolves or the time is over. Rejects with the signal's reason. */
export async function waitAtMost(
  promise: Promise<unknown>,
  waitMs: number,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const end = Promise.withResolvers<void>();
  const abort = () => end.reject(signal.reason);
  const timer = setTimeout(() => end.resolve(), waitMs);
  signal.addEventListener("abort", abort, { once: true });
  try {
    await Promise.race([promise, end.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}
