import { AssertionError } from "node:assert/strict";

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

/**
 * Makes the assertions again and again until all of them pass; after the deadline tells how they
 * failed last. For what becomes true one after the other, or is unknown for a moment.
 */
export async function waitUntilPasses(
  fact: string,
  assertions: () => void | Promise<void>,
  deadlineMs: number,
): Promise<void> {
  let failure: AssertionError | undefined;
  await waitFor(fact, async () => {
    try {
      await assertions();
      return true;
    } catch (error) {
      if (!(error instanceof AssertionError)) throw error;
      failure = error;
      return false;
    }
  }, deadlineMs).catch((error) => {
    if (failure === undefined || error instanceof AssertionError) throw error;
    throw new Error(`${error.message}: ${failure.message}`, { cause: error });
  });
}
