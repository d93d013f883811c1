import type { JvmSample } from "./jvm_sample.ts";

type Quantity =
  | "heapUsed"
  | "heapMax"
  | "afterCollection"
  | "afterCollectionMax"
  | "poolMax"
  | "collections"
  | "start";

/** The agent's names, of its versions 1.x and 0.x, and the label that tells samples apart. */
const NAMES: ReadonlyMap<string, readonly [Quantity, label?: string]> = new Map([
  ["jvm_memory_used_bytes", ["heapUsed", "area"]],
  ["jvm_memory_bytes_used", ["heapUsed", "area"]],
  ["jvm_memory_max_bytes", ["heapMax", "area"]],
  ["jvm_memory_bytes_max", ["heapMax", "area"]],
  ["jvm_memory_pool_collection_used_bytes", ["afterCollection", "pool"]],
  ["jvm_memory_pool_collection_max_bytes", ["afterCollectionMax", "pool"]],
  ["jvm_memory_pool_max_bytes", ["poolMax", "pool"]],
  ["jvm_memory_pool_bytes_max", ["poolMax", "pool"]],
  ["jvm_gc_collection_seconds_sum", ["collections", "gc"]],
  ["process_start_time_seconds", ["start"]],
]);

/** What the agent is asked for; 1.x calls the summary of collections by its name without `_sum`. */
export const WANTED_NAMES: readonly string[] = [...NAMES.keys(), "jvm_gc_collection_seconds"];

/**
 * The pool of what lives long, or of everything where there is one pool only: G1, Parallel, CMS,
 * Shenandoah with generations; Serial; ZGC with generations, and without; Shenandoah without.
 */
const OLD_POOL = / Old Gen$|^Tenured Gen$| Old Generation$|^ZHeap$|^Shenandoah$/;
/** Collectors whose time does not stop the program: of ZGC, Shenandoah, and G1 since Java 20. */
const CONCURRENT = / Cycles$| Concurrent GC$/;

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;

/** Takes the few samples that are needed from an exposition (text format 0.0.4), line by line. */
export class SampleReader {
  readonly #values = new Map<Quantity, Map<string, number>>();

  line(line: string): void {
    if (!line.startsWith("jvm_") && !line.startsWith("process_start")) return;
    const [, name = "", labels = "", value = ""] = SAMPLE.exec(line) ?? [];
    const [quantity, label] = NAMES.get(name) ?? [];
    if (quantity === undefined) return;
    const of = this.#values.get(quantity) ?? new Map<string, number>();
    this.#values.set(
      quantity,
      of.set(label === undefined ? "" : labelOf(labels, label), Number(value)),
    );
  }

  /** undefined if the exposition is not one of a JVM. */
  get sample(): JvmSample | undefined {
    const heapUsedBytes = this.#value("heapUsed", "heap");
    if (Number.isNaN(heapUsedBytes)) return undefined;
    const heapMaxBytes = positive(this.#value("heapMax", "heap"));
    const old = [...this.#values.get("afterCollection") ?? []]
      .filter(([pool]) => OLD_POOL.test(pool));
    const pauses = [...this.#values.get("collections") ?? []]
      .filter(([gc]) => !CONCURRENT.test(gc));
    return {
      startedAtSeconds: this.#value("start", ""),
      heapUsedBytes,
      heapMaxBytes,
      // The JVM tells 0 until the pool was collected for the first time.
      oldAfterCollectionBytes: positive(sum(old)),
      oldMaxBytes: sum(old.map(([pool]) => [pool, this.#poolMax(pool, heapMaxBytes)])),
      pauseSeconds: sum(pauses),
    };
  }

  /** A pool without a limit of its own may take the whole heap. */
  #poolMax(pool: string, heapMaxBytes: number): number {
    const told = [this.#value("afterCollectionMax", pool), this.#value("poolMax", pool)];
    return told.find((bytes) => bytes > 0) ?? heapMaxBytes;
  }

  #value(quantity: Quantity, label: string): number {
    return this.#values.get(quantity)?.get(label) ?? NaN;
  }
}

function labelOf(labels: string, label: string): string {
  return new RegExp(`(?:^|,)\\s*${label}="((?:[^"\\\\]|\\\\.)*)"`).exec(labels)?.[1] ?? "";
}

/** NaN for nothing. */
function sum(values: readonly (readonly [string, number])[]): number {
  return values.length === 0 ? NaN : values.reduce((all, [, value]) => all + value, 0);
}

/** NaN for 0 and for -1, with which the JVM says that there is no limit. */
function positive(value: number): number {
  return value > 0 ? value : NaN;
}
