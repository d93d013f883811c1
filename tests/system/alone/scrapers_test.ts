import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { shapeOf } from "../../../bench/simulated/cluster_shape.ts";
import { heldBy } from "../../../bench/soak/process_watch.ts";
import { SimulatedProcess } from "../../../bench/simulated/simulated_process.ts";
import { type Exposition, parseExposition } from "../../program/exposition_parser.ts";
import { type Kind, KINDS, neverRead, readSlowly, scrapeOnce } from "../../program/odd_scrapers.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { waitFor } from "../../program/wait_for.ts";

/** As text 14 MB are served, more than the buffers of a connection hold. */
const PARTITIONS = 10_000;
/** Those of `__consumer_offsets` besides. */
const SERVED = PARTITIONS + 50;
const AT_ONCE = 200;
const ROUNDS = 5;
/** MiB that a scraper which does not read may take: what is on its way, not its answer. */
const EACH_MIB = 3;

Deno.test("scrapers in crowds, slow ones and such as never read harm neither others nor memory", async (t) => {
  await using cluster = await SimulatedProcess.start(shapeOf(PARTITIONS));
  const servers = `--kafka.server=${cluster.bootstrapServers.join(",")}`;
  await using program = await RunningProgram.start([servers, "--interval=2s"]);
  const { url } = program;
  await program.scrapeUntil(
    "everything is served",
    (seen) => seen.select("kafka_topic_partition_current_offset").length === SERVED,
    60_000,
  );
  const cycles = (of: Exposition) =>
    of.value("kafka_sentinel_cycles_total", { result: "success" })!;

  await t.step(`${AT_ONCE} at once get the whole of an answer each`, async () => {
    const bodies = await Promise.all(
      Array.from({ length: AT_ONCE }, () => scrapeOnce(url, "gzip")),
    );
    const distinct = new Map(
      bodies.map((body) => [createHash("sha256").update(body).digest("hex"), body]),
    );
    for (const body of distinct.values()) {
      const seen = parseExposition(gunzipSync(body).toString());
      assert.equal(seen.select("kafka_topic_partition_current_offset").length, SERVED);
    }
    assert.ok(distinct.size < 10, `${distinct.size} passes`);
  });

  await t.step("plain text and OpenMetrics are as whole", async () => {
    const [gzip, text, openMetrics] = await Promise.all([
      scrapeOnce(url, "gzip"),
      scrapeOnce(url, "text"),
      scrapeOnce(url, "openMetrics"),
    ]);
    const samples = (body: Uint8Array) =>
      new TextDecoder().decode(body).split("\n").filter((line) => /^[^#]/.test(line)).length;
    const wanted = samples(gunzipSync(gzip));
    assert.ok(wanted > 100_000);
    assert.deepEqual([samples(text), samples(openMetrics)], [wanted, wanted]);
    assert.ok(new TextDecoder().decode(openMetrics).endsWith("\n# EOF\n"));
  });

  await t.step("while some never read, others get what is new, and no answer is kept", async () => {
    const kinds = Object.keys(KINDS) as Kind[];
    const before = heldBy(program.pid);
    const connections: Deno.TcpConn[] = [];
    let newest = await program.scrape();
    for (let round = 0; round < ROUNDS; round++) {
      for (const kind of [...kinds, ...kinds]) connections.push(await neverRead(url, kind));
      await cluster.tell({ do: "churn", churn: { messages: 100 } });
      const done = cycles(newest);
      newest = await program.scrapeUntil("a cycle ends", (seen) => cycles(seen) > done + 1, 60_000);
    }
    const held = heldBy(program.pid);
    const grown = held.anonymousMib - before.anonymousMib;
    assert.ok(grown < EACH_MIB * connections.length, `${grown} MiB`);
    assert.ok(held.sockets >= connections.length);
    for (const connection of connections) connection.close();
    await waitFor(
      "their connections are closed",
      () => heldBy(program.pid).sockets < held.sockets - connections.length / 2,
      60_000,
    );
  });

  await t.step("a slow one gets the whole of its answer", async () => {
    const { came, promised } = await readSlowly(url, { bytes: 16_384, pauseMs: 20 });
    assert.ok(promised > 500_000);
    assert.equal(came, promised);
  });

  assert.equal((await program.stop()).code, 0);
  assert.ok(!/"level":"(warn|error)"/.test(program.log), program.log);
});
