import type { LabClient } from "../lab/lab_client.ts";

/** A topic of one partition whose records' times are known, and a group that commits on demand. */
export class KnownTopic {
  readonly topic: string;
  readonly group: string;
  /** The next offset to read. */
  committed = 0;
  readonly #client: LabClient;
  /** Of each record, when it was produced, milliseconds since the epoch. */
  readonly #times: number[] = [];
  /** Of each record, how long it took until the log had it, milliseconds. */
  readonly #took: number[] = [];

  constructor(client: LabClient, name: string) {
    this.#client = client;
    [this.topic, this.group] = [`${name}-t`, `${name}-g`];
  }

  get end(): number {
    return this.#times.length;
  }

  async produce(count: number, timestampMs = Date.now()): Promise<void> {
    const from = performance.now();
    await this.#client.produce(this.topic, { count, timestampMs });
    const tookMs = performance.now() - from;
    for (let left = count; left > 0; left--) {
      this.#times.push(timestampMs);
      this.#took.push(tookMs);
    }
  }

  /** Not before the first record, nor behind the last one. */
  async commit(offset: number): Promise<void> {
    this.committed = Math.max(0, Math.min(this.end, offset));
    await this.#client.commit(this.group, this.topic, [this.committed]);
  }

  /** How long it took at most until the log had the record at the offset. */
  tookMs(offset: number): number {
    return this.#took[offset] ?? 0;
  }

  /** When the record at the offset was produced. */
  timeMs(offset: number): number {
    const timeMs = this.#times[offset];
    if (timeMs === undefined) throw new Error(`There is no record ${offset} in ${this.topic}`);
    return timeMs;
  }
}
