import type { FieldSpec, MessageSpec, StructSpec } from "./message_spec.ts";
import type { Random } from "./random.ts";
import { randomRecords } from "./record_batches.ts";
import { INTEGER_SIZES, SchemaView, type Struct, type Value, ZERO_UUID } from "./schema_types.ts";

const LONG_ARRAY = 600;

/** A random value that a version of a message can carry, with nulls, empties and extremes. */
export function generateBySchema(spec: MessageSpec, version: number, random: Random): Struct {
  return new Generator(new SchemaView(spec, version), random).struct(spec);
}

class Generator {
  /** At most one array of a message is long, so that messages stay small. */
  #longArrayLeft = true;

  constructor(readonly view: SchemaView, readonly random: Random) {}

  struct(struct: StructSpec): Struct {
    const { plain, tagged } = this.view.fieldsOf(struct);
    return Object.fromEntries(
      [...plain, ...tagged].map((field) => [field.name, this.#field(field)]),
    );
  }

  #field(field: FieldSpec): Value {
    if (this.view.isNullable(field) && this.random.chance(0.3)) return null;
    if (!field.type.startsWith("[]")) return this.#value(field, field.type);
    return Array.from({ length: this.#length() }, () => this.#value(field, field.type.slice(2)));
  }

  #length(): number {
    if (this.#longArrayLeft && this.random.chance(0.02)) {
      this.#longArrayLeft = false;
      return LONG_ARRAY;
    }
    return this.#longArrayLeft ? this.random.below(4) : this.random.below(2);
  }

  #value(field: FieldSpec, type: string): Value {
    const size = INTEGER_SIZES[type];
    if (type === "int64") return this.#int64();
    if (size !== undefined) return this.#integer(size, type.startsWith("u"));
    switch (type) {
      case "bool":
        return this.random.chance(0.5);
      case "float64":
        return this.random.below(2 ** 31) / 7;
      case "uuid":
        return this.random.chance(0.2) ? ZERO_UUID : this.random.bytes(16).toHex();
      case "string":
        return this.random.text();
      case "records":
        return randomRecords(this.random);
      case "bytes":
        return this.random.bytes(this.random.below(40));
      default:
        return this.struct(this.view.structOf(field, type));
    }
  }

  #integer(size: number, unsigned: boolean): number {
    const max = 2 ** (size * 8 - (unsigned ? 0 : 1)) - 1;
    const any = this.random.below(max + 1);
    return this.random.pick(unsigned ? [0, 1, max, any] : [-1, 0, 1, 2, 3, max, any, -max - 1]);
  }

  /** Within 2^53, as offsets and times are. */
  #int64(): bigint {
    const any = BigInt(this.random.below(2 ** 31)) * 4_194_304n + 17n;
    return this.random.pick([-1n, 0n, 1n, 2n ** 31n, 2n ** 32n, 2n ** 53n - 1n, any]);
  }
}
