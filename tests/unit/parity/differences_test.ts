import assert from "node:assert/strict";
import { ALLOWED_DIFFERENCES, differences, sortDifferences } from "../../parity/differences.ts";
import { exporterFlags } from "../../parity/exporter_flags.ts";
import { parseExposition } from "../../program/exposition_parser.ts";

const OURS = `
kafka_topic_partition_oldest_offset{topic="t",partition="0"} 20
kafka_topic_partition_oldest_offset{topic="t",partition="1"} 0
kafka_consumergroup_info{consumergroup="g",type="consumer"} 1
kafka_consumergroup_info{consumergroup="s",type="share"} 1
kafka_consumergroup_members{consumergroup="g"} 2
kafka_consumergroup_current_offset{consumergroup="g",topic="t",partition="0"} 5
kafka_consumergroup_current_offset_sum{consumergroup="g",topic="t"} 5
kafka_consumergroup_lag{consumergroup="g",topic="t",partition="0"} 30
kafka_consumergroup_lag_sum{consumergroup="g",topic="t"} 30
kafka_consumergroup_lag{consumergroup="s",topic="t",partition="0"} 7
kafka_up 1
`;
const THEIRS = `
kafka_topic_partition_oldest_offset{topic="t",partition="0"} 20
kafka_topic_partition_oldest_offset{topic="t",partition="1"} 0
kafka_consumergroup_members{consumergroup="g"} 0
kafka_consumergroup_current_offset{consumergroup="g",topic="t",partition="0"} 5
kafka_consumergroup_current_offset{consumergroup="g",topic="t",partition="1"} -1
kafka_consumergroup_current_offset_sum{consumergroup="g",topic="t"} 4
kafka_consumergroup_lag{consumergroup="g",topic="t",partition="0"} 45
kafka_consumergroup_lag{consumergroup="g",topic="t",partition="1"} -1
kafka_consumergroup_lag_sum{consumergroup="g",topic="t"} 45
kafka_exporter_build_info 1
`;

const parsed = (text: string) => parseExposition(text.trimStart());
const sorted = (ours: string, theirs: string) =>
  sortDifferences(parsed(ours), parsed(theirs).samples);

Deno.test("every allowed difference is recognised, and nothing else is there", () => {
  assert.deepEqual(
    [...sorted(OURS, THEIRS).keys()].sort(),
    ALLOWED_DIFFERENCES.map(({ what }) => what).sort(),
  );
});

Deno.test("what both serve alike is no difference, and other metrics are not looked at", () => {
  assert.deepEqual(differences(parsed(OURS), parsed(OURS + "kafka_other 1\n").samples), []);
});

/** A line of one side made wrong, and with it what is allowed no more. */
const WRONG: readonly [side: "ours" | "theirs", from: string, to: string][] = [
  [
    "ours",
    'offset_sum{consumergroup="g",topic="t"} 5',
    'offset_sum{consumergroup="g",topic="t"} 6',
  ],
  ["ours", 'partition="0"} 30', 'partition="0"} 29'],
  ["ours", 'lag_sum{consumergroup="g",topic="t"} 30', 'lag_sum{consumergroup="g",topic="t"} 31'],
  ["ours", 'type="share"', 'type="classic"'],
  [
    "theirs",
    'oldest_offset{topic="t",partition="1"} 0',
    'oldest_offset{topic="t",partition="1"} 1',
  ],
  ["theirs", 'partition="1"} -1', 'partition="1"} -2'],
];

for (const [side, from, to] of WRONG) {
  Deno.test(`it is not allowed that ${side === "ours" ? "here" : "there"} is ${to}`, () => {
    const change = (text: string) => {
      assert.ok(text.includes(from));
      return text.replace(from, to);
    };
    const found = side === "ours" ? sorted(change(OURS), THEIRS) : sorted(OURS, change(THEIRS));
    assert.ok(found.has(undefined));
  });
}

Deno.test("flags are spelt as kafka_exporter has them", async () => {
  const file = await Deno.makeTempFile();
  await Deno.writeTextFile(file, "secret\n");
  assert.deepEqual(
    await exporterFlags([
      "--kafka.server=a:1,b:2",
      "--tls.ca-file=/ca",
      "--sasl.mechanism=scram-sha-512",
      "--sasl.username=u",
      `--sasl.password-file=${file}`,
    ]),
    [
      "--kafka.server=a:1",
      "--kafka.server=b:2",
      "--tls.enabled",
      "--tls.ca-file=/ca",
      "--sasl.enabled",
      "--sasl.mechanism=scram-sha512",
      "--sasl.username=u",
      "--sasl.password=secret",
    ],
  );
  await Deno.remove(file);
});
