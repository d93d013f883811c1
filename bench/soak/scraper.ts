import { gunzipSync } from "node:zlib";
import { type Exposition, parseExposition } from "../../tests/program/exposition_parser.ts";
import type { RunningProgram } from "../../tests/program/running_program.ts";
import type { BareServer } from "./bare_server.ts";
import type { Scrape, ScrapeTarget } from "./scrape_worker.ts";

/** Between two scrapes of an address. */
const PAUSE_MS = 250;

/** Scrapes the program's addresses, and a bare server, again and again, on a thread of its own. */
export class Scraper implements Disposable {
  readonly #worker: Worker;

  constructor(program: RunningProgram, bare: BareServer, take: (scrape: Scrape) => void) {
    this.#worker = new Worker(new URL("./scrape_worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<Scrape>) => take(data);
    const targets: ScrapeTarget[] = [
      { port: "exporter", url: `${program.url}/metrics`, pauseMs: PAUSE_MS, pid: program.pid },
      {
        port: "lag monitor",
        url: `${program.lagUrl}/metrics`,
        pauseMs: PAUSE_MS,
        pid: program.pid,
      },
      { port: "bare server", url: bare.url, pauseMs: PAUSE_MS, pid: bare.pid },
    ];
    this.#worker.postMessage(targets);
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}

/** What a scrape that did not fail answered. */
export function expositionOf(body: Uint8Array): Exposition {
  return parseExposition(new TextDecoder().decode(gunzipSync(body)));
}
