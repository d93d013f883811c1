import { CertificateRenewal } from "../http/certificate_renewal.ts";
import { type Certificate, listen, type Listener, ListenError } from "../http/listen.ts";
import { readCertificate } from "../http/read_certificate.ts";
import { watchLoopBlock } from "../metrics/loop_block.ts";
import { JvmWatch } from "../jvm/jvm_watch.ts";
import { SelfMetrics } from "../metrics/self_metrics.ts";
import { formatAddress } from "../runtime/address.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import { ExitCode } from "../runtime/exit_code.ts";
import { giveUpWriting } from "../runtime/give_up_writing.ts";
import { Lifecycle } from "../runtime/lifecycle.ts";
import type { Logger } from "../runtime/logger.ts";
import { QuickTurns } from "../runtime/quick_turns.ts";
import { sleep } from "../runtime/sleep.ts";
import type { AppSettings } from "../settings/app_settings.ts";
import { AlertTables } from "../state/alert_tables.ts";
import { baselinePages } from "../state/baseline_pages.ts";
import { lagHistory } from "../state/lag_history.ts";
import { openState } from "../state/open_state.ts";
import { AlertStage } from "./alert_stage.ts";
import { exporterPort } from "./exporter_port.ts";
import { lagPort } from "./lag_port.ts";
import type { Port, PortParts } from "./port.ts";
import { Reloader, type ReloadSource } from "./reloader.ts";
import { RunningLines } from "./running_lines.ts";

/** Longest time that a cycle or a pass under way may take to end, in milliseconds. */
const STOP_LINES_MS = 1_000;
/** Longest time for answers under way and their connections, in milliseconds. */
const STOP_HTTP_MS = 1_500;
/** Longest time for alerts that wait to be published; the rest waits for the next start. */
const STOP_ALERTS_MS = 2_000;
/** Longest time to write what is left and let the files go, in milliseconds. */
const STOP_STATE_MS = 500;

/** For so long whoever waited for the program is answered before it turns to Kafka. */
const ANSWERS_FIRST_MS = 20;

export interface ServeOptions {
  readonly logger: Logger;
  readonly version: string;
  /** Ends the program; its reason is named in the log. */
  readonly stop: AbortSignal;
  readonly reload: ReloadSource;
}

/**
 * Watches the clusters and answers on :9308 and :9309 until `stop` is aborted; returns the exit code.
 * Kafka need not be there: the program starts without it and says so.
 */
export async function serve(settings: AppSettings, options: ServeOptions): Promise<number> {
  const { logger, version, stop } = options;
  const lifecycle = new Lifecycle(logger);
  using _turns = new QuickTurns();
  try {
    if (settings.state.dir === undefined) await giveUpWriting();
    await start(settings, options, systemClock, lifecycle);
    await aborted(stop);
    logger.info("Stopping", { reason: String(stop.reason) });
    return ExitCode.ok;
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    logger.error(error.message, { version });
    return ExitCode.failure;
  } finally {
    await lifecycle.stop();
  }
}

/** Starts every part and registers how it is stopped. Rejects with a ListenError. */
async function start(
  settings: AppSettings,
  { logger, version, stop, reload }: ServeOptions,
  clock: Clock,
  lifecycle: Lifecycle,
): Promise<void> {
  const certificate = await readCertificate(settings.web.tls);
  const selfMetrics = new SelfMetrics(version);
  const state = openState(settings.state.dir, logger);
  lifecycle.add({ name: "the state", budgetMs: STOP_STATE_MS, stop: () => state.close() });
  const stopWatching = watchLoopBlock((seconds) => selfMetrics.loopBlocked(seconds));
  lifecycle.add({ name: "the watch on the event loop", budgetMs: 100, stop: stopWatching });
  const jvms = new JvmWatch(settings.jvm, clock, logger);
  lifecycle.add({ name: "reading JMX agents", budgetMs: STOP_LINES_MS, stop: () => jvms.stop() });
  const jvmsOf = (cluster: string | undefined) => jvms.readings(cluster);
  const observerOf = (name: string | undefined) => selfMetrics.line(name);
  const { database, isLasting } = state.lasting;
  const tables = new AlertTables(database, isLasting, logger);
  const alerts = new AlertStage(tables, { observerOf, clock, logger });
  lifecycle.add({
    name: "publishing alerts",
    budgetMs: STOP_ALERTS_MS,
    stop: (signal) => alerts.stop(signal),
  });
  const { clusters, lag, anomaly } = settings;
  const pages = baselinePages(state.lasting);
  const lagStore = lagHistory(state.history);
  const answering = Promise.withResolvers<void>();
  const lines = new RunningLines({
    clusters,
    lag,
    anomaly,
    isJudging: isJudging(settings),
    pages,
    lagStore,
    jvmsOf,
    alerts,
    selfMetrics,
    clock,
    logger,
    mayBegin: answering.promise,
  });
  lifecycle.add({
    name: "reading Kafka",
    budgetMs: STOP_LINES_MS,
    stop: () => {
      answering.resolve();
      return lines.stop();
    },
  });
  const target = {
    replaceJvms: (jvm: AppSettings["jvm"]) => jvms.replace(jvm),
    replaceClusters: (clusters: AppSettings["clusters"]) => lines.replaceClusters(clusters),
    judgeLagBy: (lag: AppSettings["lag"]) => lines.judgeLagBy(lag),
    judgeRatesBy: (anomaly: AppSettings["anomaly"]) => lines.judgeRatesBy(anomaly),
    applyAlerts: (next: AppSettings) => {
      lines.judge(isJudging(next));
      return alerts.apply(next);
    },
    reloaded: (ok: boolean) => selfMetrics.configReloaded(ok),
  };
  const reloader = new Reloader(settings, reload, target, logger);
  const ports = portsOf({
    settings,
    readings: lines,
    alerts: alerts.desk,
    selfMetrics,
    reload: () => reloader.reload(),
    version,
    clock,
    logger,
  });
  const listeners: Listener[] = [];
  lifecycle.add({
    name: "HTTP",
    budgetMs: STOP_HTTP_MS,
    stop: async (signal) => {
      await Promise.all(listeners.map((listener) => listener.shutdown(signal)));
    },
  });
  for (const port of ports) listeners.push(listenOn(port, certificate, logger.with({ version })));
  if (certificate !== undefined) {
    const renewal = new CertificateRenewal(settings.web.tls, certificate, listeners, logger);
    renewal.start();
    lifecycle.add({ name: "renewing", budgetMs: STOP_HTTP_MS, stop: () => renewal.stop() });
  }
  await alerts.apply(settings);
  void sleep(ANSWERS_FIRST_MS, stop).then(answering.resolve);
  lines.start(ports.map(({ exposition }) => exposition));
  jvms.start();
  lifecycle.add({ name: "reloading", budgetMs: STOP_LINES_MS, stop: () => reloader.stop() });
}

/** Lag and message rates are for the lag monitor's address and for alerts. */
function isJudging({ web, alerts }: AppSettings): boolean {
  return web.lagListenAddress !== undefined || alerts.enabled;
}

function portsOf(parts: PortParts): readonly Port[] {
  const { lagListenAddress } = parts.settings.web;
  const exporter = exporterPort(parts);
  return lagListenAddress === undefined ? [exporter] : [exporter, lagPort(lagListenAddress, parts)];
}

function listenOn(
  { address, handler, serves }: Port,
  certificate: Certificate | undefined,
  logger: Logger,
): Listener {
  const listener = listen(address, handler, logger, certificate);
  const scheme = certificate === undefined ? "http" : "https";
  logger.info("Listening", { address: formatAddress(listener.address), scheme, serves });
  return listener;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true })
  );
}
