import { processIo } from "../src/cli/cli_io.ts";
import { runCli } from "../src/cli/run_cli.ts";
import { Exposition } from "../src/metrics/exposition.ts";
import { watchBlocks } from "./watch_blocks.ts";
import { WATCH_MARK, type WatchReport } from "./watch_report.ts";

/**
 * The program with a watch in it: once a second it tells, on standard error, the longest time for
 * which the event loop did not turn, and how long render passes took.
 */
const EVERY_MS = 1_000;

const passesMs: number[] = [];
const { render } = Exposition.prototype;
Exposition.prototype.render = async function (...args) {
  const fromMs = performance.now();
  await render.apply(this, args);
  passesMs.push(performance.now() - fromMs);
};

const blocks = watchBlocks();
const timer = setInterval(() => {
  const report: WatchReport = { block: blocks.longest(), passesMs: passesMs.splice(0) };
  processIo().err(WATCH_MARK + JSON.stringify(report) + "\n");
}, EVERY_MS);
Deno.unrefTimer(timer);
Deno.exit(await runCli(Deno.args, processIo()));
