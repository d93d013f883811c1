import { encodeText } from "./label_bytes.ts";
import { joined, type Pieces } from "../runtime/joined.ts";
import { runSliced } from "../runtime/slices.ts";

const LINES_A_STEP = 256;
const END = encodeText("# EOF\n");
const NEWLINE = 10;
const HEADER = /^# (HELP|TYPE) (\S+) (.*)$/s;
const WHOLE_BOUND = /([{,]le=")(\d+)"/;

/**
 * Rewrites a text of format 0.0.4 as OpenMetrics 1.0: a counter's family has the name of its
 * samples without `_total`, quotes in HELP are escaped, bounds of buckets are floats, `# EOF` ends
 * it. Every other type, StateSets that are served as gauges too, is valid as it is.
 */
export function* toOpenMetrics(text: Uint8Array): Generator<void, Uint8Array, void> {
  const converted = yield* convertLines(new Converter(), text);
  return joined([converted, END]);
}

/** The same of a text that comes in pieces, wherever they are cut. */
export async function* toOpenMetricsPieces(
  pieces: AsyncIterable<Uint8Array>,
): Pieces {
  const converter = new Converter();
  let rest: Uint8Array = new Uint8Array();
  for await (const piece of pieces) {
    const text = joined([rest, piece]);
    const end = text.lastIndexOf(NEWLINE) + 1;
    rest = text.subarray(end);
    if (end > 0) yield await runSliced(convertLines(converter, text.subarray(0, end)));
  }
  yield joined([await runSliced(convertLines(converter, rest)), END]);
}

function* convertLines(
  converter: Converter,
  text: Uint8Array,
): Generator<void, Uint8Array, void> {
  const decoder = new TextDecoder();
  const pieces: Uint8Array[] = [];
  let lines: string[] = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf(NEWLINE, start);
    const end = newline < 0 ? text.length : newline;
    lines.push(...converter.convert(decoder.decode(text.subarray(start, end))));
    start = end + 1;
    if (lines.length < LINES_A_STEP) continue;
    pieces.push(encodeText(lines.join("\n") + "\n"));
    lines = [];
    yield;
  }
  if (lines.length > 0) pieces.push(encodeText(lines.join("\n") + "\n"));
  return joined(pieces);
}

/** Converts line by line; HELP, which comes first, waits for TYPE, which tells its name. */
class Converter {
  #help: string | undefined;
  #isHistogram = false;

  convert(line: string): string[] {
    if (!line.startsWith("#")) {
      return [this.#isHistogram ? line.replace(WHOLE_BOUND, '$1$2.0"') : line];
    }
    const [, keyword, name, rest] = HEADER.exec(line) ?? [];
    if (name === undefined || rest === undefined) return [];
    if (keyword === "HELP") {
      this.#help = rest.replaceAll('"', '\\"');
      return [];
    }
    return this.#family(name, rest);
  }

  #family(name: string, type: string): string[] {
    this.#isHistogram = type === "histogram";
    const isTotal = name.endsWith("_total");
    const family = type === "counter" && isTotal ? name.slice(0, -"_total".length) : name;
    const known = type === "counter" && !isTotal ? "unknown" : type;
    const help = this.#help === undefined ? [] : [`# HELP ${family} ${this.#help}`];
    this.#help = undefined;
    return [...help, `# TYPE ${family} ${known}`];
  }
}
