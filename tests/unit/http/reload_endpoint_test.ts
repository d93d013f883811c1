import assert from "node:assert/strict";
import { reloadEndpoint } from "../../../src/http/reload_endpoint.ts";

async function ask(
  enabled: boolean,
  problem: string | undefined,
  method = "POST",
): Promise<[status: number, text: string, reloads: number]> {
  let reloads = 0;
  const app = reloadEndpoint(enabled, () => {
    reloads++;
    return Promise.resolve(problem);
  });
  const response = await app.request("/-/reload", { method });
  return [response.status, await response.text(), reloads];
}

Deno.test("POST and PUT reload, and tell what is wrong", async () => {
  assert.deepEqual(await ask(true, undefined), [200, "ok\n", 1]);
  assert.deepEqual(await ask(true, undefined, "PUT"), [200, "ok\n", 1]);
  assert.deepEqual(await ask(true, "f.yaml:1:1: no"), [500, "f.yaml:1:1: no\n", 1]);
});

Deno.test("nothing is reloaded by GET, or where it is not enabled", async () => {
  const [status, , reloads] = await ask(true, undefined, "GET");
  assert.deepEqual([status, reloads], [404, 0]);
  const refused = await ask(false, undefined);
  assert.deepEqual([refused[0], refused[2]], [403, 0]);
  assert.match(refused[1], /set web\.enable_lifecycle, or send SIGHUP/);
});
