import type { AlertEvent } from "../../../src/model/alert_event.ts";
import { LastingCounters } from "../../../src/alerts/lasting_counters.ts";
import { Outbox } from "../../../src/alerts/outbox/outbox.ts";
import { AlertTables } from "../../../src/state/alert_tables.ts";
import { STATE_MIGRATIONS } from "../../../src/state/migrations.ts";
import { openDatabase } from "../../../src/state/open_database.ts";
import { RecordingLogger } from "../../wire_fakes/recorders.ts";
import { START_MS } from "./simulation.ts";

/** An event about a topic; by default one that has just begun. */
export function madeEvent(topic: string, sequence = 1, more: Partial<AlertEvent> = {}): AlertEvent {
  const severity = more.severity ?? "warning";
  return {
    id: `${topic}-${START_MS}-${sequence}`,
    fingerprint: topic,
    sequence,
    type: "under_replicated_partitions",
    severity,
    severities: [severity],
    status: "firing",
    reason: "started",
    cluster: "c",
    subject: { topic },
    summary: `${topic} is not well`,
    description: "Look at it.",
    value: 3,
    threshold: NaN,
    worst: [{ name: "0", value: NaN }],
    total: 1,
    startsAtMs: START_MS,
    endsAtMs: undefined,
    occurredAtMs: START_MS,
    unobservedSinceMs: undefined,
    coalesced: 0,
    source: "kafka-sentinel",
    labels: {},
    runbookUrl: undefined,
    ...more,
  };
}

export function resolvedEvent(topic: string, sequence = 2): AlertEvent {
  return madeEvent(topic, sequence, {
    status: "resolved",
    reason: "resolved",
    endsAtMs: START_MS + 60_000,
  });
}

/** A store in memory, or in a file, with an outbox over it. */
export function openDesk(path?: string) {
  const logger = new RecordingLogger();
  const options = { path, migrations: STATE_MIGRATIONS, synchronous: "NORMAL", logger } as const;
  const { database, isLasting } = openDatabase(options);
  const store = new AlertTables(database, isLasting, logger);
  const counters = new LastingCounters(store);
  const outbox = new Outbox(store, counters, logger);
  const add = (...events: AlertEvent[]) => store.transaction(() => outbox.add(events));
  return { store, counters, outbox, add, logger, [Symbol.dispose]: () => database.close() };
}
