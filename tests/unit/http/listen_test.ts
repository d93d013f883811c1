import assert from "node:assert/strict";
import { listen, ListenError } from "../../../src/http/listen.ts";
import { formatAddress } from "../../../src/runtime/address.ts";
import { lineLogger } from "../../../src/runtime/line_logger.ts";

const LOOPBACK = { host: "127.0.0.1", port: 0 };
const never = new AbortController().signal;
const logger = lineLogger({ level: "error", format: "text" });
const hello = () => new Response("hello\n");

Deno.test("port 0 takes a free port, and the listener tells which", async () => {
  const listener = listen(LOOPBACK, hello, logger);
  assert.ok(listener.address.port > 0);
  const response = await fetch(`http://${formatAddress(listener.address)}/`);
  assert.equal(await response.text(), "hello\n");
  await listener.shutdown(never);
});

Deno.test("an empty host listens on every address of the machine", async () => {
  const listener = listen({ host: "", port: 0 }, hello, logger);
  const response = await fetch(`http://127.0.0.1:${listener.address.port}/`);
  assert.equal(await response.text(), "hello\n");
  await listener.shutdown(never);
});

Deno.test("a port in use gives one error that names the address and the cause", async () => {
  const listener = listen(LOOPBACK, hello, logger);
  const { address } = listener;
  assert.throws(() => listen(address, hello, logger), (error: Error) => {
    assert.ok(error instanceof ListenError);
    const where = formatAddress(address);
    assert.equal(error.message, `Cannot listen on ${where}: another program listens there`);
    assert.ok(error.cause instanceof Deno.errors.AddrInUse);
    return true;
  });
  assert.throws(() => listen({ host: "", port: address.port }, hello, logger), ListenError);
  await listener.shutdown(never);
});

Deno.test("an address of another machine gives an error that says so", () => {
  assert.throws(
    () => listen({ host: "192.0.2.1", port: 0 }, hello, logger),
    /^ListenError: Cannot listen on 192\.0\.2\.1:0: this machine has no such address$/,
  );
});

Deno.test("an answer under way is finished before the listener ends", async () => {
  const begun = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const listener = listen(LOOPBACK, async () => {
    begun.resolve();
    await release.promise;
    return new Response("late\n");
  }, logger);
  const asked = fetch(`http://${formatAddress(listener.address)}/`);
  await begun.promise;
  const shut = listener.shutdown(never);
  const refused = await fetch(`http://${formatAddress(listener.address)}/`);
  assert.equal(refused.status, 503);
  assert.equal(await refused.text(), "shutting down\n");
  release.resolve();
  assert.equal(await (await asked).text(), "late\n");
  await shut;
});

Deno.test("an answer that never comes is cut after a second, and the port is free", async () => {
  const begun = Promise.withResolvers<void>();
  const release = Promise.withResolvers<Response>();
  const listener = listen(LOOPBACK, () => {
    begun.resolve();
    return release.promise;
  }, logger);
  const asked = fetch(`http://${formatAddress(listener.address)}/`).then(
    (response) => response.body?.cancel(),
    () => "cut",
  );
  await begun.promise;
  const from = performance.now();
  await listener.shutdown(never);
  assert.ok(performance.now() - from < 3_000);
  assert.equal(await asked, "cut");
  await listen(listener.address, hello, logger).shutdown(never);
  release.resolve(new Response());
});
