import assert from "node:assert/strict";
import { suggest } from "../../../src/runtime/suggest.ts";

Deno.test("the nearest candidate is suggested, and none that is too far", () => {
  const names = ["serve", "healthcheck", "version"];
  const cases: [string, string | undefined][] = [
    ["serv", "serve"],
    ["srve", "serve"],
    ["sevre", "serve"],
    ["helthchek", "healthcheck"],
    ["versions", "version"],
    ["topics", undefined],
    ["", undefined],
  ];
  for (const [given, meant] of cases) assert.equal(suggest(given, names), meant, given);
});
