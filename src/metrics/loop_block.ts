/** The program wakes up for nothing else so often: at 50 ms, this alone takes 0.4 % of a core. */
const EVERY_MS = 250;

/**
 * Tells how late a timer fires that is due four times a second, in seconds: how long the event loop could
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
