import assert from "node:assert/strict";
import { JvmWatch } from "../../../src/jvm/jvm_watch.ts";
import { readEndpoint } from "../../../src/jvm/read_endpoint.ts";
import { jvmSettings } from "../../../src/jvm/settings.ts";
import { systemClock } from "../../../src/runtime/clock.ts";
import { RecordingLogger, silentLogger } from "../../wire_fakes/recorders.ts";
import { until } from "../../wire_fakes/until.ts";

const HEAP = 'jvm_memory_used_bytes{area="heap"} 5.0\njvm_memory_max_bytes{area="heap"} 10.0\n';

/** An HTTP server in the place of an agent, which cannot be made to misbehave. */
function serve(answer: (request: Request) => Response | Promise<Response>) {
  const ended = new AbortController();
  const options = { port: 0, hostname: "127.0.0.1", onListen() {}, signal: ended.signal };
  const server = Deno.serve(options, answer);
  return {
    url: `http://127.0.0.1:${server.addr.port}/metrics`,
    async [Symbol.asyncDispose]() {
      ended.abort();
      await server.finished;
    },
  };
}

function endpointsOf(...endpoints: readonly object[]) {
  return jvmSettings.parse({ interval: "100ms", endpoints });
}

const never = () => new AbortController().signal;

Deno.test("the agent is asked for what is needed only, with the login that is set", async () => {
  const asked: { url: string; authorization: string | null }[] = [];
  await using agent = serve(({ url, headers }) => {
    asked.push({ url, authorization: headers.get("authorization") });
    return new Response(HEAP);
  });
  const login = { username: "me", password: "sécret" };
  const [endpoint] = endpointsOf({ url: `${agent.url}?all=1`, ...login }).endpoints;
  const sample = await readEndpoint(endpoint!, never());
  assert.deepEqual([sample.heapUsedBytes, sample.heapMaxBytes], [5, 10]);
  const { searchParams } = new URL(asked[0]!.url);
  assert.equal(searchParams.get("all"), "1");
  assert.ok(searchParams.getAll("name[]").includes("jvm_memory_bytes_used"));
  const sent = new TextEncoder().encode("me:sécret").toBase64();
  assert.equal(asked[0]!.authorization, `Basic ${sent}`);
});

Deno.test("an answer that is cut into any pieces is read", async () => {
  const bytes = new TextEncoder().encode("# é\r\n" + HEAP.trimEnd());
  await using agent = serve(() =>
    new Response(ReadableStream.from(Array.from(bytes, (byte) => Uint8Array.of(byte))))
  );
  const [endpoint] = endpointsOf({ url: agent.url }).endpoints;
  assert.equal((await readEndpoint(endpoint!, never())).heapMaxBytes, 10);
});

Deno.test("what an agent does wrong is said, with its URL", async () => {
  await using slow = serve(() => new Promise(() => {}));
  await using missing = serve(() => new Response("nothing here", { status: 404 }));
  await using other = serve(() => new Response("up 1\n"));
  await using large = serve(() => endless("x".repeat(1_023) + "\n"));
  await using unbroken = serve(() => endless("x".repeat(1_024)));
  await using closed = serve(() => new Response());
  await closed[Symbol.asyncDispose]();
  const cases = [
    [slow.url, /: the answer did not end within 200ms$/],
    [missing.url, /: it answered 404 Not Found$/],
    [other.url, /: its answer has no jvm_memory_used_bytes: is it a JMX agent's \/metrics\?$/],
    [large.url, /: it answered with more than 67108864 bytes$/],
    [unbroken.url, /: it answered with an endless line$/],
    [closed.url, /Connection refused/],
  ] as const;
  for (const [url, message] of cases) {
    const timeout = url === slow.url ? "200ms" : "20s";
    const [endpoint] = endpointsOf({ url, timeout }).endpoints;
    await assert.rejects(readEndpoint(endpoint!, never()), (error: Error) => {
      assert.match(error.message, message);
      assert.ok(error.message.startsWith(`Cannot read the JMX agent at ${url}: `));
      return true;
    });
  }
});

function endless(kibibyte: string): Response {
  const mebibyte = new TextEncoder().encode(kibibyte.repeat(1_024));
  return new Response(new ReadableStream({ pull: (stream) => stream.enqueue(mebibyte) }));
}

Deno.test("endpoints are read in the background, each for itself, and told to their clusters", async () => {
  let isBroken = false;
  await using good = serve(() =>
    isBroken ? new Response(null, { status: 500 }) : new Response(HEAP)
  );
  await using bad = serve(() => new Response(null, { status: 503 }));
  const logger = new RecordingLogger();
  const told = () => logger.lines.filter((line) => !line.startsWith("debug"));
  const watch = new JvmWatch(
    endpointsOf(
      { url: good.url, cluster: "a", instance: "good" },
      { url: bad.url, cluster: "b", instance: "bad" },
    ),
    systemClock,
    logger,
  );
  watch.start();
  await until(
    "both were read",
    () => watch.readings("a")[0]?.heapUsedBytes === 5 && told().length === 1,
  );
  assert.match(told()[0]!, /^warn A JMX agent could not be read .*bad.* 503/);
  assert.deepEqual(watch.readings("b").map(({ instance, readAtMs }) => [instance, readAtMs]), [
    ["bad", NaN],
  ]);
  assert.match(watch.readings("b")[0]!.error!, /it answered 503 Service Unavailable$/);
  assert.deepEqual(watch.readings(undefined), []);

  isBroken = true;
  await until("it fails", () => watch.readings("a")[0]?.error !== undefined);
  isBroken = false;
  await until("it is told", () => told().length === 3);
  assert.match(told()[2]!, /^info A JMX agent answers again/);
  await watch.stop();
});

Deno.test("endpoints can be replaced, and what is known of those that stay is kept", async () => {
  await using one = serve(() => new Response(HEAP));
  await using two = serve(() => new Response(HEAP));
  const watch = new JvmWatch(endpointsOf({ url: one.url }), systemClock, silentLogger);
  watch.start();
  await until("the first is read", () => watch.readings(undefined)[0]?.heapUsedBytes === 5);
  await watch.replace(endpointsOf({ url: one.url }, { url: two.url }));
  assert.equal(watch.readings(undefined)[0]?.heapUsedBytes, 5);
  await until("the second is read", () => watch.readings(undefined)[1]?.heapUsedBytes === 5);
  await watch.replace(endpointsOf());
  assert.deepEqual(watch.readings(undefined), []);
  await watch.stop();
});
