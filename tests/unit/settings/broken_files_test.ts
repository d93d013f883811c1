import assert from "node:assert/strict";
import { ConfigDocument } from "../../../src/settings/config_document.ts";
import { readSettings } from "../../../src/settings/read_settings.ts";

const FOLDER = new URL("../../golden/settings/", import.meta.url);
const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name)
  .filter((name) => name.endsWith(".yaml")).sort();

/** What is said about the file, a problem a line; UPDATE_GOLDEN=1 makes it what is expected. */
for (const name of names) {
  Deno.test(`the broken settings ${name} are told with place, cause and cure`, async () => {
    const text = await Deno.readTextFile(new URL(name, FOLDER));
    const { problems = [] } = readSettings({
      flags: {},
      environment: {},
      file: new ConfigDocument({ path: name, text }),
    });
    const told = problems.map((problem) => `${problem}\n`).join("");
    const expected = new URL(name.replace(".yaml", ".txt"), FOLDER);
    if (Deno.env.get("UPDATE_GOLDEN") === "1") await Deno.writeTextFile(expected, told);
    assert.equal(told, await Deno.readTextFile(expected));
    assert.notEqual(told, "");
    for (const problem of problems) {
      assert.ok(problem.startsWith(`${name}:`), "a place");
      assert.ok(!problem.includes("secret-word"), "no secret");
      assert.ok(!problem.includes("\n"), "one line");
    }
  });
}

Deno.test("there are many of them", () => assert.ok(names.length >= 40));
