import assert from "node:assert/strict";
import { programCommand } from "../../program/program_command.ts";
import { sampleApi } from "../api/sample_api.ts";
import { clusterOfGroups } from "../api/many_groups.ts";

/** The lines that a stream brings, as they come. */
async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, void, void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
}

Deno.test("--watch shows it again, outlives a monitor that is away, and ends at a signal", async () => {
  const app = sampleApi(clusterOfGroups({ "orders": { lag: 7 } }));
  let looks = 0;
  const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
  const server = Deno.serve(options, (request) => {
    looks += 1;
    return looks === 2 ? new Response("gone", { status: 503 }) : app.fetch(request);
  });
  const [command, ...flags] = programCommand();
  const url = `http://127.0.0.1:${server.addr.port}`;
  const child = new Deno.Command(command!, {
    args: [...flags, "lag", "--monitor", url, "--watch", "--every=500ms", "--json"],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(30_000),
  }).spawn();
  const told = linesOf(child.stdout);
  const errors = new Response(child.stderr).text();
  for (const look of ["first", "second"]) {
    const { value } = await told.next();
    assert.equal(JSON.parse(value!).items[0].group, "orders", look);
  }
  child.kill("SIGINT");
  for await (const _ of told) { /* what it still told before it heard the signal */ }
  const { code, signal } = await child.status;
  assert.deepEqual({ code, signal }, { code: 0, signal: null });
  assert.match(await errors, /^error: .*503.*\n$/);
  await server.shutdown();
});
