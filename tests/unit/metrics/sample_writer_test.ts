import assert from "node:assert/strict";
import { encodeLabels } from "../../../src/metrics/label_bytes.ts";
import { SampleWriter } from "../../../src/metrics/sample_writer.ts";
import { SlotLabels } from "../../../src/metrics/slot_labels.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";
import { madeSnapshot } from "./make_reading.ts";
import { textOf } from "./render_text.ts";

const HEADER = "# HELP a_metric Some help.\n# TYPE a_metric gauge\n";

function writer(bufferBytes?: number): SampleWriter {
  const out = new SampleWriter(bufferBytes);
  out.family("a_metric", "gauge", "Some help.");
  return out;
}

Deno.test("a family's header comes once, with its first sample", () => {
  const out = writer();
  out.family("b_metric", "counter", 'A "help" with \\ and\nnewline.');
  out.sample(1);
  out.sample(2, encodeLabels([["a", "x"]]));
  assert.equal(
    textOf(out),
    '# HELP b_metric A "help" with \\\\ and\\nnewline.\n# TYPE b_metric counter\n' +
      'b_metric 1\nb_metric{a="x"} 2\n',
  );
});

Deno.test("a NaN is not written and leaves no header", () => {
  const out = writer();
  out.sample(NaN);
  out.sample(NaN, encodeLabels([["a", "x"]]));
  assert.equal(textOf(out), "");
  assert.equal(out.count, 0);
});

Deno.test("constant labels come first on every sample from when they are set", () => {
  const out = writer();
  const labels = encodeLabels([["a", "x"]]);
  out.constantLabels(encodeLabels([["cluster", "one"], ["env", "prod"]]));
  out.sample(1);
  out.sample(2, labels, encodeLabels([["b", "y"]]));
  out.constantLabels(encodeLabels([]));
  out.sample(3, labels);
  assert.equal(
    textOf(out),
    `${HEADER}a_metric{cluster="one",env="prod"} 1\n` +
      'a_metric{cluster="one",env="prod",a="x",b="y"} 2\na_metric{a="x"} 3\n',
  );
});

Deno.test("a suffix changes the name of the samples until the next family", () => {
  const out = writer();
  out.suffix("_bucket");
  out.sample(1, encodeLabels([["le", "+Inf"]]));
  out.suffix("_count");
  out.sample(1);
  out.family("b_metric", "gauge", "B.");
  out.sample(1);
  assert.match(
    textOf(out),
    /a_metric_bucket\{le="\+Inf"\} 1\na_metric_count 1\n.*\nb_metric 1\n$/s,
  );
});

Deno.test("samples of slots carry the group's and the partition's labels", () => {
  const { directory } = madeSnapshot({ orders: [{}, {}] });
  const slots = new SlotLabels();
  runAtOnce(slots.update(directory));
  const out = writer();
  out.slot(slots, 1, 5);
  out.slot(slots, 0, NaN);
  out.slot(slots, 0, 6, encodeLabels([["consumergroup", "g"]]));
  assert.equal(
    textOf(out),
    `${HEADER}a_metric{topic="orders",partition="1"} 5\n` +
      'a_metric{consumergroup="g",topic="orders",partition="0"} 6\n',
  );
});

Deno.test("samples are never torn between buffers and may be larger than one", () => {
  const out = writer(128);
  const taken: string[] = [];
  for (let index = 0; index < 50; index++) {
    const label = index % 10 === 0 ? "x".repeat(300) : `x${index}`;
    out.sample(index, encodeLabels([["a", label]]));
    for (const buffer of out.takeFull()) {
      taken.push(new TextDecoder().decode(buffer));
      out.recycle(buffer);
    }
  }
  for (const buffer of out.takeAll()) taken.push(new TextDecoder().decode(buffer));
  assert.ok(taken.length > 10, `${taken.length} buffers`);
  assert.ok(taken.every((text) => text.endsWith("\n")));
  const lines = taken.join("").split("\n").slice(2, -1);
  assert.deepEqual(lines.map((line) => Number(line.split(" ")[1])), [...Array(50).keys()]);
  assert.equal(out.count, 50);
});

Deno.test("labels of every length are written whole, whatever was written before", () => {
  const names = Array.from({ length: 9 }, (_, n) => "t".repeat(n + 1));
  const snapshot = madeSnapshot(Object.fromEntries(names.map((name) => [name, [{}]])));
  const slots = new SlotLabels();
  runAtOnce(slots.update(snapshot.directory));
  const groups = ["", ..."é€😀abc"].map((_, n, all) => all.slice(0, n + 1).join(""));
  const labels = groups.map((name) => encodeLabels(name === "" ? [] : [["g", name]]));
  for (const constant of ["", "c", "cluster"]) {
    const out = writer(64);
    if (constant !== "") out.constantLabels(encodeLabels([["c", constant]]));
    const wanted: string[] = [];
    for (const name of names) {
      groups.forEach((group, n) => {
        const slot = snapshot.directory.topics.get(name)!.slots[0]!;
        out.slot(slots, slot, n, labels[n]);
        const pairs = [["c", constant], ["g", group], ["topic", name], ["partition", "0"]];
        const told = pairs.filter(([, value]) => value !== "").map(([key, value]) =>
          `${key}="${value}"`
        );
        wanted.push(`a_metric{${told.join(",")}} ${n}\n`);
      });
    }
    assert.equal(textOf(out), HEADER + wanted.join(""));
  }
});
