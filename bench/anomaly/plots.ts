import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { say } from "../../scripts/say.ts";
import { judgeOneTopic } from "./one_topic.ts";
import { type Scene, SCENES } from "./plot_scenes.ts";
import { Random } from "./random.ts";
import { type PlotPoint, svgPlot } from "./svg_plot.ts";
import { MINUTE, ShapedTraffic, START_MS } from "./traffic.ts";

const FOLDER = `${PROJECT_ROOT}docs/images/anomalies`;
/** Points of a plot: more cannot be seen. */
const POINTS = 450;

/** Draws every scene into `docs/images/anomalies`. */
export async function drawPlots(): Promise<void> {
  await Deno.mkdir(FOLDER, { recursive: true });
  for (const scene of SCENES) {
    await Deno.writeTextFile(`${FOLDER}/${scene.file}`, svgPlot(scene.title, pointsOf(scene)));
    say(scene.file);
  }
}

/** Rates are means between points; a verdict that is not usual wins over one that is. */
function pointsOf({ shape, accidents, fromMs, toMs }: Scene): PlotPoint[] {
  const traffic = new ShapedTraffic(shape, accidents, new Random(5));
  const everyMs = Math.max(MINUTE / 4, (toMs - fromMs) / POINTS);
  const points: PlotPoint[] = [];
  let [sum, count] = [0, 0];
  let untilMs = fromMs + everyMs;
  let odd: PlotPoint["verdict"] | undefined;
  const messages = (nowMs: number, elapsedMs: number) => traffic.messages(nowMs, elapsedMs);
  judgeOneTopic(START_MS, toMs, messages, (nowMs, { rate, expectedRate, verdict }) => {
    if (nowMs <= fromMs) return;
    sum += rate;
    count++;
    if (verdict !== "usual") odd = verdict;
    if (nowMs < untilMs) return;
    points.push({
      atMs: nowMs,
      rate: sum / count,
      expected: expectedRate,
      verdict: odd ?? verdict,
    });
    [sum, count, odd] = [0, 0, undefined];
    untilMs += everyMs;
  });
  return points;
}
