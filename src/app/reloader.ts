import type { Logger } from "../runtime/logger.ts";
import type { AppSettings } from "../settings/app_settings.ts";

/** How settings are read again, and when. */
export interface ReloadSource {
  /** Calls the listener whenever a reload is wished; gives what ends that. */
  listen(listener: () => void): () => void;
  /** Reads the settings again; rejects with an error that says everything that is wrong. */
  read(): Promise<AppSettings>;
}

/** What a reload changes. */
export interface Reloadable {
  /** Opens lines of new or changed clusters, closes those of old ones, and leaves the others. */
  replaceClusters(clusters: AppSettings["clusters"]): Promise<void>;
  /** Judges lag by these settings from the next cycle on. */
  judgeLagBy(lag: AppSettings["lag"]): void;
  /** Judges message rates by these settings from the next cycle on. */
  judgeRatesBy(anomaly: AppSettings["anomaly"]): void;
  /** Watches these JVMs from now on. */
  replaceJvms(jvm: AppSettings["jvm"]): Promise<void>;
  /** Judges and publishes alerts by these settings from now on. */
  applyAlerts(settings: AppSettings): Promise<void>;
  /** Told whether the newest reload succeeded. */
  reloaded(ok: boolean): void;
}

/** Sections that are only read at the start. */
const FIXED = ["web", "metrics", "state", "log"] as const;

/** Applies new settings, one reload after the other. Settings that are wrong change nothing. */
export class Reloader {
  #current: AppSettings;
  readonly #source: ReloadSource;
  readonly #target: Reloadable;
  readonly #logger: Logger;
  readonly #ignore: () => void;
  #running: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(current: AppSettings, source: ReloadSource, target: Reloadable, logger: Logger) {
    this.#current = current;
    this.#source = source;
    this.#target = target;
    this.#logger = logger;
    this.#ignore = source.listen(() => void this.reload());
  }

  /** Reloads when those under way have ended; gives what is wrong. Never rejects. */
  async reload(): Promise<string | undefined> {
    const reloaded = this.#running.then(() => this.#reload());
    this.#running = reloaded;
    return await reloaded;
  }

  /** Reloads no more; resolves when one under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#ignore();
    await this.#running;
  }

  async #reload(): Promise<string | undefined> {
    if (this.#stopped) return "the program stops";
    try {
      const next = await this.#source.read();
      const fixed: string[] = FIXED.filter((section) =>
        !isSame(this.#current[section], next[section])
      );
      if (this.#current.anomaly.timeFactor !== next.anomaly.timeFactor) {
        fixed.push("anomaly.time_factor");
      }
      if (fixed.length > 0) {
        throw new Error(`restart needed: ${fixed.join(" and ")} cannot change while it runs`);
      }
      this.#target.judgeLagBy(next.lag);
      this.#target.judgeRatesBy(next.anomaly);
      const changesClusters = !isSame(this.#current.clusters, next.clusters);
      const changesJvms = !isSame(this.#current.jvm, next.jvm);
      if (changesJvms) await this.#target.replaceJvms(next.jvm);
      // New clusters have their alerts before they are read.
      const changesAlerts = !isSame(this.#current.alerts, next.alerts);
      if (changesClusters || changesAlerts) await this.#target.applyAlerts(next);
      if (changesClusters) await this.#target.replaceClusters(next.clusters);
      const changed = changesClusters || changesJvms || changesAlerts;
      this.#current = next;
      this.#target.reloaded(true);
      this.#logger.info("The settings were reloaded", { changed, clusters: next.clusters.length });
      return undefined;
    } catch (error) {
      this.#target.reloaded(false);
      const problem = error instanceof Error ? error.message : String(error);
      this.#logger.error("The settings were not reloaded, nothing has changed", { problem });
      return problem;
    }
  }
}

/** Settings are plain values, in the order of their schema. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
