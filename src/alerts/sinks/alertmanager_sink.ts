import type { AlertEvent } from "../../model/alert_event.ts";
import type { Clock } from "../../runtime/clock.ts";
import { RefusedError, type Sink } from "../outbox/sink.ts";
import { formerAlerts, toPostableAlert } from "./alertmanager_alert.ts";
import type { HttpPoster } from "./http_poster.ts";

/** As Prometheus does: what fires is believed for four times as long as it takes to send it again. */
const RESENDS_UNTIL_EXPIRY = 4;
/** What has ended is sent again for so long, lest Alertmanager restarts just then (Prometheus' 15 min). */
const RESOLVED_KEPT_MS = 900_000;
const MOST_RESOLVED = 10_000;
const BATCH_SIZE = 200;

export interface AlertmanagerSinkOptions {
  /** Base address of one Alertmanager, such as `http://am-1:9093`. */
  readonly url: string;
  readonly poster: HttpPoster;
  readonly resendMs: number;
  readonly clock: Clock;
}

/** One Alertmanager, over its API v2. In a cluster of several each one is told by itself. */
export class AlertmanagerSink implements Sink {
  readonly name: string;
  readonly batchSize = BATCH_SIZE;
  readonly resend: NonNullable<Sink["resend"]>;
  readonly #options: AlertmanagerSinkOptions;
  readonly #resolved = new Map<string, { event: AlertEvent; untilMs: number }>();

  constructor(options: AlertmanagerSinkOptions) {
    this.#options = options;
    this.name = `alertmanager:${new URL(options.url).host}`;
    this.resend = {
      everyMs: options.resendMs,
      send: (firing, signal) => this.#sendAgain(firing, signal),
    };
  }

  /** What came from an Alertmanager does not go back there. */
  takes = ({ source }: AlertEvent): boolean => source !== "alertmanager";

  async send(events: readonly AlertEvent[], signal: AbortSignal): Promise<void> {
    await this.#post(events, signal);
    const untilMs = this.#options.clock.nowMs() + RESOLVED_KEPT_MS;
    for (const event of events) {
      this.#resolved.delete(event.fingerprint);
      if (event.status === "resolved") this.#resolved.set(event.fingerprint, { event, untilMs });
    }
    for (const oldest of this.#resolved.keys()) {
      if (this.#resolved.size <= MOST_RESOLVED) break;
      this.#resolved.delete(oldest);
    }
  }

  close(): void {
    this.#options.poster.close();
  }

  async #sendAgain(firing: readonly AlertEvent[], signal: AbortSignal): Promise<void> {
    const nowMs = this.#options.clock.nowMs();
    for (const [fingerprint, { untilMs }] of this.#resolved) {
      if (untilMs <= nowMs) this.#resolved.delete(fingerprint);
    }
    for (const { fingerprint } of firing) this.#resolved.delete(fingerprint);
    const all = [...firing, ...[...this.#resolved.values()].map(({ event }) => event)];
    for (let from = 0; from < all.length; from += BATCH_SIZE) {
      await this.#post(all.slice(from, from + BATCH_SIZE), signal);
    }
  }

  async #post(events: readonly AlertEvent[], signal: AbortSignal): Promise<void> {
    const { url, poster, clock, resendMs } = this.#options;
    const expiresAtMs = clock.nowMs() + RESENDS_UNTIL_EXPIRY * resendMs;
    const alerts = events.flatMap((event) => [
      toPostableAlert(event, expiresAtMs),
      ...formerAlerts(event),
    ]);
    const target = `${url.replace(/\/$/, "")}/api/v2/alerts`;
    const { status, text } = await poster.postJson(target, alerts, signal);
    if (status >= 200 && status < 300) return;
    const message = `POST ${target} answered ${status}: ${text.slice(0, 300)}`;
    throw status === 400 ? new RefusedError(message) : new Error(message);
  }
}
