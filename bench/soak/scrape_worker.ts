/// <reference lib="deno.worker" />
import { Agent, get } from "node:http";
import { mainThreadOf, OWN_THREAD, threadTimes } from "../thread_times.ts";

/** One scrape, timed until the last byte by a thread that does nothing else. */
export interface Scrape {
  readonly port: "exporter" | "lag monitor" | "bare server";
  readonly fromMs: number;
  readonly toMs: number;
  /** As it came, compressed; undefined if the scrape failed. */
  readonly body: Uint8Array<ArrayBuffer> | undefined;
  readonly tookMs: number;
  /** For so long of it the main thread of whoever answers had a core. */
  readonly ranMs: number;
  /** For so long of it that thread could run, and had no core. */
  readonly waitedMs: number;
  /** For so long of it the thread that scrapes could run, and had no core. */
  readonly scraperWaitedMs: number;
  /** Why it failed. */
  readonly error: string | undefined;
}

/** What a worker is told to scrape. */
export interface ScrapeTarget {
  readonly port: Scrape["port"];
  readonly url: string;
  readonly pauseMs: number;
  /** Of the process that answers. */
  readonly pid: number;
}

const SLOWEST_MS = 10_000;

self.onmessage = ({ data }: MessageEvent<readonly ScrapeTarget[]>) => {
  for (const target of data) scrapeAgainAndAgain(target);
};

async function scrapeAgainAndAgain({ port, url, pauseMs, pid }: ScrapeTarget): Promise<never> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const thread = mainThreadOf(pid);
  for (;;) {
    const [theirs, own] = [threadTimes(thread), threadTimes(OWN_THREAD)];
    const fromMs = Date.now();
    const from = performance.now();
    const outcome = await read(url, agent).then(
      (body) => ({ body, error: undefined }),
      (error) => ({ body: undefined, error: String(error) }),
    );
    const tookMs = performance.now() - from;
    const toMs = Date.now();
    const { ranMs, waitedMs } = threadTimes(thread);
    const scrape: Scrape = {
      ...{ port, fromMs, toMs, tookMs, ...outcome },
      ranMs: ranMs - theirs.ranMs,
      waitedMs: waitedMs - theirs.waitedMs,
      scraperWaitedMs: threadTimes(OWN_THREAD).waitedMs - own.waitedMs,
    };
    self.postMessage(scrape);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

function read(url: string, agent: Agent): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const headers = { "accept-encoding": "gzip" };
    const request = get(url, { agent, headers, timeout: SLOWEST_MS }, (response) => {
      const chunks: Uint8Array<ArrayBuffer>[] = [];
      response.on("data", (chunk: Uint8Array) => chunks.push(new Uint8Array(chunk)));
      response.on("error", reject);
      response.on("end", async () => {
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
        else resolve(await new Blob(chunks).bytes());
      });
    });
    request.on("error", reject);
    request.on("timeout", () => request.destroy(new Error(`nothing came for ${SLOWEST_MS} ms`)));
  });
}
