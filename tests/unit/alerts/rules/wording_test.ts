import assert from "node:assert/strict";
import { kafkaCommand } from "../../../../src/alerts/rules/kafka_command.ts";
import {
  brokersText,
  countText,
  listText,
  nameText,
  numberText,
  percentText,
  timeText,
} from "../../../../src/alerts/rules/wording.ts";
import { madeBroker, madeSnapshot } from "../../metrics/make_reading.ts";

Deno.test("numbers, counts, shares and times are written as people do", () => {
  assert.deepEqual([0, 0.1234, 12.345, 99.96, 100.4, 12_345].map(numberText), [
    "0",
    "0.123",
    "12.3",
    "100",
    "100",
    "12,345",
  ]);
  assert.deepEqual([countText(1, "partition"), countText(2_000, "partition")], [
    "1 partition",
    "2,000 partitions",
  ]);
  assert.equal(percentText(0.856), "86 %");
  assert.deepEqual([0.4, 59, 61, 599, 601, 7_261, 90_000].map(timeText), [
    "0s",
    "59s",
    "1m1s",
    "9m59s",
    "10m",
    "2h1m",
    "25h",
  ]);
});

Deno.test("lists are cut, and say how many are left out", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  assert.equal(listText([]), "");
  assert.equal(listText(names.slice(0, 1)), "a");
  assert.equal(listText(names.slice(0, 5)), "a, b, c, d and e");
  assert.equal(listText(names), "a, b, c, d and 2 more");
  assert.deepEqual([brokersText([3]), brokersText([10, 9])], ["broker 3", "brokers 9 and 10"]);
});

Deno.test("names that are plain stay, others are quoted on one line", () => {
  for (const name of ["orders", "a.b-c_d:é", "группа"]) assert.equal(nameText(name), name);
  assert.equal(nameText("a b"), '"a b"');
  assert.equal(nameText('a"b'), '"a\\"b"');
  assert.equal(nameText("a\tb\u2028c"), '"a\\tb\\u2028c"');
  assert.equal(nameText("x".repeat(300)).length, 250);
});

Deno.test("commands ask a broker that answers", () => {
  const brokers = [
    madeBroker(1, { up: false }),
    madeBroker(2, { reachable: false }),
    madeBroker(3, { address: { host: "fe80::1", port: 9092 } }),
  ];
  assert.equal(
    kafkaCommand(madeSnapshot({}, { brokers }), "kafka-topics", "--list"),
    "kafka-topics.sh --bootstrap-server [fe80::1]:9092 --list",
  );
  assert.equal(
    kafkaCommand(undefined, "kafka-topics", "--list"),
    "kafka-topics.sh --bootstrap-server HOST:PORT --list",
  );
});
