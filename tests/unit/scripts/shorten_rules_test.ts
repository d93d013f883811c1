import assert from "node:assert/strict";
import { durationSeconds, shortenRules } from "../../stack/shorten_rules.ts";

Deno.test("durations of Prometheus are read, and other texts refused", () => {
  assert.equal(durationSeconds("1h30m"), 5_400);
  assert.equal(durationSeconds("500ms"), 0.5);
  assert.equal(durationSeconds("1w"), 604_800);
  for (const text of ["", "5", "m", "5 m", "5x"]) assert.throws(() => durationSeconds(text), text);
});

Deno.test("waits, windows and offsets become shorter by the factor, thresholds and texts do not", () => {
  const rules = [
    "      - alert: A",
    '        expr: rate(x[5m] offset 23h30m) > 300 and y{z="[5]"}',
    "        for: 10m",
    "        keep_firing_for: 30s",
    "          description: for 10 minutes",
  ].join("\n");
  assert.equal(
    shortenRules(rules, 60),
    [
      "      - alert: A",
      '        expr: rate(x[5s] offset 1410s) > 300 and y{z="[5]"}',
      "        for: 10s",
      "        keep_firing_for: 1s",
      "          description: for 10 minutes",
    ].join("\n"),
  );
});
