import assert from "node:assert/strict";
import { RE2JS } from "re2js";
import { cachedByName, checkPattern, namePattern } from "../../../src/runtime/name_pattern.ts";

Deno.test("answers stay right when more names come than are cached", () => {
  const filter = cachedByName(namePattern("[02468]$"), 3);
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 10; i++) assert.equal(filter(`t${i}`), i % 2 === 0);
  }
});

Deno.test("a pattern outside RE2 is refused with its reason", () => {
  assert.equal(checkPattern("^a(b|c)"), "^a(b|c)");
  for (const pattern of ["(", "a(?=b)", "(a)\\1", "[z-a]", "*"]) {
    assert.throws(() => checkPattern(pattern), {
      name: "RangeError",
      message: /^is not a regular expression of the RE2 dialect: ./,
    }, pattern);
  }
});

Deno.test("plain patterns mean what RE2 makes of them", () => {
  const names = [
    "",
    "a",
    "a-b_1",
    "xa-b_1",
    "a-b_1x",
    "b",
    "\n",
    "a\n",
    "A",
    ".*",
    "^a",
    "a$",
    "ä",
    "\ud800",
  ];
  const texts = ["", "a", "a-b_1", "1", "-"];
  const patterns = texts.flatMap((text) => [text, `^${text}`, `${text}$`, `^${text}$`]);
  for (const pattern of [".*", ...patterns]) {
    const [asked, compiled] = [namePattern(pattern), RE2JS.compile(pattern)];
    assert.equal(checkPattern(pattern), pattern);
    for (const name of names) {
      assert.equal(asked(name), compiled.test(name), JSON.stringify([pattern, name]));
    }
  }
});
