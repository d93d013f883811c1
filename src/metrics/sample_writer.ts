import { encodeText, escapeHelp } from "./label_bytes.ts";
import { NUMBER_BYTES, writeNumber } from "./number_bytes.ts";
import type { SlotLabels } from "./slot_labels.ts";

/** Types of the text format that this program uses. */
export type MetricType = "gauge" | "counter" | "histogram";

/** Size of the buffers that samples are written to. */
const BUFFER_BYTES = 256 * 1024;
/** Arrays up to this length are copied faster byte by byte. */
const SHORT_SPAN = 24;
const WORD_BYTES = 4;
/** Room for braces, a comma between label sets, a space and the newline. */
const PUNCTUATION_BYTES = 8;
const OPEN = 123;
const CLOSE = 125;
const COMMA = 44;
const SPACE = 32;
const NEWLINE = 10;
const NOTHING: Uint8Array = new Uint8Array(0);

/**
 * Writes samples of the text format 0.0.4 as bytes. Samples belong to the family and have the
 * constant labels that were set last. A sample of NaN is not written: NaN means not known. A
 * sample is written whole or not at all; a family without samples leaves no trace.
 */
export class SampleWriter {
  /** Samples written so far. */
  count = 0;
  readonly #bufferBytes: number;
  #buffer: Uint8Array;
  #view: DataView;
  #at = 0;
  #full: Uint8Array[] = [];
  #spare: Uint8Array | undefined;
  #header = NOTHING;
  #family = "";
  #name = NOTHING;
  #constants = NOTHING;
  /** Name, brace and constant labels: what every sample with labels begins with. */
  #prefix = NOTHING;
  /** The prefix and a group's label: what its samples begin with, one after the other. */
  #lead = new DataView(new ArrayBuffer(0));
  #leadBytes = 0;
  #leadGroup: Uint8Array | undefined;

  constructor(bufferBytes = BUFFER_BYTES) {
    this.#bufferBytes = bufferBytes;
    this.#buffer = new Uint8Array(bufferBytes);
    this.#view = new DataView(this.#buffer.buffer);
  }

  /** Begins a family; its header is written with its first sample. */
  family(name: string, type: MetricType, help: string): void {
    this.#header = encodeText(`# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`);
    this.#family = name;
    this.suffix("");
  }

  /** What the names of the following samples have behind the family's, for histograms. */
  suffix(suffix: string): void {
    this.#name = encodeText(this.#family + suffix);
    this.#setPrefix();
  }

  /** Labels that every sample has from here on, encoded. */
  constantLabels(labels: Uint8Array): void {
    this.#constants = labels;
    this.#setPrefix();
  }

  /** One sample with up to two encoded label sets. */
  sample(value: number, labels = NOTHING, more = NOTHING): void {
    if (Number.isNaN(value)) return;
    if (labels.length === 0) return this.#unlabelled(value);
    let at = this.#begin(this.#prefix.length + labels.length + more.length);
    const buffer = this.#buffer;
    at = copy(this.#prefix, buffer, at);
    at = copy(labels, buffer, at);
    if (more.length > 0) {
      buffer[at++] = COMMA;
      at = copy(more, buffer, at);
    }
    this.#end(at, value);
  }

  /** One sample of a partition, or of a group on a partition. */
  slot(slots: SlotLabels, slot: number, value: number, group = NOTHING): void {
    if (Number.isNaN(value)) return;
    if (group !== this.#leadGroup) this.#setLead(group);
    const start = slots.start(slot);
    const end = slots.end(slot);
    const lead = this.#leadBytes;
    let at = this.#begin(lead + end - start);
    copyWords(this.#lead, 0, lead, this.#view, at);
    at += lead;
    copyWords(slots.view, start, end, this.#view, at);
    this.#end(at + end - start, value);
  }

  /** Whether a buffer is full, so that it is time to take the buffers. */
  get hasFull(): boolean {
    return this.#full.length > 0;
  }

  /** The full buffers, in order; each may be given back with `recycle`. */
  takeFull(): readonly Uint8Array[] {
    const full = this.#full;
    this.#full = [];
    return full;
  }

  /** All that has not been taken yet. */
  takeAll(): readonly Uint8Array[] {
    if (this.#at > 0) this.#rotate(0);
    return this.takeFull();
  }

  /** Makes the writer ready for another text; what was not taken is forgotten. */
  reset(): void {
    this.count = 0;
    this.#at = 0;
    this.#full = [];
    this.#header = NOTHING;
  }

  /** Gives a taken buffer back that nobody reads any more. */
  recycle(buffer: Uint8Array): void {
    const whole = new Uint8Array(buffer.buffer);
    if (whole.length === this.#bufferBytes) this.#spare = whole;
  }

  #setPrefix(): void {
    const constants = this.#constants.length;
    const prefix = new Uint8Array(this.#name.length + 1 + (constants > 0 ? constants + 1 : 0));
    prefix.set(this.#name);
    prefix[this.#name.length] = OPEN;
    prefix.set(this.#constants, this.#name.length + 1);
    if (constants > 0) prefix[prefix.length - 1] = COMMA;
    this.#prefix = prefix;
    this.#leadGroup = undefined;
  }

  #setLead(group: Uint8Array): void {
    const prefix = this.#prefix.length;
    this.#leadBytes = prefix + (group.length > 0 ? group.length + 1 : 0);
    if (this.#leadBytes + WORD_BYTES > this.#lead.byteLength) {
      this.#lead = new DataView(new ArrayBuffer(2 * (this.#leadBytes + WORD_BYTES)));
    }
    const lead = new Uint8Array(this.#lead.buffer);
    lead.set(this.#prefix);
    lead.set(group, prefix);
    if (group.length > 0) lead[this.#leadBytes - 1] = COMMA;
    this.#leadGroup = group;
  }

  #unlabelled(value: number): void {
    let at = this.#begin(this.#prefix.length);
    const buffer = this.#buffer;
    at = copy(this.#name, buffer, at);
    if (this.#constants.length > 0) {
      buffer[at++] = OPEN;
      at = copy(this.#constants, buffer, at);
      buffer[at++] = CLOSE;
    }
    this.#finish(at, value);
  }

  /** Makes room for a sample with so many bytes of name and labels, and writes a due header. */
  #begin(bytes: number): number {
    const needed = bytes + this.#header.length + PUNCTUATION_BYTES + NUMBER_BYTES;
    if (this.#at + needed > this.#buffer.length) this.#rotate(needed);
    if (this.#header.length > 0) {
      this.#buffer.set(this.#header, this.#at);
      this.#at += this.#header.length;
      this.#header = NOTHING;
    }
    return this.#at;
  }

  #end(position: number, value: number): void {
    this.#buffer[position] = CLOSE;
    this.#finish(position + 1, value);
  }

  #finish(position: number, value: number): void {
    this.#buffer[position] = SPACE;
    const at = writeNumber(this.#buffer, position + 1, value);
    this.#buffer[at] = NEWLINE;
    this.#at = at + 1;
    this.count++;
  }

  #rotate(needed: number): void {
    if (this.#at > 0) this.#full.push(this.#buffer.subarray(0, this.#at));
    const spare = needed <= this.#bufferBytes ? this.#spare : undefined;
    if (spare !== undefined) this.#spare = undefined;
    this.#buffer = spare ?? new Uint8Array(Math.max(needed, this.#bufferBytes));
    this.#view = new DataView(this.#buffer.buffer);
    this.#at = 0;
  }
}

/** Copies an array and returns the position behind it. */
function copy(from: Uint8Array, to: Uint8Array, at: number): number {
  const { length } = from;
  if (length > SHORT_SPAN) {
    to.set(from, at);
    return at + length;
  }
  for (let index = 0; index < length; index++) to[at++] = from[index]!;
  return at;
}

/**
 * Copies a span in words of four bytes, which takes a fifth of the time: a view of it, for `set`,
 * would be more garbage than all the rest of a cycle. Up to three bytes more than the span are
 * copied, so both sides must have some behind it.
 */
function copyWords(from: DataView, start: number, end: number, to: DataView, at: number): void {
  for (let index = start; index < end; index += WORD_BYTES, at += WORD_BYTES) {
    to.setInt32(at, from.getInt32(index, true), true);
  }
}
