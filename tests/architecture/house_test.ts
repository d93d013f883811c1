import assert from "node:assert/strict";
import denoJson from "../../deno.json" with { type: "json" };
import {
  isBadlyNamed,
  isBarrel,
  lineCount,
  linesWith,
  MACHINE_PLACES,
  median,
  MEDIAN_LINES,
  MOST_LINES,
} from "./file_rules.ts";
import { edgesOf, findCycle, importsOf, packagesOf, unreachable } from "./import_graph.ts";
import { projectFiles } from "./project_files.ts";
import {
  forbiddenEdges,
  misplacedPackages,
  PACKAGE_ROOMS,
  ROOM_IMPORTS,
  roomEdges,
  roomOf,
} from "./rooms.ts";

const all = await projectFiles();
const code = all.filter(({ path }) => /\.tsx?$/.test(path));
const source = code.filter(({ path }) => path === "main.ts" || path.startsWith("src/"));
const imports = code.flatMap(({ path, text }) => importsOf(path, text));
const edges = edgesOf(imports);
const sourceEdges = edges.filter(({ from }) => roomOf(from) !== undefined);

Deno.test("the whole project is looked at", () => {
  assert.ok(source.length > 100 && code.length > 200 && sourceEdges.length > 300);
  const paths = new Set(all.map(({ path }) => path));
  assert.deepEqual(edges.filter(({ to }) => !paths.has(to)), [], "every import leads to a file");
  const rooms = new Set(source.map(({ path }) => roomOf(path)));
  assert.deepEqual([...rooms].filter((room) => !(room! in ROOM_IMPORTS)), []);
});

Deno.test("rooms import only what they may", () => {
  assert.deepEqual(forbiddenEdges(sourceEdges, ROOM_IMPORTS), []);
});

Deno.test("packages stay in their rooms", () => {
  assert.deepEqual(misplacedPackages(packagesOf(imports), PACKAGE_ROOMS), []);
});

Deno.test("neither files nor rooms import each other in a circle", () => {
  assert.equal(findCycle(edges), undefined);
  assert.equal(findCycle(roomEdges(sourceEdges)), undefined);
});

Deno.test("the program uses every file of src", () => {
  const unused = unreachable("main.ts", source.map(({ path }) => path), edges);
  assert.deepEqual(unused, []);
});

Deno.test("files are small", () => {
  assert.deepEqual(code.filter((file) => lineCount(file) > MOST_LINES).map(({ path }) => path), []);
  assert.ok(median(source.map(lineCount)) <= MEDIAN_LINES);
});

Deno.test("files are named after what is in them, and none only passes things on", () => {
  assert.deepEqual(code.map(({ path }) => path).filter(isBadlyNamed), []);
  assert.deepEqual(code.filter(isBarrel).map(({ path }) => path), []);
});

Deno.test("only the entry exits, src writes to no console, and nothing is left to do", () => {
  assert.deepEqual(linesWith(source.filter(({ path }) => path !== "main.ts"), /Deno\.exit\(/), []);
  assert.deepEqual(linesWith(source, /\bconsole\./), []);
  assert.deepEqual(linesWith(code, new RegExp("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b")), []);
});

Deno.test("no file names a place of one machine or workplace", () => {
  assert.deepEqual(linesWith(all, MACHINE_PLACES), []);
});

Deno.test("every dependency is pinned and used", () => {
  const used = new Set(packagesOf(imports).map(({ name }) => name));
  for (const [name, target] of Object.entries(denoJson.imports)) {
    assert.match(target, /^npm:\/?(@[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+\/?$/, name);
    assert.ok(used.has(name.replace(/\/$/, "")), `${name} is not used`);
  }
});

Deno.test("zod is imported whole, so that a build leaves out its messages in fifty languages", () => {
  assert.deepEqual(linesWith(source, /^import (type )?\{.*\} from "zod"/), []);
});
