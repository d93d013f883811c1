/** Asks again and again, ever less often, until the fact holds or the deadline has passed. */
export async function waitFor(
  fact: string,
  holds: () => boolean | Promise<boolean>,
  deadlineMs: number,
): Promise<void> {
  const until = performance.now() + deadlineMs;
  for (let pauseMs = 10;; pauseMs = Math.min(pauseMs * 1.5, 250)) {
    if (await holds()) return;
    if (performance.now() > until) throw new Error(`After ${deadlineMs} ms it is not so: ${fact}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
