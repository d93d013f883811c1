import type { RateVerdict } from "../../src/model/rate_report.ts";
import { judgeOneTopic } from "./one_topic.ts";
import { Random } from "./random.ts";
import { readSeries, type RecordedSeries, SOURCES } from "./recorded_series.ts";
import { table } from "./tables.ts";
import { type Accident, DAY, MINUTE, SECOND } from "./traffic.ts";

/** Accidents of each kind that are planted, each in a run of its own. */
const PLANTED = 25;
const LASTS_MS = 20 * MINUTE;

/** What is told of recorded series as they are, and what is found of accidents planted in them. */
export async function judgeRecordings(): Promise<string[]> {
  const lines: string[] = [];
  const rows: string[][] = [];
  for (const source of SOURCES) {
    const series = await readSeries(source);
    const told = judge(series, undefined);
    lines.push(`${series.name}, as recorded: ${told.length} verdicts`);
    lines.push(...told.map(({ atMs, verdict }) => `- ${new Date(atMs).toISOString()}: ${verdict}`));
    for (const kind of ["outage", "spike"] as const) rows.push(plant(series, kind));
  }
  const head = ["Series", "Planted", "Found in 3 min", "Slowest"];
  return [...lines, "", ...table(head, rows)];
}

interface Told {
  readonly atMs: number;
  readonly verdict: RateVerdict;
}

/** Messages come independently at the recorded rate, taken as messages a second. */
function judge(series: RecordedSeries, accident: Accident | undefined, untilMs?: number): Told[] {
  const { startMs, stepMs, values } = series;
  const random = new Random(7);
  const told: Told[] = [];
  let before: RateVerdict = "unknown";
  const messages = (nowMs: number, elapsedMs: number) => {
    const value = values[Math.min(values.length - 1, Math.floor((nowMs - startMs) / stepMs))]!;
    const isHit = accident !== undefined && accident.fromMs < nowMs && nowMs <= accident.toMs;
    if (Number.isNaN(value)) return NaN;
    return random.poisson(value * (isHit ? accident.factor : 1) * elapsedMs / SECOND);
  };
  const endMs = untilMs ?? startMs + values.length * stepMs;
  judgeOneTopic(startMs, endMs, messages, (atMs, { verdict }) => {
    if (verdict === before || verdict === "unknown") return;
    before = verdict;
    if (verdict !== "usual") told.push({ atMs, verdict });
  });
  return told;
}

function plant(series: RecordedSeries, kind: "outage" | "spike"): string[] {
  const random = new Random(11);
  const endMs = series.startMs + series.values.length * series.stepMs;
  const delays = Array.from({ length: PLANTED }, () => {
    const fromMs = random.between(series.startMs + 3 * DAY, endMs - DAY);
    const toMs = fromMs + LASTS_MS;
    const factor = kind === "outage" ? 0 : 5;
    const told = judge(series, { kind, fromMs, toMs, factor, catchesUp: false }, toMs);
    return (told.find(({ atMs }) => atMs > fromMs)?.atMs ?? NaN) - fromMs;
  });
  const found = delays.filter((ms) => ms <= 3 * MINUTE);
  const name = kind === "outage" ? "outage" : "five times as much";
  return [
    series.name,
    name,
    `${found.length} / ${PLANTED}`,
    `${(Math.max(...delays.filter((ms) => !Number.isNaN(ms))) / SECOND).toFixed(0)} s`,
  ];
}
