import type { SimulatedFigures } from "./simulated_bench.ts";

const HEAD = [
  "",
  "cycle and rendering, ms",
  "own CPU, ms",
  "requests",
  "answers, MB",
  "series",
  "body, MB",
  "resident, MiB",
  "longest block, ms (with waits for a core)",
];

/** A Markdown table of the figures, with what must hold behind a slash. */
export function simulatedTable(figures: readonly SimulatedFigures[]): string[] {
  return [HEAD, HEAD.map((_, index) => index === 0 ? "---" : "---:"), ...figures.map(row)]
    .map((cells) => `| ${cells.join(" | ")} |`);
}

function row(of: SimulatedFigures): string[] {
  const { most } = of.case;
  const limit = (value: number | undefined) =>
    value === undefined ? "" : ` / ${value.toLocaleString("en")}`;
  const unknown = "–";
  const number = (value: number, digits = 0) =>
    Number.isNaN(value) ? unknown : value.toLocaleString("en", { maximumFractionDigits: digits });
  const pass = Number.isNaN(of.passMs) ? "" : ` + ${number(of.passMs)}`;
  return [
    of.case.name,
    `${number(of.cycleMs)}${pass}${limit(most?.wallMs)}`,
    number(of.cpuMs),
    number(of.requests, 1),
    number(of.answerBytes / 1e6, 1),
    number(of.series),
    number(of.bodyBytes / 1e6, 1),
    `${number(of.residentMib)}${limit(most?.residentMib)}`,
    `${number(of.block.ownMs)}${limit(most?.blockMs)} (${number(of.block.wholeMs)})`,
  ];
}
