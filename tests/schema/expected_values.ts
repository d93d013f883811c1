import type { Struct, Value } from "./schema_types.ts";

/** A field that is an array of structs. */
export function structs(value: Struct, field: string): Struct[] {
  return value[field] as Struct[];
}

/** A number as the program has it: NaN for what Kafka writes as -1 or less. */
export function present(value: Value | undefined): number {
  const number = Number(value);
  return number < 0 ? NaN : number;
}

/** A string as the program has it: undefined for null and for fields that a version lacks. */
export function text(value: Value | undefined): string | undefined {
  return (value ?? undefined) as string | undefined;
}

/** A UUID as the program has it, in Kafka's text form. */
export function uuid(value: Value | undefined): string | undefined {
  if (value === undefined || /^0+$/.test(value as string)) return undefined;
  const base64 = btoa(String.fromCharCode(...Uint8Array.fromHex(value as string)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function float64s(items: readonly Struct[], field: string): Float64Array {
  return Float64Array.from(items, (item) => present(item[field]));
}

export function int32s(items: readonly Struct[], field: string): Int32Array {
  return Int32Array.from(items, (item) => item[field] as number);
}

export function int16s(items: readonly Struct[], field: string): Int16Array {
  return Int16Array.from(items, (item) => item[field] as number);
}

/** Topics as rows of a message's columns, and the partitions of all of them in that order. */
export function topicRows(
  topics: readonly Struct[],
  nameField = "Name",
  earlier: readonly Struct[] = [],
) {
  const partitions = [...earlier];
  const rows = topics.map((topic) => {
    const from = partitions.length;
    partitions.push(...structs(topic, "Partitions"));
    return { name: topic[nameField] as string, from, to: partitions.length };
  });
  return { rows, partitions };
}

/** The `Assignment` structure of new-protocol groups as the program has it. */
export function assignment(value: Value | undefined) {
  return structs(value as Struct, "TopicPartitions").map((topic) => ({
    topicId: uuid(topic["TopicId"]),
    name: topic["TopicName"] as string,
    partitionIndexes: Int32Array.from(topic["Partitions"] as number[]),
  }));
}
