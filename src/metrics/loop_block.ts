const EVERY_MS = 50;

/**
 * Tells how late a timer fires that is due every 50 ms, in seconds: how long the event loop could
 * not turn to new work. Returns the function that stops it.
 */
export function watchLoopBlock(blocked: (seconds: number) => void): () => void {
  let dueMs = performance.now() + EVERY_MS;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    blocked(Math.max(0, nowMs - dueMs) / 1000);
    dueMs = nowMs + EVERY_MS;
  }, EVERY_MS);
  Deno.unrefTimer(timer);
  return () => clearInterval(timer);
}
