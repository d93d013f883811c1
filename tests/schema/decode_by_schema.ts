import type { FieldSpec, MessageSpec, StructSpec } from "./message_spec.ts";
import { ByteSource } from "./schema_bytes.ts";
import { INTEGER_SIZES, SchemaView, type Struct, type Value } from "./schema_types.ts";

/** Decodes a message's body as its specification says; throws if bytes are left over. */
export function decodeBySchema(spec: MessageSpec, version: number, bytes: Uint8Array): Struct {
  const source = new ByteSource(bytes);
  const value = new Decoder(new SchemaView(spec, version)).struct(source, spec);
  if (source.remaining > 0) throw new Error(`${spec.name}: ${source.remaining} bytes left over`);
  return value;
}

class Decoder {
  constructor(readonly view: SchemaView) {}

  /** Fields of other versions are absent; tagged fields that were not sent have their default. */
  struct(source: ByteSource, struct: StructSpec): Struct {
    const { plain, tagged } = this.view.fieldsOf(struct);
    const value: Struct = {};
    for (const field of plain) value[field.name] = this.#value(source, field, field.type);
    for (const field of tagged) value[field.name] = this.view.defaultOf(field);
    if (this.view.flexible) this.#tags(source, tagged, value);
    return value;
  }

  #tags(source: ByteSource, tagged: readonly FieldSpec[], value: Struct): void {
    for (let left = source.varint(); left > 0; left--) {
      const tag = source.varint();
      const bytes = Uint8Array.from(source.raw(source.varint()));
      const field = tagged.find((candidate) => candidate.tag === tag);
      if (field === undefined) continue;
      value[field.name] = this.#value(new ByteSource(bytes), field, field.type);
    }
  }

  #value(source: ByteSource, field: FieldSpec, type: string): Value {
    if (type.startsWith("[]")) return this.#array(source, field, type.slice(2));
    const size = INTEGER_SIZES[type];
    if (type === "int64") return source.integer(8);
    if (size !== undefined) {
      return Number(type.startsWith("u") ? source.unsigned(size) : source.integer(size));
    }
    switch (type) {
      case "bool":
        return source.integer(1) !== 0n;
      case "float64":
        return source.float64();
      case "uuid":
        return Uint8Array.from(source.raw(16)).toHex();
      case "string": {
        const bytes = this.#bytes(source, field, 2);
        return bytes && new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      }
      case "bytes":
      case "records":
        return this.#bytes(source, field, 4);
      default:
        return this.#inner(source, field, type);
    }
  }

  #inner(source: ByteSource, field: FieldSpec, type: string): Value {
    const marked = this.view.isNullable(field) && !field.type.startsWith("[]");
    if (marked && source.integer(1) < 0n) return null;
    return this.struct(source, this.view.structOf(field, type));
  }

  #array(source: ByteSource, field: FieldSpec, type: string): Value {
    const length = this.#length(source, field, 4);
    if (length === null) return null;
    return Array.from({ length }, () => this.#value(source, field, type));
  }

  #bytes(source: ByteSource, field: FieldSpec, lengthSize: number): Uint8Array | null {
    const length = this.#length(source, field, lengthSize);
    return length === null ? null : Uint8Array.from(source.raw(length));
  }

  #length(source: ByteSource, field: FieldSpec, size: number): number | null {
    const length = this.view.flexible ? source.varint() - 1 : Number(source.integer(size));
    if (length >= 0) return length;
    if (length === -1 && this.view.isNullable(field)) return null;
    throw new Error(`${field.name} has length ${length} in version ${this.view.version}`);
  }
}
