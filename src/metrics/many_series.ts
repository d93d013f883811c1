import type { Logger } from "../runtime/logger.ts";
import type { Granularity } from "./settings.ts";

/** Above so many series of one port it is said how to have fewer. */
const MANY_SERIES = 200_000;

/** Says once in the program's life that there are very many series, and which setting has fewer. */
export class ManySeries {
  readonly #cure: string;
  readonly #logger: Logger;
  #told = false;

  /** `setting` is the granularity's key in a settings file; it is `granularity` now. */
  constructor(setting: string, granularity: Granularity, logger: Logger) {
    this.#cure = granularity === "group"
      ? "leave out topics and groups by topic_filter and group_filter"
      : `set ${setting} to ${granularity === "partition" ? "topic or group" : "group"}`;
    this.#logger = logger;
  }

  /** To be told of every pass. */
  written(series: number): void {
    if (series <= MANY_SERIES || this.#told) return;
    this.#told = true;
    this.#logger.warn("There are very many series: Prometheus needs much memory for them", {
      series,
      forFewer: this.#cure,
    });
  }
}
