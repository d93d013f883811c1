import { reloadEndpoint } from "../http/reload_endpoint.ts";
import { webServer } from "../http/web_server.ts";
import { exporterCollectors } from "../metrics/collectors.ts";
import { Exposition } from "../metrics/exposition.ts";
import { ManySeries } from "../metrics/many_series.ts";
import { landingApp } from "../web/landing_app.tsx";
import { lateAfterMs, metricsSource, type Port, type PortParts } from "./port.ts";

/** :9308, for Prometheus: kafka_exporter's names and ours, and the program's own metrics. */
export function exporterPort(parts: PortParts): Port {
  const { settings, readings, selfMetrics, version, clock, logger } = parts;
  const exposition = new Exposition({
    collectors: exporterCollectors(settings.metrics),
    readings,
    constantLabels: settings.metrics.labels,
    selfMetrics,
    manySeries: new ManySeries("metrics.granularity", settings.metrics.granularity, logger),
    lateAfterMs: lateAfterMs(settings),
    logger,
  });
  const { telemetryPath, listenAddress, lagListenAddress, enableLifecycle } = settings.web;
  const app = webServer({
    metrics: metricsSource(exposition, clock),
    readings,
    telemetryPath,
    credentials: settings.web,
    pages: [
      landingApp({ readings, version, telemetryPath, lagAddress: lagListenAddress, clock }),
      reloadEndpoint(enableLifecycle, parts.reload),
    ],
    clock,
    logger,
  });
  const handler: Port["handler"] = (request, peer) => app.fetch(request, peer);
  return { serves: "exporter", address: listenAddress, exposition, handler };
}
