import assert from "node:assert/strict";
import { encodeText } from "../../../src/metrics/label_bytes.ts";
import { toOpenMetrics, toOpenMetricsPieces } from "../../../src/metrics/to_open_metrics.ts";
import { whole } from "../../../src/runtime/joined.ts";
import { runAtOnce } from "../../../src/runtime/slices.ts";

function converted(text: string): string {
  return new TextDecoder().decode(runAtOnce(toOpenMetrics(encodeText(text))));
}

Deno.test("a counter's family loses _total and its samples keep it", () => {
  assert.equal(
    converted('# HELP a_total Help.\n# TYPE a_total counter\na_total{x="y"} 3\n'),
    '# HELP a Help.\n# TYPE a counter\na_total{x="y"} 3\n# EOF\n',
  );
});

Deno.test("a counter without _total is of unknown type", () => {
  assert.equal(
    converted("# HELP a Help.\n# TYPE a counter\na 3\n"),
    "# HELP a Help.\n# TYPE a unknown\na 3\n# EOF\n",
  );
});

Deno.test("gauges stay as they are, also those whose names end like other types", () => {
  const text = "# HELP b_total_bytes Help.\n# TYPE b_total_bytes gauge\nb_total_bytes 3\n" +
    '# HELP s Help.\n# TYPE s gauge\ns{status="ok"} 1\ns{status="stalled"} 0\n' +
    '# HELP lag_sum Help.\n# TYPE lag_sum gauge\nlag_sum{le="5"} 1\n';
  assert.equal(converted(text), `${text}# EOF\n`);
});

Deno.test("bounds of buckets become floats", () => {
  assert.equal(
    converted(
      '# HELP h Help.\n# TYPE h histogram\nh_bucket{a="x",le="1"} 1\nh_bucket{le="0.5"} 1\n' +
        'h_bucket{le="10",a="le=\\"1\\""} 1\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n',
    ),
    '# HELP h Help.\n# TYPE h histogram\nh_bucket{a="x",le="1.0"} 1\nh_bucket{le="0.5"} 1\n' +
      'h_bucket{le="10.0",a="le=\\"1\\""} 1\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n# EOF\n',
  );
});

Deno.test("quotes in HELP are escaped and backslashes stay escaped", () => {
  assert.equal(
    converted('# HELP a Some "x" and \\\\ too.\n# TYPE a gauge\na 1\n'),
    '# HELP a Some \\"x\\" and \\\\ too.\n# TYPE a gauge\na 1\n# EOF\n',
  );
});

Deno.test("a text of many lines is converted whole and nothing of none is left", () => {
  const samples = Array.from({ length: 1000 }, (_, index) => `a{x="${index}"} ${index}`);
  const text = ["# HELP a Help.", "# TYPE a gauge", ...samples, ""].join("\n");
  assert.equal(converted(text), `${text}# EOF\n`);
  assert.equal(converted(""), "# EOF\n");
});

Deno.test("a text in pieces is converted as the whole is, wherever it is cut", async () => {
  const text = '# HELP ä_total Some "x".\n# TYPE ä_total counter\nä_total{x="ü"} 3\n' +
    '# TYPE h histogram\nh_bucket{le="1"} 1\nh_sum 1\nlast_without_end 1';
  const bytes = encodeText(text);
  for (let length = 1; length <= bytes.length; length++) {
    const pieces = toOpenMetricsPieces(cut(bytes, length));
    assert.equal(new TextDecoder().decode(await whole(pieces)), converted(text));
  }
});

async function* cut(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
