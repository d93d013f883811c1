import assert from "node:assert/strict";
import { partitionReplicas } from "../../../src/metrics/collectors/partition_replicas.ts";
import { topics } from "../../../src/metrics/collectors/topics.ts";
import { unstableOffsets } from "../../../src/metrics/collectors/unstable_offsets.ts";
import type { ClusterSnapshot } from "../../../src/model/cluster_snapshot.ts";
import type { TopicConfig } from "../../../src/model/topic_config.ts";
import { parseExposition } from "../../program/exposition_parser.ts";
import { type MadePartition, madeReading, madeSnapshot, NOW } from "./make_reading.ts";
import { renderText } from "./render_text.ts";

function config(minInSyncReplicas: number, readAtMs = NOW): TopicConfig {
  return {
    readAtMs,
    cleanupPolicy: "delete",
    minInSyncReplicas,
    retentionMs: 1,
    retentionBytes: 1,
  };
}

/** What is exposed of topic `t` with the one partition. */
function exposed(
  partition: MadePartition,
  more: Partial<ClusterSnapshot> = {},
): Record<string, number> {
  const snapshot = madeSnapshot({ t: [partition] }, more);
  const collectors = [partitionReplicas, topics, unstableOffsets];
  const { samples } = parseExposition(renderText([madeReading(snapshot)], { collectors }));
  return Object.fromEntries(
    samples.map(({ name, value }) => [name.replace(/^kafka_topic_(partition_)?/, ""), value]),
  );
}

function minIsr(partition: MadePartition, least: number) {
  const { under_min_isr, at_min_isr } = exposed(partition, {
    topicConfigs: new Map([["t", config(least)]]),
  });
  return { under_min_isr, at_min_isr };
}

const adding = (slot: number, ids: number[]) => ({
  readAtMs: NOW,
  adding: new Map([[slot, ids]]),
  removing: new Map<number, number[]>(),
});

Deno.test("in-sync replicas are held against min.insync.replicas", () => {
  const replicas = [1, 2, 3];
  assert.deepEqual(minIsr({ replicas }, 2), { under_min_isr: 0, at_min_isr: 0 });
  assert.deepEqual(minIsr({ replicas, isr: [1, 2] }, 2), { under_min_isr: 0, at_min_isr: 1 });
  assert.deepEqual(minIsr({ replicas, isr: [1] }, 2), { under_min_isr: 1, at_min_isr: 0 });
});

Deno.test("min.insync.replicas above the replication factor counts as the factor", () => {
  assert.deepEqual(minIsr({ replicas: [1] }, 2), { under_min_isr: 0, at_min_isr: 1 });
});

Deno.test("without a leader or without settings nothing is said of min.insync.replicas", () => {
  const unknown = { under_min_isr: undefined, at_min_isr: undefined };
  assert.deepEqual(minIsr({ leader: NaN, replicas: [1, 2], isr: [] }, 2), unknown);
  assert.deepEqual(minIsr({ replicas: [1, 2] }, NaN), unknown);
  const { under_min_isr } = exposed({}, {
    topicConfigs: new Map([["t", config(1, NOW - 900_001)]]),
  });
  assert.equal(under_min_isr, undefined);
});

Deno.test("replicas that a reassignment adds are not missed", () => {
  const moving = { replicas: [1, 2, 3, 4], isr: [1, 2, 3] };
  const found = exposed(moving, { reassignments: adding(0, [4]) });
  assert.equal(found.under_replicated_partition, 0);
  assert.equal(found.reassigning, 1);
  assert.equal(found.replication_factor, 3);
  assert.equal(found.replicas, 4);
  assert.equal(exposed(moving).under_replicated_partition, 1);
});

Deno.test("whether a partition is moved is not known without the list of reassignments", () => {
  assert.equal(exposed({}).reassigning, undefined);
  assert.equal(exposed({}, { reassignments: adding(7, [1]) }).reassigning, 0);
});

Deno.test("records above the last stable offset have a series only where there are some", () => {
  assert.equal(exposed({ unstable: 3 }).last_stable_offset_lag, 3);
  assert.equal(exposed({ unstable: 0 }).last_stable_offset_lag, undefined);
  assert.equal(exposed({}).last_stable_offset_lag, undefined);
});
