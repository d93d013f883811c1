/// <reference lib="deno.worker" />
/** Asks a server again and again, on a thread of its own, and tells of every answer. */
self.onmessage = async ({ data: url }: MessageEvent<string>) => {
  for (;;) {
    await (await fetch(url)).text();
    self.postMessage("answered");
  }
};
