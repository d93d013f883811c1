/** Calls the listener at every SIGHUP, where the system has it; gives what ends that. */
export function listenForReload(listener: () => void): () => void {
  if (Deno.build.os === "windows") return () => {};
  Deno.addSignalListener("SIGHUP", listener);
  return () => Deno.removeSignalListener("SIGHUP", listener);
}
