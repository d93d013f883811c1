/** The operating system's wishes that the program ends. */
export interface StopSignals {
  /** Aborted by the first signal; the reason is the signal's name. */
  readonly stop: AbortSignal;
  /** Resolves with the name of the second signal. */
  readonly second: Promise<string>;
  /** Gives the signals back to the system. */
  dispose(): void;
}

const NAMES: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM"];

/** Listens for SIGINT and SIGTERM until `dispose`. */
export function listenForStopSignals(): StopSignals {
  const controller = new AbortController();
  const second = Promise.withResolvers<string>();
  const listeners = NAMES.map((name) => {
    const listener = () => {
      if (controller.signal.aborted) second.resolve(name);
      else controller.abort(name);
    };
    Deno.addSignalListener(name, listener);
    return { name, listener };
  });
  return {
    stop: controller.signal,
    second: second.promise,
    dispose: () => {
      for (const { name, listener } of listeners) Deno.removeSignalListener(name, listener);
    },
  };
}
