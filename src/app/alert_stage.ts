import { AlertDesk } from "../alerts/alert_desk.ts";
import { allRules } from "../alerts/all_rules.ts";
import type { AlertStore } from "../alerts/alert_store.ts";
import type { AlertReadings } from "../alerts/rule.ts";
import type { KafkaSettings } from "../kafka/settings.ts";
import type { ClusterReading } from "../model/readings.ts";
import type { AppSettings } from "../settings/app_settings.ts";
import { alertSinks, type SinkParts } from "./alert_sinks.ts";

/** Remembers the id of an unnamed cluster: its alerts are called by it, also before it is read. */
const CLUSTER_ID = "cluster_id";

/** The stage of alerts, behind all others of a cluster's line. */
export class AlertStage {
  readonly desk: AlertDesk;
  readonly #parts: Omit<SinkParts, "clusters">;
  readonly #store: AlertStore;
  /** By line, so that trouble is told once, not every cycle. */
  readonly #failing = new Set<string>();

  constructor(store: AlertStore, parts: Omit<SinkParts, "clusters">) {
    this.#store = store;
    this.#parts = parts;
    this.desk = new AlertDesk(store, parts.clock, parts.logger);
  }

  /** Goes on by these settings. */
  async apply({ alerts, clusters }: Pick<AppSettings, "alerts" | "clusters">): Promise<void> {
    const { enabled, repeatMs, stormLimit, queueLimit, mutes } = alerts;
    await this.desk.follow({
      rules: enabled ? allRules(alerts.rules) : [],
      repeatMs,
      stormLimit,
      queueLimit,
      mutes,
      sinks: enabled ? alertSinks(alerts, { ...this.#parts, clusters }) : [],
      lines: clusters.map(lineOf),
    });
  }

  /** Judges what a cluster's newest cycle gave. Rejects only if the signal is aborted. */
  async evaluate(
    name: string | undefined,
    readings: Omit<AlertReadings, "cluster">,
    signal: AbortSignal,
  ): Promise<void> {
    const line = name ?? "";
    try {
      const cluster = name ?? this.#clusterId(readings.snapshot?.clusterId);
      await this.desk.evaluate(line, { ...readings, cluster }, signal);
      this.#failing.delete(line);
    } catch (error) {
      signal.throwIfAborted();
      if (!this.#failing.has(line)) {
        this.#parts.logger.error("Alerts could not be judged", {
          cluster: name,
          error: error instanceof Error ? error.stack ?? error.message : String(error),
        });
      }
      this.#failing.add(line);
    }
  }

  /** The alerts of a cluster. */
  readingOf(name: string | undefined): Pick<ClusterReading, "alerts" | "alertEvents"> {
    return this.desk.readingOf(name ?? "");
  }

  stop(signal: AbortSignal): Promise<void> {
    return this.desk.stop(signal);
  }

  /** The id as it is now, or as it was read last, perhaps before a restart; "" if never. */
  #clusterId(now: string | undefined): string {
    const known = this.#store.records(CLUSTER_ID)[0]?.body;
    if (now === undefined || now === known) return known ?? "";
    this.#store.transaction(() => this.#store.put(CLUSTER_ID, "", now));
    return now;
  }
}

function lineOf({ name }: KafkaSettings): string {
  return name ?? "";
}
