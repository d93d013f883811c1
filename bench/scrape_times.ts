import { Agent, get } from "node:http";
import { quantile } from "./quantile.ts";

/** Milliseconds that scrapes took, of which a share was faster. */
export interface ScrapeTimes {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Of one answer's body as it was sent. */
  readonly bytes: number;
}

/** Scrapes one after the other over a kept connection, until the last byte; nothing is unpacked. */
export async function timeScrapes(
  url: string,
  count: number,
  encoding: "gzip" | "identity",
): Promise<ScrapeTimes> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  let bytes = 0;
  for (let i = 0; i < count; i++) {
    const fromMs = performance.now();
    bytes = await readAnswer(url, agent, encoding);
    times.push(performance.now() - fromMs);
    // Spread over several cycles, as Prometheus' scrapes would be.
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  agent.destroy();
  times.sort((a, b) => a - b);
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), max: times.at(-1)!, bytes };
}

function readAnswer(url: string, agent: Agent, encoding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { "accept-encoding": encoding } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Uint8Array) => bytes += chunk.length);
      response.on("end", () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`A scrape answered ${response.statusCode}`));
      });
      response.on("error", reject);
    }).on("error", reject);
  });
}
