import assert from "node:assert/strict";
import {
  isBadlyNamed,
  isBarrel,
  lineCount,
  linesWith,
  MACHINE_PLACES,
  median,
} from "./file_rules.ts";
import { edgesOf, findCycle, importsOf, packagesOf, unreachable } from "./import_graph.ts";
import {
  forbiddenEdges,
  houseRoom,
  misplacedPackages,
  PACKAGE_ROOMS,
  ROOM_IMPORTS,
  roomOf,
} from "./rooms.ts";

const edge = (from: string, to: string) => ({ from, to });

Deno.test("imports of every form are found, and words in comments and texts are not", () => {
  const text = [
    'import a from "./a.ts";',
    'import type { B } from "./b.ts";',
    'import {\n  c,\n  type D,\n} from "../c.ts";',
    'import * as e from "kafkajs";',
    'import f, { g } from "hono/cors";',
    'import "./side.ts";',
    'export { h } from "./h.ts";',
    'export type * from "./i.ts";',
    "  const j = await im" + 'port("./j.ts");',
    'import css from "./k.css" with { type: "text" };',
    '// import x from "./no.ts";',
    ' * import x from "./no.ts";',
    'export const text = "import from ./no.ts";',
    'export interface From {\n  from: "no";\n}',
  ].join("\n");
  const found = importsOf("src/app/x.ts", text).map(({ specifier }) => specifier).sort();
  const relative = ["../c.ts", "./a.ts", "./b.ts", "./h.ts", "./i.ts", "./j.ts", "./k.css"];
  assert.deepEqual(found, [...relative, "./side.ts", "hono/cors", "kafkajs"]);
});

Deno.test("edges are resolved from their file, packages without their entries", () => {
  const imports = importsOf(
    "src/app/x.ts",
    'import a from "../model/a.ts";\nimport b from "@a/b/c";\nimport d from "hono/jsx";',
  );
  assert.deepEqual(edgesOf(imports), [edge("src/app/x.ts", "src/model/a.ts")]);
  assert.deepEqual(packagesOf(imports).map(({ name }) => name), ["@a/b", "hono"]);
});

Deno.test("a forbidden edge is found, an allowed one is not", () => {
  const bad = [
    edge("src/model/a.ts", "src/runtime/b.ts"),
    edge("src/metrics/a.ts", "src/kafka/b.ts"),
    edge("src/kafka/wire/a.ts", "src/kafka/messages/b.ts"),
    edge("src/kafka/a.ts", "src/history/b.ts"),
    edge("src/web/a.tsx", "tests/b.ts"),
    edge("main.ts", "src/app/a.ts"),
    edge("src/settings/a.ts", "src/kafka/cluster_client.ts"),
  ];
  const good = [
    edge("src/metrics/a.ts", "src/history/b.ts"),
    edge("src/kafka/wire/a.ts", "src/runtime/b.ts"),
    edge("src/settings/a.ts", "src/kafka/settings.ts"),
    edge("src/app/a.ts", "src/kafka/b.ts"),
    edge("tests/a.ts", "src/kafka/b.ts"),
  ];
  assert.equal(forbiddenEdges(bad, ROOM_IMPORTS).length, bad.length);
  assert.deepEqual(forbiddenEdges(good, ROOM_IMPORTS), []);
});

Deno.test("a package in a foreign room, and one that no room may have, are found", () => {
  const found = misplacedPackages([
    { file: "src/kafka/transport/a.ts", name: "kafkajs" },
    { file: "src/kafka/a.ts", name: "kafkajs" },
    { file: "src/model/a.ts", name: "left-pad" },
    { file: "src/http/settings.ts", name: "zod" },
    { file: "src/http/a.ts", name: "zod" },
  ], PACKAGE_ROOMS);
  const bad = ["src/kafka/a.ts: kafkajs", "src/model/a.ts: left-pad", "src/http/a.ts: zod"];
  assert.deepEqual(found, bad);
});

Deno.test("a circle is found with its path, and no circle where paths only meet", () => {
  assert.equal(
    findCycle([edge("a", "b"), edge("a", "c"), edge("b", "d"), edge("c", "d")]),
    undefined,
  );
  const circle = [edge("a", "b"), edge("b", "c"), edge("c", "b")];
  assert.deepEqual(findCycle(circle), ["b", "c", "b"]);
});

Deno.test("files that nothing leads to are found", () => {
  const found = unreachable("a", ["a", "b", "c", "d"], [edge("a", "b"), edge("c", "d")]);
  assert.deepEqual(found, ["c", "d"]);
});

Deno.test("rooms are told from paths", () => {
  assert.equal(roomOf("main.ts"), "main");
  assert.equal(roomOf("src/kafka/wire/a.ts"), "kafka/wire");
  assert.equal(roomOf("src/kafka/a.ts"), "kafka");
  assert.equal(roomOf("src/http/settings.ts"), "http/settings");
  assert.equal(houseRoom("http/settings"), "http");
  assert.equal(houseRoom("kafka/wire"), "kafka/wire");
  assert.equal(roomOf("tests/unit/a.ts"), undefined);
});

Deno.test("barrels, bad names, long files and machine places are found", () => {
  assert.ok(
    isBarrel({
      path: "a.ts",
      text: '// all\nexport * from "./a.ts";\nexport {\n  b,\n} from "./b.ts";\n',
    }),
  );
  assert.ok(!isBarrel({ path: "a.ts", text: 'export * from "./a.ts";\nexport const b = 1;\n' }));
  assert.ok(isBadlyNamed("src/app/utils.ts") && isBadlyNamed("src/app/mod.ts"));
  assert.ok(isBadlyNamed("src/app/camelCase.ts") && isBadlyNamed("src/my-app/a.ts"));
  assert.ok(!isBadlyNamed("src/app/cluster_line.ts"));
  assert.equal(lineCount({ path: "a.ts", text: "a\nb\n" }), 2);
  assert.equal(median([5, 1, 3]), 3);
  const places = [
    "/ro" + "ot/x",
    "/wo" + "rk/x",
    "/ho" + "me/someone/x",
    "regis" + "try.example.org",
  ];
  for (const text of places) {
    assert.deepEqual(linesWith([{ path: "a", text: `\n${text}` }], MACHINE_PLACES), ["a:2"], text);
  }
  assert.deepEqual(linesWith([{ path: "a", text: "the root/work of it" }], MACHINE_PLACES), []);
});
