import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import type { Exposition } from "../../program/exposition_parser.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitUntilPasses } from "../../program/wait_for.ts";

const CLIENT_ID = "kafka-sentinel";
const TOTAL = "kafka_sentinel_throttle_seconds_total";
const IDS = ["1", "2", "3"];

/** Requests that failed so far. */
function failures(seen: Exposition) {
  return seen.select("kafka_sentinel_request_errors_total")
    .filter(({ labels, value }) => labels["reason"] !== "unsupported" && value > 0);
}

/** What was logged that somebody should look at. */
function troubles(log: string): string[] {
  return log.split("\n").filter((line) => /"level":"(warn|error)"/.test(line));
}

Deno.test("a throttled program waits as it is told, says so, and tells no failure", async () => {
  await using lab = await openSharedLab();
  const { client } = lab;
  const topic = uniqueName("throttled");
  await client.createTopic(topic, { partitions: 3, replicationFactor: 1 });
  // Brokers have it wait for a second, which is longer than it waits for answers.
  await client.quota(CLIENT_ID, "request_percentage", "0.001");
  try {
    await using program = await RunningProgram.start([
      ...lab.flags,
      // Values are known for three intervals, and a throttled cycle takes some seconds.
      "--interval=5s",
      "--request-timeout=700ms",
      "--group.filter=none-such",
    ]);
    const seconds = (seen: Exposition) => IDS.map((id) => seen.value(TOTAL, { id }) ?? 0);
    const untilThrottled = (before: readonly number[]) =>
      program.scrapeUntil(
        "every broker throttles it",
        (seen) => seconds(seen).every((now, index) => now > before[index]! + 3),
        60_000,
      );
    let newest = await untilThrottled([0, 0, 0]);
    for (const partition of [0, 1, 2]) await client.produce(topic, { count: 5, partition });
    await program.scrapeUntilPasses("what is new is read all the same", (now) => {
      for (const partition of ["0", "1", "2"]) {
        assert.equal(now.value("kafka_topic_partition_current_offset", { topic, partition }), 5);
      }
      assert.equal(now.value("kafka_up"), 1);
    });
    // A broker of a crowded machine may be late by itself, but is not each time that it throttles.
    await waitUntilPasses("no failure is told while it is throttled", async () => {
      const [before, told] = [newest, troubles(program.log)];
      newest = await untilThrottled(seconds(before));
      assert.deepEqual(failures(newest), failures(before));
      assert.deepEqual(troubles(program.log), told);
      for (const id of IDS) {
        assert.equal(newest.value("kafka_sentinel_broker_reachable", { id }), 1);
      }
    }, 120_000);
  } finally {
    await client.quota(CLIENT_ID, "request_percentage");
  }
});
