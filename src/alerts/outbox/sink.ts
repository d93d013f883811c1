import type { AlertEvent } from "../../model/alert_event.ts";
import type { OutboxSink } from "./outbox.ts";

/** Somewhere that alerts are published to. */
export interface Sink extends OutboxSink {
  /** Most events that it is given at once. */
  readonly batchSize: number;
  /**
   * Publishes events of different fingerprints; resolves when they are safe there. Rejects with a
   * RefusedError if they can never be taken, and with anything else if it is to be tried again.
   */
  send(events: readonly AlertEvent[], signal: AbortSignal): Promise<void>;
  /** What has to be done before the first event, and is tried until it succeeds. */
  prepare?(signal: AbortSignal): Promise<void>;
  /** Sends everything that fires again, at least so often in milliseconds; undefined: never. */
  readonly resend?: {
    readonly everyMs: number;
    send(firing: readonly AlertEvent[], signal: AbortSignal): Promise<void>;
  };
  close(): void;
}

/** The sink understands the event and will never take it. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
