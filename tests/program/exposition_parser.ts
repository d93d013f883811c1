/** One sample of the text format, with its labels unescaped. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a scrape answered, to be asked for values. */
export interface Exposition {
  readonly samples: readonly Sample[];
  readonly types: ReadonlyMap<string, string>;
  readonly helps: ReadonlyMap<string, string>;
  /** Samples of that name whose labels include the given ones. */
  select(name: string, labels?: Record<string, string>): Sample[];
  /** The value of the only such sample; undefined if there is none. More than one is an error. */
  value(name: string, labels?: Record<string, string>): number | undefined;
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)(?: -?\d+)?$/s;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/sy;

/** Parses Prometheus' text format 0.0.4, strictly: what it does not understand is an error. */
export function parseExposition(text: string): Exposition {
  if (!text.endsWith("\n")) throw new Error("The exposition does not end with a newline");
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  const helps = new Map<string, string>();
  const seen = new Set<string>();
  for (const line of text.slice(0, -1).split("\n")) {
    const comment = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    if (comment !== null) note(comment[1] === "TYPE" ? types : helps, comment[2]!, comment[3]!);
    else if (!line.startsWith("#")) samples.push(parseSample(line, seen));
  }
  const select = (name: string, labels: Record<string, string> = {}) =>
    samples.filter((sample) =>
      sample.name === name &&
      Object.entries(labels).every(([key, value]) => sample.labels[key] === value)
    );
  const value = (name: string, labels?: Record<string, string>) => {
    const found = select(name, labels);
    if (found.length > 1) throw new Error(`${found.length} samples of ${name} fit`);
    return found[0]?.value;
  };
  return { samples, types, helps, select, value };
}

function note(into: Map<string, string>, name: string, text: string): void {
  if (into.has(name)) throw new Error(`A second header line for ${name}`);
  into.set(name, text);
}

function parseSample(line: string, seen: Set<string>): Sample {
  const [, name, labelText, valueText] = SAMPLE.exec(line) ?? [];
  if (name === undefined || valueText === undefined) throw new Error(`Not a sample: ${line}`);
  const labels = parseLabels(labelText ?? "", line);
  const key = `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
  if (seen.has(key)) throw new Error(`A series appears twice: ${line}`);
  seen.add(key);
  return { name, labels, value: parseValue(valueText, line) };
}

function parseLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const found = LABEL.exec(text);
    if (found === null) throw new Error(`Not a label set: ${line}`);
    if (Object.hasOwn(labels, found[1]!)) throw new Error(`A label appears twice: ${line}`);
    labels[found[1]!] = found[2]!.replace(/\\(.)/g, (_, c) => c === "n" ? "\n" : c);
  }
  return labels;
}

function parseValue(text: string, line: string): number {
  if (text === "+Inf") return Infinity;
  if (text === "-Inf") return -Infinity;
  if (text === "NaN") return NaN;
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`Not a value: ${line}`);
  return value;
}
