import { isMap, isNode, LineCounter, type Pair, parseDocument } from "yaml";

/** The text of a settings file and what it is called in messages. */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

/** Keys and indexes from the top of a file to a value. */
export type ConfigPath = readonly PropertyKey[];

const ONE_DOCUMENT = "there is more than one document (---): keep one";

/** A settings file that is YAML, with the places of its parts. */
export class ConfigDocument {
  /** Plain values; undefined for an empty file. */
  readonly value: unknown;
  /** What is wrong with it as YAML, each with its place. */
  readonly problems: readonly string[];
  readonly #path: string;
  readonly #lines = new LineCounter();
  readonly #document: ReturnType<typeof parseDocument>;

  constructor({ path, text }: ConfigText) {
    this.#path = path;
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      uniqueKeys: true,
      stringKeys: true,
      merge: false,
    });
    this.problems = this.#document.errors.map(({ code, message, pos }) =>
      `${this.#place(pos[0])}: ${firstLine(code === "MULTIPLE_DOCS" ? ONE_DOCUMENT : message)}`
    );
    this.value = this.problems.length > 0 ? undefined : toPlain(this.#document);
  }

  /** `FILE:LINE:COLUMN` of the value at the path, or of the nearest that is there above it. */
  placeOf(path: ConfigPath): string {
    for (let length = path.length; length > 0; length--) {
      const node = this.#document.getIn(path.slice(0, length) as unknown[], true);
      if (isNode(node) && node.range) return this.#place(node.range[0]);
    }
    return this.#place(0);
  }

  /** `FILE:LINE:COLUMN` of a key of the mapping at the path. */
  placeOfKey(path: ConfigPath, key: string): string {
    const node = path.length === 0
      ? this.#document.contents
      : this.#document.getIn(path as unknown[], true);
    const pair = isMap(node)
      ? node.items.find((each: Pair) => String(each.key) === key)
      : undefined;
    return isNode(pair?.key) && pair.key.range
      ? this.#place(pair.key.range[0])
      : this.placeOf(path);
  }

  #place(offset: number): string {
    const { line, col } = this.#lines.linePos(offset);
    return `${this.#path}:${line}:${col}`;
  }
}

/** Aliases are refused beyond a few, so that a small file cannot grow without bound. */
function toPlain(document: ReturnType<typeof parseDocument>): unknown {
  return document.toJS({ maxAliasCount: 50 });
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]!.replace(/:$/, "");
}
