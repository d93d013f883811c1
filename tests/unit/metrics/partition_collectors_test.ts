import assert from "node:assert/strict";
import { partitionOffsets } from "../../../src/metrics/collectors/partition_offsets.ts";
import { partitionReplicas } from "../../../src/metrics/collectors/partition_replicas.ts";
import { parseExposition } from "../../program/exposition_parser.ts";
import { INTERVAL_MS, type MadePartition, madeReading, madeSnapshot, NOW } from "./make_reading.ts";
import { renderText } from "./render_text.ts";

/** What is exposed of a partition, by what its metrics have behind `kafka_topic_partition_`. */
function exposed(partition: MadePartition, nowMs = NOW): Record<string, number> {
  const reading = madeReading(madeSnapshot({ t: [partition], other: [{}] }));
  const text = renderText([reading], { collectors: [partitionOffsets, partitionReplicas], nowMs });
  return Object.fromEntries(
    parseExposition(text).samples.filter((sample) => sample.labels.topic === "t")
      .map((sample) => [sample.name.replace("kafka_topic_partition_", ""), sample.value]),
  );
}

Deno.test("a healthy partition has every series", () => {
  assert.deepEqual(exposed({ leader: 2, replicas: [2, 3], earliest: 5, latest: 9 }), {
    current_offset: 9,
    oldest_offset: 5,
    leader: 2,
    replicas: 2,
    in_sync_replica: 2,
    leader_is_preferred: 1,
    under_replicated_partition: 0,
    offline: 0,
  });
});

Deno.test("a leaderless partition is offline and has no leader series", () => {
  const found = exposed({ leader: NaN, replicas: [2, 3], isr: [] });
  assert.equal(found.leader, undefined);
  assert.equal(found.offline, 1);
  assert.equal(found.leader_is_preferred, 0);
  assert.equal(found.under_replicated_partition, 1);
  assert.equal(found.in_sync_replica, 0);
});

Deno.test("a leader that is not the first replica is not the preferred one", () => {
  assert.equal(exposed({ leader: 3, replicas: [2, 3] }).leader_is_preferred, 0);
});

Deno.test("a partition that the newest Metadata leaves out has no replica series", () => {
  const found = exposed({ leader: NaN, replicas: [], latest: 9 });
  assert.deepEqual(found, { current_offset: 9, oldest_offset: 0 });
});

Deno.test("a carried offset is served until its own limit, and then is absent", () => {
  const carried = { latest: 9, latestReadAtMs: NOW - 2 * INTERVAL_MS };
  assert.equal(exposed(carried, NOW + INTERVAL_MS).current_offset, 9);
  const later = exposed(carried, NOW + INTERVAL_MS + 1);
  assert.equal(later.current_offset, undefined);
  assert.equal(later.oldest_offset, 0);
});
