import type { AlertStore } from "./alert_store.ts";

const KIND = "counter";

/** Counters that survive restarts. They are stored by the next transaction that flushes them. */
export class LastingCounters {
  readonly #store: AlertStore;
  readonly #values: Map<string, number>;
  readonly #changed = new Set<string>();

  constructor(store: AlertStore) {
    this.#store = store;
    this.#values = new Map(store.records(KIND).map(({ key, body }) => [key, Number(body)]));
  }

  /** Label values make the key; 0 makes a counter known. */
  add(by: number, name: string, ...labels: readonly string[]): void {
    const key = JSON.stringify([name, ...labels]);
    const before = this.#values.get(key);
    if (before !== undefined && by === 0) return;
    this.#values.set(key, (before ?? 0) + by);
    this.#changed.add(key);
  }

  /** All counters of a name, with their labels. */
  of(name: string): readonly { readonly labels: readonly string[]; readonly value: number }[] {
    return [...this.#values].flatMap(([key, value]) => {
      const [found, ...labels] = JSON.parse(key) as string[];
      return found === name ? [{ labels, value }] : [];
    });
  }

  /** Stores what has changed; to be called within a transaction. */
  flush(): void {
    for (const key of this.#changed) this.#store.put(KIND, key, String(this.#values.get(key)));
    this.#changed.clear();
  }
}
