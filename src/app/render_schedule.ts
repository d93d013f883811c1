/** Longest wait for the other clusters' cycles once one has ended, in milliseconds. */
const WAIT_FOR_OTHERS_MS = 1_000;

export interface RenderScheduleOptions {
  /** Clusters whose cycles are waited for. */
  readonly clusters: number;
  /** One render pass; never called while another runs. */
  readonly render: () => Promise<void>;
  /** When something that is shown becomes too old, milliseconds from now; undefined: never. */
  readonly nextExpiryMs: () => number | undefined;
}

/**
 * Decides when to render: when the cycles of all clusters have ended, a second after the first of
 * them at the latest, and when something that is shown expires.
 */
export class RenderSchedule {
  readonly #options: RenderScheduleOptions;
  readonly #ended = new Set<number>();
  #othersTimer: ReturnType<typeof setTimeout> | undefined;
  #expiryTimer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(options: RenderScheduleOptions) {
    this.#options = options;
  }

  /** To be called whenever a cluster's cycle has ended, well or not. */
  cycleEnded(cluster: number): void {
    this.#ended.add(cluster);
    if (this.#ended.size === this.#options.clusters) this.#renderNow();
    else if (!this.#stopped) {
      this.#othersTimer ??= setTimeout(() => this.#renderNow(), WAIT_FOR_OTHERS_MS);
    }
  }

  /** Renders no more; resolves when a pass under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#clearTimers();
    await this.#running;
  }

  #renderNow(): void {
    this.#clearTimers();
    this.#ended.clear();
    if (this.#stopped) return;
    if (this.#running !== undefined) this.#again = true;
    else this.#running = this.#run();
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      await this.#options.render();
    } while (this.#again && !this.#stopped);
    this.#running = undefined;
    const expiryMs = this.#options.nextExpiryMs();
    if (expiryMs === undefined || this.#stopped) return;
    this.#expiryTimer = setTimeout(() => this.#renderNow(), Math.max(1, expiryMs));
  }

  #clearTimers(): void {
    clearTimeout(this.#othersTimer);
    clearTimeout(this.#expiryTimer);
    this.#othersTimer = undefined;
  }
}
