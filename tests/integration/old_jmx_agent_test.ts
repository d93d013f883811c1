import assert from "node:assert/strict";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { OLD_JMX_AGENT_VERSION } from "../../scripts/setup/jmx_agent.ts";
import { JvmWatch } from "../../src/jvm/jvm_watch.ts";
import { jvmSettings } from "../../src/jvm/settings.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { startLab } from "../lab/kafka_lab.ts";
import { waitFor } from "../program/wait_for.ts";
import { silentLogger } from "../wire_fakes/recorders.ts";

const RULES = `${PROJECT_ROOT}config/kafka-exporter/kafka-jmx-exporter.yml`;

Deno.test("an agent of the old names is read as a new one", async () => {
  await using lab = await startLab({
    nodes: 1,
    heapMb: 256,
    jmxRules: { node: RULES, version: OLD_JMX_AGENT_VERSION },
  });
  const url = `http://${lab.jmxAddress(1)}/metrics`;
  assert.match(await (await fetch(url)).text(), /^jvm_memory_bytes_used\{/m);
  const settings = jvmSettings.parse({ interval: "1s", window: "3s", endpoints: [{ url }] });
  const watch = new JvmWatch(settings, systemClock, silentLogger);
  watch.start();
  const reading = () => watch.readings(undefined)[0]!;
  const isCovered = () => {
    const { heapTroughRatio, gcTimeRatio, error } = reading();
    return heapTroughRatio >= 0 && gcTimeRatio >= 0 && error === undefined;
  };
  await waitFor("the window is covered", isCovered, 60_000).finally(() => watch.stop());
  const { heapUsedBytes, heapMaxBytes, heapTroughRatio, gcTimeRatio } = reading();
  assert.ok(heapUsedBytes > 10e6 && heapUsedBytes < heapMaxBytes);
  assert.ok(heapMaxBytes > 200e6 && heapMaxBytes < 270e6);
  assert.ok(heapTroughRatio > 0 && heapTroughRatio < 1);
  assert.ok(gcTimeRatio >= 0 && gcTimeRatio < 1);
});
