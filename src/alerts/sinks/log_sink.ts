import type { AlertEvent } from "../../model/alert_event.ts";
import type { LogFields, Logger } from "../../runtime/logger.ts";
import type { Sink } from "../outbox/sink.ts";

/** Writes one line to the program's log for each event. */
export class LogSink implements Sink {
  readonly name = "log";
  readonly batchSize = 100;
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  takes = (): boolean => true;

  send(events: readonly AlertEvent[]): Promise<void> {
    for (const event of events) {
      const level = event.status === "firing" && event.severity !== "info" ? "warn" : "info";
      this.#logger[level](`Alert ${event.status}: ${event.summary}`, fieldsOf(event));
    }
    return Promise.resolve();
  }

  close(): void {}
}

function fieldsOf(event: AlertEvent): LogFields {
  const { id, type, severity, reason, cluster, subject, unobservedSinceMs, coalesced } = event;
  return {
    alert: type,
    severity,
    reason,
    cluster,
    topic: subject.topic,
    group: subject.group,
    broker: subject.broker,
    dir: subject.dir,
    instance: subject.instance,
    unobservedSince: unobservedSinceMs === undefined
      ? undefined
      : new Date(unobservedSinceMs).toISOString(),
    coalesced: coalesced === 0 ? undefined : coalesced,
    id,
  };
}
