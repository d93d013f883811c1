import type { RateVerdict } from "../../src/model/rate_report.ts";

/** One moment of a plot. */
export interface PlotPoint {
  readonly atMs: number;
  /** Messages a second. */
  readonly rate: number;
  /** NaN where not known. */
  readonly expected: number;
  readonly verdict: RateVerdict;
}

const WIDTH = 900;
const HEIGHT = 260;
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 16, 34, 28];
const HOUR = 3_600_000;

const COLOURS: Readonly<Record<RateVerdict, string | undefined>> = {
  usual: undefined,
  unknown: "#eeeeee",
  drop: "#f6c667",
  spike: "#f3a6a6",
  silence: "#b9b4e4",
};

/** A plot as SVG: the rate, what is expected, and the verdicts as coloured spans behind them. */
export function svgPlot(title: string, points: readonly PlotPoint[]): string {
  const [fromMs, toMs] = [points[0]!.atMs, points.at(-1)!.atMs];
  const highest = Math.max(...points.map(({ rate }) => rate)) * 1.3;
  const x = (atMs: number) => LEFT + (WIDTH - LEFT - RIGHT) * (atMs - fromMs) / (toMs - fromMs);
  const scale = (rate: number) => Math.log1p(60 * rate) / Math.log1p(60 * highest);
  const y = (rate: number) => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * scale(rate);
  const line = (of: (point: PlotPoint) => number, style: string) => {
    const places = points.filter((point) => !Number.isNaN(of(point)))
      .map((point) => `${x(point.atMs).toFixed(1)},${y(of(point)).toFixed(1)}`);
    return `<polyline fill="none" ${style} points="${places.join(" ")}"/>`;
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" ` +
    `font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    ...spans(points).map(({ from, to, verdict }) => span(x(from), x(to), verdict)),
    ...yTicks(highest).map((rate) => tick(LEFT, y(rate), `${rate}/s`)),
    ...xTicks(fromMs, toMs).map(({ atMs, text }) => mark(x(atMs), text)),
    line(({ expected }) => expected, 'stroke="#888888" stroke-dasharray="4 3"'),
    line(({ rate }) => rate, 'stroke="#1f5fa8" stroke-width="1.2"'),
    `<text x="${LEFT}" y="20" font-size="14">${title}</text>`,
    "</svg>",
    "",
  ].join("\n");
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly verdict: RateVerdict;
}

function spans(points: readonly PlotPoint[]): Span[] {
  const found: Span[] = [];
  for (const { atMs, verdict } of points) {
    const last = found.at(-1);
    if (last === undefined) found.push({ from: atMs, to: atMs, verdict });
    else if (last.verdict === verdict) found[found.length - 1] = { ...last, to: atMs };
    else found.push({ from: last.to, to: atMs, verdict });
  }
  return found.filter(({ verdict }) => COLOURS[verdict] !== undefined);
}

function span(from: number, to: number, verdict: RateVerdict): string {
  const box = `x="${from.toFixed(1)}" y="${TOP}" width="${Math.max(1, to - from).toFixed(1)}"`;
  const height = HEIGHT - TOP - BOTTOM;
  const text = to - from > 45 || verdict !== "unknown"
    ? `<text x="${(from + 3).toFixed(1)}" y="${TOP + 13}" fill="#444444">${verdict}</text>`
    : "";
  return `<rect ${box} height="${height}" fill="${COLOURS[verdict]}"/>${text}`;
}

function tick(left: number, y: number, text: string): string {
  const at = y.toFixed(1);
  return `<line x1="${left}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}" stroke="#dddddd"/>` +
    `<text x="${left - 6}" y="${(y + 4).toFixed(1)}" text-anchor="end">${text}</text>`;
}

function mark(x: number, text: string): string {
  return `<text x="${x.toFixed(1)}" y="${HEIGHT - 8}" text-anchor="middle">${text}</text>`;
}

function yTicks(highest: number): number[] {
  const ticks = [0];
  for (let rate = 1; rate < highest; rate *= 10) ticks.push(rate);
  return ticks;
}

/** Days at noon for long plots, hours for short ones. */
function xTicks(fromMs: number, toMs: number): { atMs: number; text: string }[] {
  const hours = (toMs - fromMs) / HOUR;
  const every = hours > 48 ? 24 : hours > 12 ? 3 : hours > 4 ? 1 : 0.5;
  const ticks: { atMs: number; text: string }[] = [];
  const first = Math.ceil(fromMs / (every * HOUR)) * every * HOUR;
  for (let atMs = first; atMs <= toMs; atMs += every * HOUR) {
    const iso = new Date(atMs).toISOString();
    const day = new Date(atMs).toLocaleDateString("en", { weekday: "short", timeZone: "UTC" });
    ticks.push({ atMs, text: every >= 24 ? day : iso.slice(11, 16) });
  }
  return ticks;
}
