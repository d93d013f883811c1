import assert from "node:assert/strict";
import { partitionCountChange } from "../../../../src/alerts/rules/partition_count_change.ts";
import type { ClusterChanges } from "../../../../src/model/cluster_changes.ts";
import { madeSnapshot } from "../../metrics/make_reading.ts";
import { DEFAULTS, judge, madeReadings, NO_CHANGES, settingsOf } from "./make_readings.ts";

const rule = partitionCountChange(DEFAULTS.partition_count_change);
const snapshot = madeSnapshot({ fresh: [{}, {}] });

function see(changes: Partial<ClusterChanges>, judged = rule) {
  return judge(judged, madeReadings(snapshot, { changes: { ...NO_CHANGES, ...changes } }));
}

Deno.test("each kind of change has its severity, and is shown for a while from at once", () => {
  const { findings } = see({
    grown: [{ topic: "grown", from: 3, to: 6 }],
    recreated: [{ topic: "less", from: 6, to: 2 }, { topic: "same", from: 2, to: 2 }],
    created: ["fresh"],
    deleted: ["gone"],
  });
  const told = findings.map(({ subject, severity, summary }) => [
    subject.topic,
    severity,
    summary,
  ]);
  assert.deepEqual(told, [
    [
      "less",
      "critical",
      "Topic less in prod was deleted and created again with fewer partitions: 2 instead of 6.",
    ],
    ["same", "warning", "Topic same in prod was deleted and created again with 2 partitions."],
    ["grown", "warning", "Topic grown in prod has 6 partitions instead of 3."],
    ["gone", "info", "Topic gone in prod was deleted."],
    ["fresh", "info", "Topic fresh in prod was created with 2 partitions."],
  ]);
  for (const { level, forMs, lastsMs } of findings) {
    assert.deepEqual([level, forMs, lastsMs], ["firing", 0, 900_000]);
  }
});

Deno.test("growth of a topic over which Kafka hashes groups or transactions is critical", () => {
  const { findings } = see({ grown: [{ topic: "__consumer_offsets", from: 50, to: 60 }] });
  assert.equal(findings[0]?.severity, "critical");
  assert.match(findings[0]!.description, /what was committed before is not found/);
});

Deno.test("a cycle without changes, or without a snapshot, says nothing and keeps no event alive", () => {
  for (const changes of [undefined, NO_CHANGES]) {
    const result = judge(rule, madeReadings(snapshot, { changes }));
    assert.deepEqual([result.findings, result.others({ topic: "a" })], [[], "clear"]);
  }
});

Deno.test("topics can be left out, and severities set", () => {
  const judged = partitionCountChange(settingsOf("partition_count_change", {
    ignore_topics: "-changelog$",
    creation_severity: "warning",
    shown_for: "1h",
  }));
  const { findings } = see({ created: ["app-changelog", "other"] }, judged);
  const told = findings.map(({ subject, severity, lastsMs }) => [subject.topic, severity, lastsMs]);
  assert.deepEqual(told, [["other", "warning", 3_600_000]]);
});
