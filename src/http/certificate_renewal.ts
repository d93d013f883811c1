import type { Logger } from "../runtime/logger.ts";
import { sleep } from "../runtime/sleep.ts";
import type { Certificate, Listener } from "./listen.ts";
import { readCertificate } from "./read_certificate.ts";
import type { HttpSettings } from "./settings.ts";

/** Time from one look at the files to the next, in milliseconds. */
const EVERY_MS = 60_000;

/** Looks at the certificate's files every minute; listeners serve what has changed there. */
export class CertificateRenewal {
  readonly #tls: HttpSettings["tls"];
  readonly #listeners: readonly Listener[];
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  #served: Certificate;
  /** Why the newest look changed nothing. */
  #problem: string | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    tls: HttpSettings["tls"],
    served: Certificate,
    listeners: readonly Listener[],
    logger: Logger,
  ) {
    this.#tls = tls;
    this.#served = served;
    this.#listeners = listeners;
    this.#logger = logger;
  }

  start(everyMs = EVERY_MS): void {
    this.#running = this.#watch(everyMs);
  }

  /** Resolves when a look under way has ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Looks once. What cannot be used is logged when it begins, and changes nothing. */
  async look(): Promise<void> {
    try {
      const found = await readCertificate(this.#tls);
      if (found === undefined) return;
      if (found.cert !== this.#served.cert || found.key !== this.#served.key) {
        for (const listener of this.#listeners) await listener.renew(found, this.#stop.signal);
        this.#served = found;
        this.#logger.info("The certificate was renewed");
      }
      this.#problem = undefined;
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (problem === this.#problem || this.#stop.signal.aborted) return;
      this.#problem = problem;
      this.#logger.error("The certificate was not renewed, the old one is served", { problem });
    }
  }

  async #watch(everyMs: number): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await sleep(everyMs, signal);
      if (!signal.aborted) await this.look();
    }
  }
}
