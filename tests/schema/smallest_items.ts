import type { FieldSpec, MessageSpec, StructSpec } from "./message_spec.ts";
import { SchemaView, type Struct, type Value } from "./schema_types.ts";

/** Enough that no other byte of the message makes up for a wrong smallest size. */
const ITEMS = 300;

/** For each array of a message, one value in which it has many items of the smallest size. */
export function messagesOfSmallestItems(spec: MessageSpec, version: number): Struct[] {
  return [...variants(new SchemaView(spec, version), spec)];
}

function* variants(view: SchemaView, struct: StructSpec): Generator<Struct, void, void> {
  for (const field of view.fieldsOf(struct).plain) {
    for (const value of valuesOf(view, field)) yield { [field.name]: value };
  }
}

function* valuesOf(view: SchemaView, field: FieldSpec): Generator<Value, void, void> {
  const isArray = field.type.startsWith("[]");
  const itemType = isArray ? field.type.slice(2) : field.type;
  if (isArray) yield Array.from({ length: ITEMS }, () => smallest(view, field, itemType));
  if (!/^[A-Z]/.test(itemType)) return;
  for (const inner of variants(view, view.structOf(field, itemType))) {
    yield isArray ? [inner] : inner;
  }
}

/** Fields of an empty struct are left to the encoder, which writes their defaults. */
function smallest(view: SchemaView, field: FieldSpec, itemType: string): Value {
  if (/^[A-Z]/.test(itemType)) return {};
  return view.defaultOf({ name: field.name, type: itemType, versions: field.versions });
}
