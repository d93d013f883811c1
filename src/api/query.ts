import { suggest } from "../runtime/suggest.ts";
import { Problem } from "./problem.ts";

/** The query of a request, of which each parameter is read once, by its kind. */
export class Query {
  readonly #given: URLSearchParams;

  /** Throws a Problem if a parameter is none of those that the page takes. */
  constructor(url: string, names: readonly string[]) {
    this.#given = new URL(url).searchParams;
    for (const name of this.#given.keys()) {
      if (names.includes(name)) continue;
      const meant = suggest(name, names);
      throw new Problem(
        400,
        `There is no parameter ${JSON.stringify(name)}` +
          (meant === undefined ? `: there are ${names.join(", ")}` : `: did you mean ${meant}?`),
      );
    }
  }

  /** The text given last; undefined if it was not given. */
  text(name: string): string | undefined {
    return this.#given.getAll(name).at(-1);
  }

  /** One of the words; undefined if it was not given. */
  word<T extends string>(name: string, words: readonly T[]): T | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : oneOf(name, text, words);
  }

  /** Words, with commas or repeated; undefined if it was not given. */
  words<T extends string>(name: string, words: readonly T[]): readonly T[] | undefined {
    const texts = this.#given.getAll(name).flatMap((text) => text.split(","));
    return texts.length === 0 ? undefined : texts.map((text) => oneOf(name, text, words));
  }

  /** A whole number from 1 to `most`. */
  count(name: string, most: number, byDefault: number): number {
    const text = this.text(name);
    if (text === undefined) return byDefault;
    const count = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (count >= 1 && count <= most) return count;
    throw new Problem(400, `${name} must be a whole number from 1 to ${most}, not ${shown(text)}`);
  }
}

function oneOf<T extends string>(name: string, text: string, words: readonly T[]): T {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new Problem(400, `${name} must be one of ${words.join(", ")}, not ${shown(text)}`);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
