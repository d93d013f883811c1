import { type FieldSpec, hasVersion, type MessageSpec, type StructSpec } from "./message_spec.ts";

/** A value as the schema codec has it: int64 as bigint, UUIDs as hexadecimal, null where nullable. */
export type Value = number | bigint | boolean | string | null | Uint8Array | Value[] | Struct;
export interface Struct {
  [field: string]: Value;
}

/** Sizes in bytes of the integer types. */
export const INTEGER_SIZES: Readonly<Record<string, number>> = {
  int8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
};

export const ZERO_UUID = "0".repeat(32);

/** A message at one version: what the encoder, the decoder and the generator walk over. */
export class SchemaView {
  readonly flexible: boolean;

  constructor(readonly message: MessageSpec, readonly version: number) {
    if (!hasVersion(message.validVersions, version)) {
      throw new Error(`${message.name} has no version ${version}`);
    }
    this.flexible = hasVersion(message.flexibleVersions, version);
  }

  /** Fields of a struct that this version has, tagged ones apart and sorted by tag. */
  fieldsOf(struct: StructSpec): { plain: FieldSpec[]; tagged: FieldSpec[] } {
    const present = struct.fields.filter((field) => hasVersion(field.versions, this.version));
    const isTagged = (field: FieldSpec) => hasVersion(field.taggedVersions, this.version);
    return {
      plain: present.filter((field) => !isTagged(field)),
      tagged: present.filter(isTagged).sort((a, b) => (a.tag ?? 0) - (b.tag ?? 0)),
    };
  }

  isNullable(field: FieldSpec): boolean {
    return hasVersion(field.nullableVersions, this.version);
  }

  /** The struct that a type names: the field's own, or a common one. */
  structOf(field: FieldSpec, type: string): StructSpec {
    if (field.fields !== undefined) return { name: type, fields: field.fields };
    const common = this.message.commonStructs?.find((struct) => struct.name === type);
    if (common === undefined) throw new Error(`${this.message.name} has no type ${type}`);
    return common;
  }

  /** What a field has when a version does not carry it. */
  defaultOf(field: FieldSpec): Value {
    const { type } = field;
    const given = field.default;
    if (given === null || given === "null") return null;
    if (type.startsWith("[]")) return [];
    if (type === "int64") return BigInt(given ?? 0);
    if (type in INTEGER_SIZES || type === "float64") return Number(given ?? 0);
    if (type === "bool") return given === true || given === "true";
    if (type === "string") return String(given ?? "");
    if (type === "uuid") return ZERO_UUID;
    if (type === "bytes" || type === "records") return new Uint8Array();
    const struct = this.structOf(field, type);
    return Object.fromEntries(struct.fields.map((inner) => [inner.name, this.defaultOf(inner)]));
  }
}
