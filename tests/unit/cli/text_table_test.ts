import assert from "node:assert/strict";
import { type Column, textTable } from "../../../src/cli/text_table.ts";

interface Row {
  readonly name: string;
  readonly count: number;
  readonly note: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { head: "NAME", text: ({ name }) => name, least: 6 },
  { head: "COUNT", text: ({ count }) => String(count), align: "right" },
  { head: "NOTE", text: ({ note }) => note, dispensable: 1 },
];

const ROWS: readonly Row[] = [
  { name: "orders-service-production-7", count: 5, note: "fine" },
  { name: "漢字", count: 12_345, note: "" },
];

Deno.test("columns are as wide as their widest text, numbers are right, lines end where text ends", () => {
  assert.deepEqual(textTable(COLUMNS, ROWS, Infinity), [
    "NAME                         COUNT  NOTE",
    "orders-service-production-7      5  fine",
    "漢字                         12345",
  ]);
});

Deno.test("where there is no room, names are cut in their middle, and what can be missed goes", () => {
  assert.deepEqual(textTable(COLUMNS, ROWS, 36), [
    "NAME                     COUNT  NOTE",
    "orders-serv…roduction-7      5  fine",
    "漢字                     12345",
  ]);
  assert.deepEqual(textTable(COLUMNS, ROWS, 15), [
    "NAME      COUNT",
    "orde…n-7      5",
    "漢字      12345",
  ]);
});

Deno.test("a table that cannot be made to fit is as narrow as it can be", () => {
  const lines = textTable(COLUMNS, ROWS, 5);
  assert.deepEqual(lines, ["NAME    COUNT", "ord…-7      5", "漢字    12345"]);
});

Deno.test("names are cut between characters, not in them", () => {
  const family = "👩‍👩‍👧‍👦";
  const [, line] = textTable(COLUMNS, [{ name: family.repeat(9), count: 1, note: "" }], 15);
  assert.equal(line, `${family.repeat(2)}…${family}       1`);
});

Deno.test("paint is around the padded cell and takes no room", () => {
  const paint = (text: string) => `<${text}>`;
  const columns = [{ ...COLUMNS[0]!, paint: () => paint }, COLUMNS[1]!];
  assert.deepEqual(textTable(columns, [{ name: "a", count: 1, note: "" }], Infinity), [
    "NAME  COUNT",
    "<a   >      1",
  ]);
});

Deno.test("a table without rows has its heads", () => {
  assert.deepEqual(textTable(COLUMNS, [], 80), ["NAME  COUNT  NOTE"]);
});
