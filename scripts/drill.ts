import { Argument, Command } from "commander";
import { openRemoteLab } from "../tests/lab/remote_lab.ts";
import { parseExposition } from "../tests/program/exposition_parser.ts";
import { PrometheusApi } from "../tests/stack/prometheus_api.ts";
import type { DrillTarget, RaisedAlert } from "./drills/drill.ts";
import { DRILLS } from "./drills/drills.ts";
import { findRunningLab, type RunningLab } from "./running_lab.ts";
import { say } from "./say.ts";
import { untilInterrupted } from "./until_interrupted.ts";

/** `deno task drill NAME`: breaks something in the running stack or demo, and repairs it. */
async function main(): Promise<number> {
  const names = DRILLS.map(({ name }) => name);
  const command = new Command("drill")
    .description("Breaks something in the running stack or demo until Ctrl-C, then repairs it.")
    .addArgument(new Argument("<name>", "what to break").choices(names))
    .parse(Deno.args, { from: "user" });
  const drill = DRILLS.find(({ name }) => name === command.args[0])!;
  const running = await findRunningLab();
  if (running === undefined) {
    say("Nothing runs: start `npx -y deno@2.9.6 task stack` in another terminal.");
    return 1;
  }
  const interrupted = untilInterrupted();
  say(drill.does);
  const { raises, mend } = await drill.start(await targetOf(running));
  tell(raises, running);
  const end = new AbortController();
  const watching = watch(raises, running, end.signal);
  await interrupted;
  end.abort();
  await watching;
  say("Repairing …");
  await mend();
  say("Repaired. Alerts end when Kafka is well again and they have been kept for their time.");
  return 0;
}

async function targetOf(running: RunningLab): Promise<DrillTarget> {
  const lab = await openRemoteLab(running.lab);
  return {
    client: lab.client,
    nodes: lab,
    served: (metric, labels) => valueOf(running, metric, labels),
  };
}

async function valueOf(
  { program, prometheus }: RunningLab,
  metric: string,
  labels: Readonly<Record<string, string>>,
): Promise<number | undefined> {
  if (prometheus !== undefined) return await new PrometheusApi(prometheus).series(metric, labels);
  const text = await (await fetch(`${program}/metrics`)).text();
  return parseExposition(text).value(metric, { ...labels });
}

function tell(raises: readonly RaisedAlert[], { program, prometheus, alertmanager }: RunningLab) {
  const alerts = raises.map((alert) =>
    `  ${nameOf(alert)}${alert.heldBack ? ", which Alertmanager holds back" : ""}\n`
  ).join("");
  const pages = [`${program}/`];
  if (prometheus !== undefined) pages.push(`${prometheus}/alerts`);
  if (alertmanager !== undefined) pages.push(`${alertmanager}/#/alerts?inhibited=true`);
  say(`Done. Expect:\n${alerts}See ${pages.join(" ")}\nCtrl-C repairs it.\n`);
  if (prometheus === undefined) say("The demo has no Prometheus, so no rule fires: see the page.");
}

/** Tells how the expected alerts come, as Prometheus sees it. */
async function watch(
  raises: readonly RaisedAlert[],
  { prometheus }: RunningLab,
  signal: AbortSignal,
): Promise<void> {
  if (prometheus === undefined) return;
  const api = new PrometheusApi(prometheus);
  const from = performance.now();
  const told = new Map<RaisedAlert, string>();
  while (!signal.aborted) {
    const alerts = await api.alerts();
    for (const alert of raises) {
      const wanted = Object.entries({ ...alert.labels, alertname: alert.alertname });
      const found = alerts.find(({ labels }) =>
        wanted.every(([key, value]) => labels[key] === value)
      );
      if (found === undefined || told.get(alert) === found.state) continue;
      told.set(alert, found.state);
      const seconds = ((performance.now() - from) / 1_000).toFixed(0);
      say(`  after ${seconds} s: ${nameOf(alert)} is ${found.state}`);
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 500);
      signal.addEventListener("abort", () => resolve(clearTimeout(timer)), { once: true });
    });
  }
}

function nameOf({ alertname, labels }: RaisedAlert): string {
  const about = Object.entries(labels).map(([key, value]) => `${key} ${value}`).join(", ");
  return `${alertname} (${about})`;
}

Deno.exit(await main());
