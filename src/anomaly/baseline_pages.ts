import { BASELINE_FIELDS, BASELINE_WIDTH, firstValue } from "./baseline_fields.ts";
import { type Baselines, baselinesOf, type BaselineTopic } from "./baselines.ts";
import { CELL_BYTES, HOURS, NO_HOURS } from "./hour_cells.ts";

/** Topics of a page: a page is stored as a whole, some 170 KB. */
export const PAGE_TOPICS = 64;

const MAGIC = 0x4b534231;
const VERSION = 1;
const FIXED_BYTES = 12;

/** What a page tells about itself. */
interface PageHeader {
  readonly version: number;
  readonly hour: number;
  /** Hours of another length, and other numbers of hours, cannot be used. */
  readonly hourMs: number;
  readonly hours: number;
  /** The columns of the numbers. */
  readonly fields: readonly string[];
  readonly topics: readonly BaselineTopic[];
}

/** Bytes that are no page of this version, or were damaged. */
export class PageError extends Error {
  override readonly name = "PageError";
}

/** How many pages the baselines have. */
export function pageCount({ topics }: Baselines): number {
  return Math.ceil(topics.length / PAGE_TOPICS);
}

/**
 * One page of the baselines as bytes: magic and checksum, the length of a header in JSON, the
 * header, then the topics' numbers and hours, aligned to 8 bytes, little-endian.
 */
export function encodePage(baselines: Baselines, page: number, hourMs: number): Uint8Array {
  const first = page * PAGE_TOPICS;
  const topics = baselines.topics.slice(first, first + PAGE_TOPICS);
  const header: PageHeader = {
    version: VERSION,
    hour: baselines.hour,
    hourMs,
    hours: HOURS,
    fields: BASELINE_FIELDS,
    topics,
  };
  const headerBytes = new TextEncoder().encode(JSON.stringify(header));
  const last = first + topics.length;
  const values = baselines.values.slice(first * BASELINE_WIDTH, last * BASELINE_WIDTH);
  const cells = baselines.cells.slice(first, last);
  const valuesAt = aligned(FIXED_BYTES + headerBytes.length);
  const bytes = new Uint8Array(valuesAt + values.byteLength + cells.length * CELL_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC);
  view.setUint32(8, headerBytes.length);
  bytes.set(headerBytes, FIXED_BYTES);
  bytes.set(new Uint8Array(values.buffer), valuesAt);
  const cellsAt = valuesAt + values.byteLength;
  cells.forEach((hours, at) => bytes.set(hours, cellsAt + at * CELL_BYTES));
  view.setUint32(4, checksum(bytes));
  return bytes;
}

/** Baselines of the topics of one page. Throws a PageError if the bytes cannot be used. */
export function decodePage(bytes: Uint8Array, hourMs: number): Baselines {
  const copy = bytes.slice();
  const header = readHeader(copy);
  if (header.version !== VERSION) throw new PageError(`it is of version ${header.version}`);
  if (header.hourMs !== hourMs || header.hours !== HOURS) {
    throw new PageError(`its hours are ${header.hours} of ${header.hourMs} ms`);
  }
  const { fields, hour } = header;
  const topics = header.topics.map(({ name, topicId }) => ({ name, topicId }));
  const valuesAt = aligned(FIXED_BYTES + new DataView(copy.buffer).getUint32(8));
  const count = topics.length * fields.length;
  const cellsAt = valuesAt + count * Float64Array.BYTES_PER_ELEMENT;
  if (copy.length !== cellsAt + topics.length * CELL_BYTES) {
    throw new PageError(`it has ${copy.length} bytes for ${topics.length} topics`);
  }
  const stored = new Float64Array(copy.buffer, valuesAt, count);
  const cells = topics.map((_, at) => {
    const from = cellsAt + at * CELL_BYTES;
    const hours = copy.slice(from, from + CELL_BYTES);
    return hours.some((byte) => byte !== 0) ? hours : NO_HOURS;
  });
  return baselinesOf(hour, topics, inColumns(stored, fields, topics.length), cells);
}

function readHeader(bytes: Uint8Array): PageHeader {
  const view = new DataView(bytes.buffer);
  if (bytes.length < FIXED_BYTES || view.getUint32(0) !== MAGIC) {
    throw new PageError("it is no page of baselines");
  }
  if (view.getUint32(4) !== checksum(bytes)) throw new PageError("its checksum is wrong");
  const text = bytes.subarray(FIXED_BYTES, FIXED_BYTES + view.getUint32(8));
  return JSON.parse(new TextDecoder().decode(text)) as PageHeader;
}

/** Numbers in today's columns; those that were not stored begin as for a new topic. */
function inColumns(stored: Float64Array, fields: readonly string[], topics: number): Float64Array {
  const values = new Float64Array(topics * BASELINE_WIDTH);
  BASELINE_FIELDS.forEach((field, column) => {
    const from = fields.indexOf(field);
    for (let row = 0; row < topics; row++) {
      values[row * BASELINE_WIDTH + column] = from < 0
        ? firstValue(field)
        : stored[row * fields.length + from]!;
    }
  });
  return values;
}

/** FNV-1a of everything after the checksum, 32 bits. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let at = 8; at < bytes.length; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash >>> 0;
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}
