import assert from "node:assert/strict";
import { DecodeError } from "../../../../src/kafka/wire/decode_error.ts";
import { WireReader } from "../../../../src/kafka/wire/wire_reader.ts";
import { WireWriter } from "../../../../src/kafka/wire/wire_writer.ts";

function written(flexible: boolean, write: (writer: WireWriter) => void): number[] {
  const writer = new WireWriter(flexible);
  write(writer);
  return [...writer.bytes()];
}

function reader(flexible: boolean, ...bytes: number[]): WireReader {
  return new WireReader(Uint8Array.from(bytes), flexible);
}

for (const flexible of [false, true]) {
  Deno.test(`what a ${flexible ? "flexible" : "classic"} writer writes, its reader reads`, () => {
    const names = ["", "orders", "zażółć 🐟", "\ufeffbom", "x".repeat(249), "ż".repeat(249)];
    const offsets = [0, 1, -1, 2 ** 31, 2 ** 32, -(2 ** 32) - 1, 2 ** 53 - 1, -(2 ** 53) + 1];
    const writer = new WireWriter(flexible);
    for (const offset of offsets) writer.int64(offset);
    for (const name of names) writer.string(name);
    for (const name of [...names, undefined]) writer.nullableString(name);
    writer.tags();
    const read = new WireReader(writer.bytes(), flexible);
    assert.deepEqual(offsets.map(() => read.int64()), offsets);
    assert.deepEqual(names.map(() => read.string()), names);
    assert.deepEqual([...names, undefined].map(() => read.nullableString()), [...names, undefined]);
    read.tags();
    assert.equal(read.remaining, 0);
  });

  Deno.test(`a ${flexible ? "flexible" : "classic"} writer keeps what it wrote while it grows`, () => {
    const writer = new WireWriter(flexible);
    for (let i = 0; i < 2000; i++) {
      writer.int8(1);
      writer.int32(i);
      writer.boolean(true);
      writer.arrayLength(i);
    }
    const read = new WireReader(writer.bytes(), flexible);
    for (let i = 0; i < 2000; i++) {
      assert.equal(read.int8(), 1);
      assert.equal(read.int32(), i);
      assert.equal(read.boolean(), true);
      assert.equal(read.arrayLength(0), i);
    }
    assert.equal(read.remaining, 0);
  });
}

Deno.test("classic and compact forms have the bytes of the protocol guide", () => {
  const write = (writer: WireWriter) => {
    writer.string("a");
    writer.nullableString(undefined);
    writer.arrayLength(2);
    writer.nullArray();
    writer.tags();
  };
  assert.deepEqual(
    written(false, write),
    [0, 1, 97, 255, 255, 0, 0, 0, 2, 255, 255, 255, 255],
  );
  assert.deepEqual(written(true, write), [2, 97, 0, 3, 0, 0]);
  assert.deepEqual(written(true, (writer) => writer.arrayLength(300)), [173, 2]);
});

Deno.test("a bigint that no number holds exactly is written exactly", () => {
  assert.deepEqual(
    written(false, (writer) => writer.int64(-(2n ** 63n))),
    [128, 0, 0, 0, 0, 0, 0, 0],
  );
});

Deno.test("UUIDs keep Kafka's text form and the all-zero one is missing", () => {
  const id = "AbCd-_0123456789xyzQRg";
  const writer = new WireWriter(true);
  writer.uuid(id);
  writer.uuid(undefined);
  assert.equal(writer.bytes().length, 32);
  const read = new WireReader(writer.bytes(), true);
  assert.equal(read.uuid(), id);
  assert.equal(read.uuid(), undefined);
});

Deno.test("the writer refuses values that do not fit their type", () => {
  const writer = new WireWriter(false);
  assert.throws(() => writer.int16(32768), RangeError);
  assert.throws(() => writer.int32(NaN), RangeError);
  assert.throws(() => writer.int64(2 ** 53), RangeError);
  assert.throws(() => writer.string("x".repeat(32768)), RangeError);
  assert.throws(() => writer.uuid("AAAA"), RangeError);
});

Deno.test("unknown tagged fields are passed over", () => {
  const read = reader(true, 2, 0, 3, 9, 9, 9, 130, 1, 0, 7);
  read.tags();
  assert.equal(read.int8(), 7);
});

Deno.test("names are read alike the first time and from the cache", () => {
  assert.equal(reader(false, 0, 2, 65, 66).string(), "AB");
  assert.equal(reader(false, 0, 2, 65, 66).string(), "AB");
  assert.equal(reader(false, 0, 2, 65, 67).string(), "AC");
  assert.equal(reader(false, 0, 2, 0xc5, 0xbc).string(), "ż");
  assert.equal(reader(false, 0, 1, 0xff).string(), "\ufffd");
});

const BROKEN: readonly [string, boolean, number[], (reader: WireReader) => unknown, RegExp][] = [
  ["an int64 cut short", false, [0, 0, 0], (r) => r.int64(), /an int64 needs 8 bytes, 3 remain/],
  ["a float64 cut short", false, [0, 0], (r) => r.float64(), /a float64 needs 8/],
  ["a UUID cut short", true, [1], (r) => r.uuid(), /a UUID needs 16/],
  ["a string longer than its bytes", false, [0, 9, 65], (r) => r.string(), /needs 9 bytes, 1 re/],
  ["a null string", true, [0], (r) => r.string(), /a string is null/],
  ["a string of length -2", false, [255, 254], (r) => r.nullableString(), /has length -2/],
  ["a skipped string cut short", true, [9, 65], (r) => r.skipString(), /needs 8 bytes, 1 remain/],
  ["a null byte array", false, [255, 255, 255, 255], (r) => r.bytes(), /byte array is null/],
  ["a huge byte array", true, [255, 255, 255, 255, 15], (r) => r.bytes(), /needs 4294967294 byte/],
  ["a null array", true, [0], (r) => r.arrayLength(1), /an array is null/],
  [
    "an array of two billion items",
    false,
    [127, 255, 255, 255, 0],
    (r) => r.nullableArrayLength(1),
    /2147483647 items of at least 1 bytes in 1 remaining bytes/,
  ],
  ["items that cannot fit", true, [3, 0, 0, 0], (r) => r.arrayLength(2), /2 items of at least 2/],
  ["more tags than bytes", true, [9, 0], (r) => r.tags(), /9 items of at least 2/],
  ["a tagged field cut short", true, [1, 0, 5, 1], (r) => r.tags(), /tagged field needs 5/],
  [
    "a varint without end",
    true,
    [255, 255, 255, 255, 255, 1],
    (r) => r.tags(),
    /more than 32 bits/,
  ],
  ["a varint above 32 bits", true, [255, 255, 255, 255, 31], (r) => r.tags(), /more than 32 bits/],
];

for (const [title, flexible, bytes, read, expected] of BROKEN) {
  Deno.test(`${title} is a decode error with the offset`, () => {
    const broken = reader(flexible, ...bytes);
    assert.throws(() => read(broken), (error: unknown) => {
      assert.ok(error instanceof DecodeError);
      assert.match(error.message, expected);
      assert.match(error.message, new RegExp(`at byte ${error.offset}: `));
      assert.ok(error.offset <= bytes.length);
      return true;
    });
  });
}

Deno.test("bytes() gives a copy and arrays may be null", () => {
  const source = Uint8Array.from([3, 5, 6, 0]);
  const read = new WireReader(source, true);
  const copy = read.bytes();
  source[1] = 0;
  assert.deepEqual([...copy], [5, 6]);
  assert.equal(read.nullableArrayLength(1), undefined);
});
