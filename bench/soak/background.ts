/** Things that go on, each again and again with pauses, until all of them are ended. */
export class Background {
  #ended = false;
  readonly #runs: Promise<void>[] = [];
  #error: unknown;

  /** Does it again and again; the first error ends all. */
  repeat(pauseMs: () => number, act: () => Promise<void> | void): void {
    this.#runs.push(
      this.#run(pauseMs, act).catch((error) => {
        this.#error ??= error;
        this.#ended = true;
      }),
    );
  }

  /** Throws what has gone wrong so far. */
  check(): void {
    if (this.#error !== undefined) throw this.#error;
  }

  async end(): Promise<void> {
    this.#ended = true;
    await Promise.all(this.#runs);
  }

  async #run(pauseMs: () => number, act: () => Promise<void> | void): Promise<void> {
    while (!this.#ended) {
      await act();
      await pause(pauseMs());
    }
  }
}

/** Lets time pass. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
