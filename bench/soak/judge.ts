import { judgeLags } from "./judge_lags.ts";
import { PresenceJudge } from "./judge_presence.ts";
import { judgeValues, type Wrong } from "./judge_values.ts";
import type { Scrape } from "./scrape_worker.ts";
import { expositionOf } from "./scraper.ts";
import type { Timeline } from "./timeline.ts";

/** What a frozen or killed node has is known again by then, so that values can be judged. */
const DELAY_MS = 60_000;

/** Holds every answer of both addresses against the truth, when that is known around it. */
export class Judge {
  readonly #timeline: Timeline;
  readonly #hasThawed: (ms: number) => boolean;
  readonly #queue: Scrape[] = [];
  readonly #presence = new PresenceJudge();
  readonly wrong: Wrong[] = [];
  judged = 0;
  unjudged = 0;

  /** `hasThawed` says whether a broker was lately frozen: for a while it tells old Metadata. */
  constructor(timeline: Timeline, hasThawed: (ms: number) => boolean) {
    this.#timeline = timeline;
    this.#hasThawed = hasThawed;
  }

  add(scrape: Scrape): void {
    this.#queue.push(scrape);
  }

  /** Judges the answers that are old enough, or all; other work goes on between them. */
  async judge(all = false): Promise<void> {
    const untilMs = Date.now() - (all ? 0 : DELAY_MS);
    while (this.#queue[0] !== undefined && this.#queue[0].toMs <= untilMs) {
      this.#judge(this.#queue.shift()!);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }

  #judge(scrape: Scrape): void {
    if (scrape.body === undefined) return;
    const seen = expositionOf(scrape.body);
    const { wrong, judged, unjudged } = judgeValues(
      seen,
      scrape,
      this.#timeline,
      this.#hasThawed(scrape.fromMs),
    );
    this.judged += judged;
    this.unjudged += unjudged;
    this.wrong.push(...wrong, ...judgeLags(seen, scrape.fromMs));
    if (scrape.port === "exporter") {
      this.wrong.push(...this.#presence.judge(seen, scrape, this.#timeline));
    }
  }
}
