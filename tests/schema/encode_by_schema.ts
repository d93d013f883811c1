import { isDeepStrictEqual } from "node:util";
import type { FieldSpec, MessageSpec, StructSpec } from "./message_spec.ts";
import { ByteSink } from "./schema_bytes.ts";
import { INTEGER_SIZES, SchemaView, type Struct, type Value } from "./schema_types.ts";

/** Tagged fields that no specification knows, for one struct. */
export type UnknownTags = () => readonly { readonly tag: number; readonly bytes: Uint8Array }[];

/** Encodes a message's body as its specification says; fields left out have their defaults. */
export function encodeBySchema(
  spec: MessageSpec,
  version: number,
  value: Struct,
  unknownTags: UnknownTags = () => [],
): Uint8Array {
  const encoder = new Encoder(new SchemaView(spec, version), unknownTags);
  const sink = new ByteSink();
  encoder.struct(sink, spec, value);
  return Uint8Array.from(sink.bytes);
}

class Encoder {
  constructor(readonly view: SchemaView, readonly unknownTags: UnknownTags) {}

  struct(sink: ByteSink, struct: StructSpec, value: Struct): void {
    const { plain, tagged } = this.view.fieldsOf(struct);
    this.#refuseUnsupported(struct, value, [...plain, ...tagged]);
    for (const field of plain) {
      this.#value(sink, field, field.type, this.#given(field, value));
    }
    if (this.view.flexible) this.#tags(sink, tagged, value);
  }

  #given(field: FieldSpec, value: Struct): Value {
    const given = value[field.name];
    return given === undefined ? this.view.defaultOf(field) : given;
  }

  /** Kafka refuses values that a version cannot carry, unless the field is ignorable. */
  #refuseUnsupported(struct: StructSpec, value: Struct, present: readonly FieldSpec[]): void {
    for (const field of struct.fields) {
      if (present.includes(field) || field.ignorable === true) continue;
      const given = value[field.name];
      if (given === undefined || isDeepStrictEqual(given, this.view.defaultOf(field))) continue;
      throw new Error(`${struct.name} version ${this.view.version} cannot carry ${field.name}`);
    }
  }

  #tags(sink: ByteSink, tagged: readonly FieldSpec[], value: Struct): void {
    const known = tagged
      .map((field) => ({ field, given: this.#given(field, value) }))
      .filter(({ field, given }) => !isDeepStrictEqual(given, this.view.defaultOf(field)))
      .map(({ field, given }) => {
        const inner = new ByteSink();
        this.#value(inner, field, field.type, given);
        return { tag: field.tag ?? 0, bytes: Uint8Array.from(inner.bytes) };
      });
    const all = [...known, ...this.unknownTags()];
    sink.varint(all.length);
    for (const { tag, bytes } of all) {
      sink.varint(tag);
      sink.varint(bytes.length);
      sink.raw(bytes);
    }
  }

  #value(sink: ByteSink, field: FieldSpec, type: string, value: Value): void {
    if (value === null && !this.view.isNullable(field)) {
      throw new Error(`${field.name} is not nullable in version ${this.view.version}`);
    }
    if (type.startsWith("[]")) return this.#array(sink, field, type.slice(2), value as Value[]);
    const size = INTEGER_SIZES[type];
    if (size !== undefined) return sink.integer(value as number | bigint, size);
    switch (type) {
      case "bool":
        return sink.integer(value === true ? 1 : 0, 1);
      case "float64":
        return sink.float64(value as number);
      case "uuid":
        return sink.raw(Uint8Array.fromHex(value as string));
      case "string":
        return this.#bytes(
          sink,
          value === null ? null : new TextEncoder().encode(value as string),
          2,
        );
      case "bytes":
      case "records":
        return this.#bytes(sink, value as Uint8Array | null, 4);
      default:
        return this.#inner(sink, field, type, value as Struct | null);
    }
  }

  #inner(sink: ByteSink, field: FieldSpec, type: string, value: Struct | null): void {
    if (this.view.isNullable(field) && !field.type.startsWith("[]")) {
      sink.integer(value === null ? -1 : 1, 1);
    }
    if (value !== null) this.struct(sink, this.view.structOf(field, type), value);
  }

  #array(sink: ByteSink, field: FieldSpec, type: string, items: Value[] | null): void {
    this.#length(sink, items?.length, 4);
    for (const item of items ?? []) this.#value(sink, field, type, item);
  }

  #bytes(sink: ByteSink, bytes: Uint8Array | null, lengthSize: number): void {
    this.#length(sink, bytes?.length, lengthSize);
    sink.raw(bytes ?? []);
  }

  #length(sink: ByteSink, length: number | undefined, size: number): void {
    if (this.view.flexible) sink.varint(length === undefined ? 0 : length + 1);
    else sink.integer(length ?? -1, size);
  }
}
