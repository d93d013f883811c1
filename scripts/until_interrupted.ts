/** Resolves at the first SIGINT, SIGTERM or SIGHUP, and lets a second one end the process. */
export function untilInterrupted(): Promise<Deno.Signal> {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  return new Promise((resolve) => {
    const listeners = signals.map((signal) => () => {
      for (const [index, each] of signals.entries()) {
        Deno.removeSignalListener(each, listeners[index]!);
      }
      resolve(signal);
    });
    for (const [index, each] of signals.entries()) Deno.addSignalListener(each, listeners[index]!);
  });
}
