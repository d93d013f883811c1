import assert from "node:assert/strict";
import { ManySeries } from "../../../src/metrics/many_series.ts";
import type { Granularity } from "../../../src/metrics/settings.ts";
import { RecordingLogger } from "../../wire_fakes/recorders.ts";

function told(granularity: Granularity, ...passes: readonly number[]): string[] {
  const logger = new RecordingLogger();
  const many = new ManySeries("metrics.granularity", granularity, logger);
  for (const series of passes) many.written(series);
  return logger.lines;
}

Deno.test("above 200,000 series one line names the switch, however often it happens", () => {
  assert.deepEqual(told("partition", 200_000), []);
  const [line, ...more] = told("partition", 200_001, 100, 300_000);
  assert.deepEqual(more, []);
  assert.match(
    line!,
    /^warn .*"series":200001,"forFewer":"set metrics.granularity to topic or group"/,
  );
});

Deno.test("the line names what is left to do at coarser granularities", () => {
  assert.match(told("topic", 1e6)[0]!, /"set metrics.granularity to group"/);
  assert.match(told("group", 1e6)[0]!, /"leave out topics and groups by topic_filter/);
});
