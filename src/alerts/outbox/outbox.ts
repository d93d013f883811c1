import type { AlertEvent } from "../../model/alert_event.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { AlertStore } from "../alert_store.ts";
import type { LastingCounters } from "../lasting_counters.ts";
import { eventFromText, eventToText } from "./event_text.ts";

/** Names of the counters, each by sink. */
export const SINK_EVENTS = "sink_events";
export const SINK_FAILURES = "sink_failures";
export const SINK_COALESCED = "sink_coalesced";

/** A sink, as far as the outbox needs to know it. */
export interface OutboxSink {
  /** Names its queue; unique. */
  readonly name: string;
  /** Whether the event is for it. */
  takes(event: AlertEvent): boolean;
}

/** An event that waits, and its place in the queue. */
export interface QueuedEvent {
  readonly id: number;
  readonly event: AlertEvent;
}

/**
 * Events on their way to the sinks, in the order of each fingerprint. When a queue is full, only the
 * newest event of each fingerprint stays, and counts those that went: the last state is never lost.
 */
export class Outbox {
  readonly #store: AlertStore;
  readonly #counters: LastingCounters;
  readonly #logger: Logger;
  #limit = Infinity;
  #sinks: readonly OutboxSink[] = [];
  readonly #lengths = new Map<string, number>();
  /** Length at which a queue is coalesced next. */
  readonly #fullAt = new Map<string, number>();
  readonly #taken = new Set<string>();

  constructor(store: AlertStore, counters: LastingCounters, logger: Logger) {
    this.#store = store;
    this.#counters = counters;
    this.#logger = logger;
  }

  /**
   * From now on events are for these sinks, and a queue longer than the limit is too long. What
   * waits for other sinks is dropped, and said so.
   */
  setSinks(sinks: readonly OutboxSink[], limit: number): void {
    this.#sinks = sinks;
    this.#limit = limit;
    const names = new Set(sinks.map(({ name }) => name));
    for (const sink of this.#store.queues()) if (!names.has(sink)) this.#drop(sink);
    for (const { name } of sinks) {
      this.#lengths.set(name, this.#store.queueLength(name));
      for (const counter of [SINK_EVENTS, SINK_FAILURES, SINK_COALESCED]) {
        this.#counters.add(0, counter, name);
      }
    }
  }

  /** Queues events for the sinks that take them; to be called within a transaction. */
  add(events: readonly AlertEvent[]): void {
    for (const { name, takes } of this.#sinks) {
      for (const event of events) {
        if (!takes(event)) continue;
        this.#store.enqueue(name, event.fingerprint, eventToText(event));
        this.#lengths.set(name, this.length(name) + 1);
      }
      if (!this.#taken.has(name)) this.#coalesceIfFull(name);
    }
  }

  /** How many events wait for the sink. */
  length(sink: string): number {
    return this.#lengths.get(sink) ?? 0;
  }

  /**
   * The events to send next: of each fingerprint the oldest, so that a batch that is sent twice
   * changes no order. Until `settle`, nothing of this sink is coalesced.
   */
  take(sink: string, most: number): readonly QueuedEvent[] {
    const rows = this.#store.oldestOfEach(sink, most);
    if (rows.length === 0) this.#lengths.set(sink, 0);
    else this.#taken.add(sink);
    return rows.map(({ id, body, coalesced }) => ({ id, event: eventFromText(body, coalesced) }));
  }

  /** The events were delivered, or can never be: they leave the queue. */
  settle(sink: string, events: readonly QueuedEvent[], result: "delivered" | "refused"): void {
    this.#taken.delete(sink);
    this.#store.transaction(() => {
      this.#store.dequeue(events.map(({ id }) => id));
      if (result === "delivered") this.#counters.add(events.length, SINK_EVENTS, sink);
      else this.#counters.add(1, SINK_FAILURES, sink);
      this.#counters.flush();
    });
    this.#lengths.set(sink, this.#store.queueLength(sink));
  }

  /** An attempt to send failed: the events that were taken, if any, stay in the queue. */
  giveBack(sink: string): void {
    const wasTaken = this.#taken.delete(sink);
    this.#counters.add(1, SINK_FAILURES, sink);
    this.#store.transaction(() => {
      if (wasTaken) this.#coalesceIfFull(sink);
      this.#counters.flush();
    });
  }

  #coalesceIfFull(sink: string): void {
    if (this.length(sink) <= (this.#fullAt.get(sink) ?? this.#limit)) return;
    const gone = this.#store.coalesce(sink);
    const left = this.#store.queueLength(sink);
    this.#lengths.set(sink, left);
    // With very many fingerprints the queue stays long; it is not looked through for each event.
    this.#fullAt.set(sink, Math.max(this.#limit, 2 * left));
    this.#counters.add(gone, SINK_COALESCED, sink);
    this.#logger.warn("Too many alert events wait: of each alert only the newest is kept", {
      sink,
      dropped: gone,
      left,
    });
  }

  #drop(sink: string): void {
    const length = this.#store.queueLength(sink);
    this.#store.transaction(() => {
      for (let rows; (rows = this.#store.oldestOfEach(sink, 1_000)).length > 0;) {
        this.#store.dequeue(rows.map(({ id }) => id));
      }
    });
    this.#logger.warn("Alert events for a sink that is set no more were dropped", { sink, length });
  }
}
