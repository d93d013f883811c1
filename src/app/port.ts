import type { AlertDesk } from "../alerts/alert_desk.ts";
import type { MetricsSource } from "../http/metrics_endpoint.ts";
import type { Handler } from "../http/requests_in_flight.ts";
import type { Exposition } from "../metrics/exposition.ts";
import type { SelfMetrics } from "../metrics/self_metrics.ts";
import type { Readings } from "../model/readings.ts";
import type { Address } from "../runtime/address.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { AppSettings } from "../settings/app_settings.ts";

/** One of the addresses that the program serves. */
export interface Port {
  /** As the log calls it. */
  readonly serves: "exporter" | "lag monitor";
  readonly address: Address;
  /** Rendered after every cycle. */
  readonly exposition: Exposition;
  readonly handler: Handler;
}

/** What ports are made from. */
export interface PortParts {
  readonly settings: AppSettings;
  readonly readings: Readings;
  readonly alerts: AlertDesk;
  readonly selfMetrics: SelfMetrics;
  /** Reads the settings again; gives what is wrong. */
  readonly reload: () => Promise<string | undefined>;
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Age in milliseconds from which a port's newest pass is too old to be served. */
export function lateAfterMs({ clusters }: AppSettings): number {
  return 3 * Math.max(...clusters.map(({ intervalMs }) => intervalMs));
}

/** The bodies of an exposition as of now. */
export function metricsSource(exposition: Exposition, clock: Clock): MetricsSource {
  return {
    gzipBody: () => exposition.gzipBody(clock.nowMs()),
    identityBody: () => exposition.identityBody(clock.nowMs()),
    openMetricsBody: () => exposition.openMetricsBody(clock.nowMs()),
  };
}
