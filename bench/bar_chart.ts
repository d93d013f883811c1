/** One bar; `most` draws a line where the bar must not reach. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly most?: number | undefined;
}

/** Bars of one unit under a title. */
export interface BarPanel {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 720;
const LABEL_WIDTH = 230;
const BAR_HEIGHT = 22;
const LINE_HEIGHT = 30;
const VALUE_WIDTH = 70;

/** A bar chart as SVG, panel below panel, each with its own scale. */
export function barChart(panels: readonly BarPanel[]): string {
  let top = 10;
  const parts = panels.map((panel) => {
    const text = panelText(panel, top);
    top += LINE_HEIGHT * (panel.bars.length + 1) + 14;
    return text;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top}" ` +
    `font-family="sans-serif" font-size="14">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

function panelText({ title, bars }: BarPanel, top: number): string {
  const largest = Math.max(...bars.map(({ value, most }) => Math.max(value, most ?? 0)));
  const scale = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / largest;
  const lines = bars.map(({ label, value, most }, index) => {
    const y = top + LINE_HEIGHT * (index + 1);
    const end = LABEL_WIDTH + value * scale;
    const limit = most === undefined ? "" : limitLine(LABEL_WIDTH + most * scale, y);
    return `<text x="${LABEL_WIDTH - 8}" y="${y + 16}" text-anchor="end">${escaped(label)}</text>` +
      `<rect x="${LABEL_WIDTH}" y="${y}" width="${(value * scale).toFixed(1)}" ` +
      `height="${BAR_HEIGHT}" fill="#4878a8"/>` +
      `<text x="${(end + 6).toFixed(1)}" y="${y + 16}">${Math.round(value)}</text>${limit}`;
  });
  return [`<text x="10" y="${top + 18}" font-weight="bold">${escaped(title)}</text>`, ...lines]
    .join("\n");
}

function limitLine(x: number, y: number): string {
  return `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${y - 3}" ` +
    `y2="${y + BAR_HEIGHT + 3}" stroke="#b03030" stroke-width="3"/>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
