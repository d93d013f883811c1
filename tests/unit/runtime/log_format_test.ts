import assert from "node:assert/strict";
import { formatJson, formatText, type LogRecord } from "../../../src/runtime/log_format.ts";

const BASE: LogRecord = { atMs: 0, level: "info", message: "Listening", fields: {} };

Deno.test("a text line is logfmt, quoted where it must be", () => {
  const fields = { address: "[::1]:9308", port: 9308, topic: "a b", empty: "", gone: undefined };
  assert.equal(
    formatText({ ...BASE, message: "It listens", fields }),
    'time=1970-01-01T00:00:00.000Z level=info msg="It listens" address="[::1]:9308" ' +
      'port=9308 topic="a b" empty=""',
  );
});

Deno.test("a JSON line is one object that parses to the fields", () => {
  const line = formatJson({ ...BASE, fields: { lag: NaN, ok: true, gone: undefined } });
  assert.deepEqual(JSON.parse(line), {
    time: "1970-01-01T00:00:00.000Z",
    level: "info",
    msg: "Listening",
    lag: "NaN",
    ok: true,
  });
});

const HOSTILE: readonly [what: string, text: string][] = [
  ["a newline", 'x\nlevel=error msg="forged"'],
  ["a carriage return", "x\rforged"],
  ["an escape sequence of terminals", "x\u001b[2Jforged"],
  ["a C1 control character", "x\u009b31mforged"],
  ["a line separator", "x\u2028forged"],
  ["a bidi override", "x\u202eforged"],
  ["a bidi isolate", "x\u2066forged"],
  ["a zero width space", "x\u200bforged"],
  ["a byte order mark", "x\ufeffforged"],
  ["an invisible tag", "x\u{e0041}forged"],
  ["a lone surrogate", "x\ud800forged"],
];

for (const [what, text] of HOSTILE) {
  Deno.test(`${what} in a message or field is escaped in both formats`, () => {
    const record = { ...BASE, message: text, fields: { topic: text } };
    const json = formatJson(record);
    assert.equal(JSON.parse(json).msg, text);
    assert.equal(JSON.parse(json).topic, text);
    for (const line of [json, formatText(record)]) {
      assert.match(line, /^[\x20-\x7e]+$/);
    }
  });
}

Deno.test("letters of any language stay readable", () => {
  assert.match(formatText({ ...BASE, message: "größe 注文 😀" }), /msg="größe 注文 😀"$/);
});
