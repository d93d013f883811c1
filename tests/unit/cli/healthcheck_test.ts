import assert from "node:assert/strict";
import type { CliIo } from "../../../src/cli/cli_io.ts";
import { localUrl } from "../../../src/cli/healthcheck_command.ts";
import { runInProcess } from "./run_in_process.ts";

const healthcheck = (args: readonly string[], environment: CliIo["environment"] = {}) =>
  runInProcess(["healthcheck", ...args], { environment });

/** Answers every request with one status and text, and counts the paths. */
async function withServer(status: number, use: (port: number, paths: string[]) => Promise<void>) {
  const paths: string[] = [];
  const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
  const server = Deno.serve(options, (request) => {
    paths.push(new URL(request.url).pathname);
    return new Response(status === 200 ? "ok\n" : "cluster prod: not read yet\n", { status });
  });
  await use(server.addr.port, paths);
  await server.shutdown();
}

Deno.test("a program that answers /healthz is well", async () => {
  await withServer(200, async (port, paths) => {
    const result = await healthcheck([`--web.listen-address=127.0.0.1:${port}`]);
    assert.deepEqual(result, { code: 0, out: "ok\n", err: "" });
    assert.deepEqual(paths, ["/healthz"]);
  });
});

Deno.test("the listen address may come from the environment", async () => {
  await withServer(200, async (port, paths) => {
    const environment = { KAFKA_SENTINEL_WEB_LISTEN_ADDRESS: `:${port}` };
    assert.equal((await healthcheck([], environment)).code, 0);
    assert.deepEqual(paths, ["/healthz"]);
  });
});

Deno.test("another URL can be asked, and its bad answer is shown", async () => {
  await withServer(503, async (port) => {
    const url = `http://127.0.0.1:${port}/readyz?kafka=1`;
    assert.deepEqual(await healthcheck(["--url", url]), {
      code: 1,
      out: "",
      err: `GET ${url} answered 503: cluster prod: not read yet\n`,
    });
  });
});

Deno.test("nobody listening is a failure that names the address and the reason", async () => {
  const free = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = free.addr;
  free.close();
  const { code, err } = await healthcheck([`--web.listen-address=:${port}`]);
  assert.equal(code, 1);
  assert.match(err, new RegExp(`^GET http://127\\.0\\.0\\.1:${port}/healthz failed: .*refused`));
});

Deno.test("what is no URL, and port 0, are wrong usage", async () => {
  assert.equal((await healthcheck(["--url=localhost:9308"])).code, 2);
  const { code, err } = await healthcheck(["--web.listen-address=:0"]);
  assert.equal(code, 2);
  assert.match(err, /^error: Port 0 is chosen at the start and not known here: give --url\n/);
});

Deno.test("every address of the machine is asked on loopback", () => {
  const urls = [["", "127.0.0.1"], ["0.0.0.0", "127.0.0.1"], ["::", "[::1]"], ["::1", "[::1]"]];
  for (const [host, asked] of urls) {
    const own = { listenAddress: { host: host ?? "", port: 9308 }, tls: undefined };
    assert.equal(localUrl(own), `http://${asked}:9308/healthz`);
  }
});
