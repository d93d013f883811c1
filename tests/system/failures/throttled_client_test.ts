import assert from "node:assert/strict";
import { openSharedLab } from "../../lab/shared_lab.ts";
import type { Exposition } from "../../program/exposition_parser.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";

const CLIENT_ID = "kafka-sentinel";
const TOTAL = "kafka_sentinel_throttle_seconds_total";

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
    const isThrottled = (seen: Exposition) =>
      [1, 2, 3].every((id) => seen.value(TOTAL, { id: String(id) })! > 3);
    await program.scrapeUntil("every broker throttles it", isThrottled, 60_000);
    for (const partition of [0, 1, 2]) await client.produce(topic, { count: 5, partition });
    const seen = await program.scrapeUntil(
      "what is new is read all the same",
      (now) =>
        [0, 1, 2].every((partition) =>
          now.value("kafka_topic_partition_current_offset", {
            topic,
            partition: String(partition),
          }) === 5
        ),
      60_000,
    );
    assert.equal(seen.value("kafka_up"), 1);
    for (const id of ["1", "2", "3"]) {
      assert.equal(seen.value("kafka_sentinel_broker_reachable", { id }), 1);
    }
    const failed = seen.select("kafka_sentinel_request_errors_total")
      .filter(({ labels, value }) => labels["reason"] !== "unsupported" && value > 0);
    assert.deepEqual(failed, []);
    assert.doesNotMatch(program.log, /"level":"(warn|error)"/);
  } finally {
    await client.quota(CLIENT_ID, "request_percentage");
  }
});
