import {
  ALERT_TYPES,
  type AlertEvent,
  type AlertEventCount,
  type AlertState,
  type AlertType,
} from "../model/alert_event.ts";
import type { PublishingReading } from "../model/publishing_reading.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { AlertStore } from "./alert_store.ts";
import type { OutsideAlert } from "./intake/outside_alert.ts";
import { OutsideAlerts, type Received } from "./intake/outside_alerts.ts";
import { LastingCounters } from "./lasting_counters.ts";
import { LineAlerts } from "./line_alerts.ts";
import { MuteBook } from "./mutes/mute_book.ts";
import type { Mute } from "./mutes/mute.ts";
import { Outbox, SINK_COALESCED, SINK_EVENTS, SINK_FAILURES } from "./outbox/outbox.ts";
import type { Sink } from "./outbox/sink.ts";
import { SinkRunner } from "./outbox/sink_runner.ts";
import type { AlertReadings, Rule } from "./rule.ts";
import { standingEvent } from "./tracker/tell.ts";

/** Counts events by cluster, type and status, and alerts from elsewhere by what became of them. */
export const ALERT_EVENTS = "alert_events";
export const OUTSIDE_ALERTS = "outside_alerts";

/** Everything about alerts that a reload may change. */
export interface AlertPlan {
  readonly rules: readonly Rule[];
  readonly repeatMs: number;
  readonly stormLimit: number;
  readonly queueLimit: number;
  /** Those of the settings. */
  readonly mutes: readonly Mute[];
  readonly sinks: readonly Sink[];
  /** Configured names of the watched clusters; "" for a single unnamed one. */
  readonly lines: readonly string[];
}

/** Judges, tracks and publishes: the alerts of all clusters, and those from elsewhere. */
export class AlertDesk {
  readonly mutes: MuteBook;
  readonly counters: LastingCounters;
  readonly outbox: Outbox;
  readonly #store: AlertStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #outside: OutsideAlerts;
  readonly #lines = new Map<string, LineAlerts>();
  #plan: AlertPlan | undefined;
  #runners: readonly SinkRunner[] = [];

  constructor(store: AlertStore, clock: Clock, logger: Logger) {
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
    this.counters = new LastingCounters(store);
    this.outbox = new Outbox(store, this.counters, logger);
    this.mutes = new MuteBook(store, clock);
    this.#outside = new OutsideAlerts(store);
  }

  /** Goes on by another plan. Events under way to sinks are sent again, with their ids. */
  async follow(plan: AlertPlan): Promise<void> {
    const before = this.#runners;
    this.#runners = [];
    const now = AbortSignal.abort(new Error("the settings change"));
    await Promise.all(before.map((runner) => runner.drain(now)));
    this.#plan = plan;
    this.mutes.configure(plan.mutes);
    this.outbox.setSinks(plan.sinks, plan.queueLimit);
    for (const line of plan.lines) this.#openLine(line);
    for (const line of new Set([...LineAlerts.stored(this.#store), ...this.#lines.keys()])) {
      if (!plan.lines.includes(line)) this.#endLine(line);
    }
    this.#runners = plan.sinks.map((sink) =>
      new SinkRunner(sink, this.outbox, () => this.#firing(), this.#logger)
    );
  }

  /** One step of a cluster's alerts. Rejects if it could not be stored; then nothing has changed. */
  async evaluate(line: string, readings: AlertReadings, signal: AbortSignal): Promise<void> {
    const plan = this.#plan;
    const alerts = this.#lines.get(line);
    if (plan === undefined || alerts === undefined) return;
    const { rules, repeatMs, stormLimit } = plan;
    const policy = { repeatMs, stormLimit, isMuted: this.mutes.now() };
    await alerts.evaluate(readings, rules, policy, (events) => this.#publish(line, events), signal);
    this.#wakeRunners();
  }

  /** Takes in alerts from Alertmanager; when it returns, what is new will be published. */
  receive(alerts: readonly OutsideAlert[]): Received {
    const { repeatMs = Infinity } = this.#plan ?? {};
    const received = this.#outside.receive(alerts, this.#clock.nowMs(), repeatMs, (events) => {
      this.outbox.add(events);
      this.counters.flush();
    });
    for (const [result, count] of Object.entries(received)) {
      this.counters.add(count, OUTSIDE_ALERTS, result);
    }
    this.#wakeRunners();
    return received;
  }

  /** The alerts of a cluster, by its configured name ("" without one). */
  readingOf(line: string): {
    readonly alerts: readonly AlertState[];
    readonly alertEvents: readonly AlertEventCount[];
  } {
    const alertEvents = this.counters.of(ALERT_EVENTS).flatMap(({ labels, value: count }) => {
      const [of, type, status] = labels as [string, AlertType, AlertEvent["status"]];
      return of === line ? [{ type, status, count }] : [];
    });
    return { alerts: this.#lines.get(line)?.states ?? [], alertEvents };
  }

  /** How publishing fares. */
  publishing(): PublishingReading {
    const count = (name: string, label: string) =>
      this.counters.of(name).find(({ labels }) => labels[0] === label)?.value ?? 0;
    const sinks = (this.#plan?.sinks ?? []).map(({ name }) => ({
      name,
      events: count(SINK_EVENTS, name),
      failures: count(SINK_FAILURES, name),
      queueLength: this.outbox.length(name),
      coalesced: count(SINK_COALESCED, name),
    }));
    const [published, unchanged, own] = ["published", "unchanged", "own"].map((result) =>
      count(OUTSIDE_ALERTS, result)
    );
    return { sinks, outside: { published: published!, unchanged: unchanged!, own: own! } };
  }

  /** Sends what waits until the signal ends it; the rest stays in the store. */
  async stop(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.drain(signal)));
  }

  #openLine(line: string): void {
    if (this.#lines.has(line)) return;
    const logger = line === "" ? this.#logger : this.#logger.with({ cluster: line });
    this.#lines.set(line, new LineAlerts(line, this.#store, logger));
    for (const type of ALERT_TYPES) {
      for (const status of ["firing", "resolved"]) {
        this.counters.add(0, ALERT_EVENTS, line, type, status);
      }
    }
  }

  #endLine(line: string): void {
    this.#openLine(line);
    this.#lines.get(line)?.end(
      this.#clock.nowMs(),
      (events) => this.#publish(line, events),
    );
    this.#lines.delete(line);
  }

  /** Within a transaction: queues events and counts them. */
  #publish(line: string, events: readonly AlertEvent[]): void {
    this.outbox.add(events);
    for (const { type, status } of events) this.counters.add(1, ALERT_EVENTS, line, type, status);
    this.counters.flush();
  }

  /** What was published and has not ended, as it stands now. */
  #firing(): readonly AlertEvent[] {
    return [...this.#lines.values()].flatMap(({ alerts }) =>
      [...alerts.values()].flatMap((alert) => standingEvent(alert) ?? [])
    );
  }

  #wakeRunners(): void {
    for (const runner of this.#runners) runner.wake();
  }
}
