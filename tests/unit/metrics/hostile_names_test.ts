import assert from "node:assert/strict";
import { parseExposition } from "../../program/exposition_parser.ts";
import { madeBroker, madeGroup, madeReading, madeSnapshot } from "./make_reading.ts";
import { renderText } from "./render_text.ts";

const PIECES = [
  "\\",
  '"',
  "\n",
  "\\n",
  '\\"',
  "{",
  "}",
  ",",
  "=",
  " ",
  "\t",
  "\r",
  "#",
  "# EOF",
  "é",
  "漢字",
  "🦜",
  "\u2028",
  "\0",
  "\x01",
  "plain",
  '"} 1\nfake_metric 1\n',
];

function* randomNumbers(seed: number): Generator<number, never, void> {
  for (let state = seed;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

/** Distinct names of hostile pieces, some as long as Kafka allows. */
function hostileNames(seed: number, count: number): string[] {
  const random = randomNumbers(seed);
  const names = new Set<string>();
  while (names.size < count) {
    const length = random.next().value % 20;
    let name = "";
    for (let index = 0; index <= length; index++) {
      name += PIECES[(random.next().value >>> 8) % PIECES.length];
    }
    names.add(names.size % 10 === 0 ? name.padEnd(249, "x") : name);
  }
  return [...names];
}

Deno.test("hostile names of every kind are read back as they are", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const topics = hostileNames(seed, 30);
    const groupIds = hostileNames(seed + 1000, 30);
    const snapshot = madeSnapshot(Object.fromEntries(topics.map((name) => [name, [{}, {}]])));
    const [rack, cluster, constant] = hostileNames(seed + 2000, 3);
    const text = renderText([madeReading({
      ...snapshot,
      brokers: [madeBroker(1, { rack })],
      groups: groupIds.map((id) => madeGroup(snapshot, id, [[topics[0]!, 1, 5]])),
    }, cluster)], { constantLabels: [["constant", constant!]] });

    const parsed = parseExposition(text);
    const labels = (name: string, label: string) =>
      parsed.select(name).map((sample) => sample.labels[label]).sort();
    assert.deepEqual(labels("kafka_topic_partitions", "topic"), [...topics].sort());
    assert.deepEqual(labels("kafka_consumergroup_lag", "consumergroup"), [...groupIds].sort());
    assert.deepEqual(labels("kafka_broker_rack_info", "rack"), [rack]);
    assert.ok(
      parsed.samples.every((sample) =>
        sample.labels.cluster === cluster && sample.labels.constant === constant
      ),
    );
    assert.equal(parsed.select("fake_metric").length, 0);
  }
});

Deno.test("a lone surrogate becomes the replacement character", () => {
  const text = renderText([madeReading(madeSnapshot({ "a\uD800b": [{}] }))]);
  assert.equal(parseExposition(text).value("kafka_topic_partitions", { topic: "a�b" }), 1);
});
