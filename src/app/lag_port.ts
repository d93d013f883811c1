import { apiApp } from "../api/api_app.ts";
import { burrowApp } from "../burrow/burrow_app.ts";
import { webServer } from "../http/web_server.ts";
import { Exposition } from "../metrics/exposition.ts";
import { lagCollectors } from "../metrics/lag_collectors.ts";
import { ManySeries } from "../metrics/many_series.ts";
import type { Address } from "../runtime/address.ts";
import { statusApp } from "../web/status_app.tsx";
import { alertSource } from "./alert_source.ts";
import { lateAfterMs, metricsSource, type Port, type PortParts } from "./port.ts";

/** :9309, the lag monitor: kafka-lag-exporter's names and ours, the API and Burrow's. */
export function lagPort(address: Address, parts: PortParts): Port {
  const { settings, readings, alerts, version, clock, logger } = parts;
  const exposition = new Exposition({
    collectors: lagCollectors(settings.metrics),
    readings,
    constantLabels: settings.metrics.labels,
    // Those of :9308: served twice, they would be counted twice.
    selfMetrics: undefined,
    publishing: () => alerts.publishing(),
    manySeries: new ManySeries("metrics.lag_granularity", settings.metrics.lagGranularity, logger),
    lateAfterMs: lateAfterMs(settings),
    logger,
  });
  const { telemetryPath } = settings.web;
  const app = webServer({
    metrics: metricsSource(exposition, clock),
    readings,
    telemetryPath,
    credentials: settings.web,
    pages: [
      statusApp({ readings, alertsOf: (reading) => reading.alerts, version, telemetryPath, clock }),
      apiApp({ readings, alerts: alertSource(alerts, clock), clock }),
      burrowApp({ readings, clock }),
    ],
    clock,
    logger,
  });
  const handler: Port["handler"] = (request, peer) => app.fetch(request, peer);
  return { serves: "lag monitor", address, exposition, handler };
}
