/** A partition's log in a simulated cluster: records come at a rate that scripts change. */
export class SimulatedLog {
  readonly topic: string;
  readonly partition: number;
  /** Messages a second, or a function of the time in milliseconds. */
  rate: number | ((atMs: number) => number) = 0;
  start = 0;
  /** First offset of an open transaction: what consumers may read ends there. */
  openFrom = Infinity;
  /** From here on there are only markers of transactions. */
  markersFrom = Infinity;
  /** Whether the leader answers. */
  isReadable = true;
  readonly #times: number[] = [];
  readonly #ends: number[] = [];

  constructor(topic: string, partition: number, atMs: number) {
    this.topic = topic;
    this.partition = partition;
    this.#add(atMs, 0);
  }

  get end(): number {
    return Math.floor(this.#ends.at(-1)!);
  }

  /** Lets time pass. */
  produceUntil(atMs: number): void {
    const fromMs = this.#times.at(-1)!;
    const rate = typeof this.rate === "number" ? this.rate : this.rate(atMs);
    this.#add(atMs, this.#ends.at(-1)! + rate * (atMs - fromMs) / 1000);
  }

  /** Appends records at once, at the present time. */
  append(count: number): void {
    this.#ends[this.#ends.length - 1]! += count;
  }

  /** Loses what is above the offset. */
  truncateTo(end: number): void {
    const atMs = this.#times.at(-1)!;
    while (this.#ends.length > 1 && this.#ends.at(-1)! > end) {
      this.#ends.pop();
      this.#times.pop();
    }
    this.#add(atMs, end);
  }

  /** Where the log ended at a time. */
  endAt(atMs: number): number {
    const next = lowerBound(this.#times, atMs);
    if (next === this.#times.length) return this.end;
    if (next === 0) return Math.floor(this.#ends[0]!);
    const [fromMs, toMs] = [this.#times[next - 1]!, this.#times[next]!];
    const [from, to] = [this.#ends[next - 1]!, this.#ends[next]!];
    return Math.floor(from + (to - from) * (atMs - fromMs) / (toMs - fromMs));
  }

  /** When the record at the offset was written; NaN if it is not there. */
  writtenAtMs(offset: number): number {
    if (offset >= this.end || offset < this.start) return NaN;
    const next = lowerBound(this.#ends, offset + 1);
    const [fromMs, toMs] = [this.#times[next - 1]!, this.#times[next]!];
    const [from, to] = [this.#ends[next - 1]!, this.#ends[next]!];
    return fromMs + (toMs - fromMs) * (offset + 1 - from) / (to - from);
  }

  #add(atMs: number, end: number): void {
    this.#times.push(atMs);
    this.#ends.push(end);
  }
}

/** Index of the first value that is not smaller. */
function lowerBound(values: readonly number[], wanted: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
