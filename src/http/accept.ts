/** One entry of an Accept header: a lower-case value and how much it is wanted, 0 to 1. */
interface Wanted {
  readonly value: string;
  readonly q: number;
}

/** Reads a header of the Accept family (RFC 9110, 12.4.2); parameters other than q are left out. */
function parseAccept(header: string): readonly Wanted[] {
  return header.split(",").map((part) => {
    const [value = "", ...parameters] = part.split(";").map((each) => each.trim().toLowerCase());
    const q = parameters.find((each) => /^q\s*=/.test(each))?.split("=")[1]?.trim();
    return { value, q: q === undefined ? 1 : /^(0|1)?(\.\d*)?$/.test(q) ? Number(q) : 0 };
  }).filter(({ value }) => value !== "");
}

/** How much the first of `names` that the header has is wanted; the most exact name comes first. */
function quality(header: string, names: readonly string[]): number | undefined {
  const wanted = parseAccept(header);
  for (const name of names) {
    const found = wanted.find(({ value }) => value === name);
    if (found !== undefined) return found.q;
  }
  return undefined;
}

/** Whether a client takes gzip, by its Accept-Encoding. */
export function acceptsGzip(header: string | null): boolean {
  if (header === null) return false;
  const gzip = quality(header, ["gzip", "x-gzip", "*"]) ?? 0;
  const identity = quality(header, ["identity"]) ?? 0;
  return gzip > 0 && gzip >= identity;
}

/** Whether a client takes OpenMetrics and not the text format, by its Accept. */
export function acceptsOnlyOpenMetrics(header: string | null): boolean {
  if (header === null) return false;
  const text = quality(header, ["text/plain", "text/*", "*/*"]) ?? 0;
  const open = quality(header, ["application/openmetrics-text"]) ?? 0;
  return open > 0 && text === 0;
}
