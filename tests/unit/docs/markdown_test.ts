import assert from "node:assert/strict";
import { allDocuments, brokenLinks, code, codes, localLinks, rowsOf } from "./markdown.ts";

const TABLE = "\n| A   | B      |\n| --- | ------ |\n| `x` | 1 \\| 2 |\n| y   |        |\n\n";

Deno.test("rows of a table are read by the heads of their columns", () => {
  const rows = rowsOf({ path: "x.md", text: `${TABLE}| C |\n| - |\n| z |\n` }, "A");
  assert.deepEqual(rows, [{ A: "`x`", B: "1 \\| 2" }, { A: "y", B: "" }]);
  assert.throws(() => rowsOf({ path: "x.md", text: TABLE }, "B"), /x\.md has no table/);
});

Deno.test("code is taken out of its backticks", () => {
  assert.equal(code("`a b`"), "a b");
  assert.equal(code("`a` and `b`"), "`a` and `b`");
  assert.deepEqual(codes("`a`, `b`"), ["a", "b"]);
});

Deno.test("links to files that are missing, outside or without the heading are broken", async () => {
  const text = [
    "[ok](../README.md) [ok](metrics.md#metrics-of-9308) [ok](#here) [web](https://example.org/)",
    "# Here",
    "[missing](no.md) [outside](../../x) [no heading](../README.md#no-such-heading) [none](#there)",
  ].join("\n\n");
  assert.deepEqual(await brokenLinks({ path: "docs/x.md", text }), [
    "docs/x.md: no.md",
    "docs/x.md: ../../x",
    "docs/x.md: ../README.md#no-such-heading",
    "docs/x.md: #there",
  ]);
});

Deno.test("links in code are not followed, and those of references are", () => {
  const text = "`[a](b)`\n\n```md\n[c](d)\n```\n\n[e]: f.md\n![g](h.png)\n";
  assert.deepEqual(localLinks(text), ["h.png", "f.md"]);
});

Deno.test("documents are found in the project's folder and in docs", async () => {
  const paths = (await allDocuments()).map(({ path }) => path);
  for (const path of ["README.md", "CHANGELOG.md", "docs/metrics.md"]) {
    assert.ok(paths.includes(path), path);
  }
});
