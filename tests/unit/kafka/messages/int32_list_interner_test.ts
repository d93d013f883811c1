import assert from "node:assert/strict";
import { Int32ListInterner } from "../../../../src/kafka/messages/int32_list_interner.ts";
import { WireReader } from "../../../../src/kafka/wire/wire_reader.ts";
import { WireWriter } from "../../../../src/kafka/wire/wire_writer.ts";
import { Random } from "../../../schema/random.ts";

Deno.test("lists have the same number exactly if they are equal", () => {
  const random = new Random(1);
  const interner = new Int32ListInterner();
  const byText = new Map<string, number>();
  for (let round = 0; round < 20_000; round++) {
    const ids = Array.from({ length: random.below(4) }, () => random.below(12) - 1);
    const writer = new WireWriter(true);
    writer.arrayLength(ids.length);
    for (const id of ids) writer.int32(id);
    const number = interner.read(new WireReader(writer.bytes(), true));
    assert.deepEqual(interner.lists[number], ids);
    const known = byText.get(ids.join()) ?? number;
    assert.equal(number, known);
    byText.set(ids.join(), known);
  }
  assert.equal(new Set(byText.values()).size, byText.size);
});
