import assert from "node:assert/strict";
import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { OLD_JMX_AGENT_VERSION } from "../../scripts/setup/jmx_agent.ts";
import { jvmMemory } from "../../src/alerts/rules/jvm_memory.ts";
import { rulesSettings } from "../../src/alerts/rules/settings.ts";
import { JvmWatch } from "../../src/jvm/jvm_watch.ts";
import { jvmSettings } from "../../src/jvm/settings.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { type KafkaLab, startLab } from "../lab/kafka_lab.ts";
import { waitFor } from "../program/wait_for.ts";
import {
  findingOf,
  judge,
  levelOfSubject,
  madeReadings,
} from "../unit/alerts/rules/make_readings.ts";
import { silentLogger } from "../wire_fakes/recorders.ts";

const RULES = `${PROJECT_ROOT}config/kafka-exporter/kafka-jmx-exporter.yml`;
/** Half of what a lab's node needs under load is left for what lives long. */
const SQUEEZED_MB = 112;
const ROOMY_MB = 256;

/** Watches the first node's JVM with a short window, and judges it by the shipped thresholds. */
function watchOf(lab: KafkaLab) {
  const watch = new JvmWatch(
    jvmSettings.parse({
      interval: "1s",
      window: "3s",
      endpoints: [{ url: `http://${lab.jmxAddress(1)}/metrics`, instance: "node-1" }],
    }),
    systemClock,
    silentLogger,
  );
  watch.start();
  const reading = () => watch.readings(undefined)[0]!;
  const rule = jvmMemory(rulesSettings.parse({}).jvm_memory);
  const result = () => judge(rule, madeReadings(undefined, { jvms: [reading()] }));
  return {
    reading,
    finding: () => findingOf(result(), { instance: "node-1" }),
    /** Waits until the JVM stands there. */
    until: (level: string) =>
      waitFor(`the JVM is ${level}`, () => {
        return levelOfSubject(result(), { instance: "node-1" }) === level;
      }, 60_000).catch((error) => {
        throw new Error(`${error.message}: ${JSON.stringify(reading())}`);
      }),
    [Symbol.asyncDispose]: () => watch.stop(),
  };
}

Deno.test("a broker's JVM with too small a heap is short of memory, and not with a larger one", async (t) => {
  await using lab = await startLab({ nodes: 1, heapMb: ROOMY_MB, jmxRules: { node: RULES } });
  await using jvm = watchOf(lab);
  await lab.client.createTopic("load", { partitions: 3, replicationFactor: 1 });

  await t.step("with a roomy heap it is clear", () => jvm.until("clear"));

  await t.step("squeezed and under load it fires", async () => {
    await lab.stop(1);
    await jvm.until("unknown");
    await lab.restart(1, SQUEEZED_MB);
    const load = await lab.client.startProducer("load", 20_000);
    await jvm.until("firing");
    const { summary, severity } = jvm.finding()!;
    assert.match(summary, /^The JVM node-1 is short of memory: /);
    assert.ok(severity === "warning" || severity === "critical");
    await lab.client.stopTask(load);
  });

  await t.step("with a roomy heap it is clear again", async () => {
    await lab.stop(1);
    await lab.restart(1, ROOMY_MB);
    await jvm.until("clear");
  });
});

Deno.test("an agent of the old names is read as well", async () => {
  await using lab = await startLab({
    nodes: 1,
    heapMb: ROOMY_MB,
    jmxRules: { node: RULES, version: OLD_JMX_AGENT_VERSION },
  });
  const told = await (await fetch(`http://${lab.jmxAddress(1)}/metrics`)).text();
  assert.match(told, /^jvm_memory_bytes_used\{/m);
  await using jvm = watchOf(lab);
  await jvm.until("clear");
  const { heapUsedBytes, heapMaxBytes, heapTroughRatio, gcTimeRatio, error } = jvm.reading();
  assert.equal(error, undefined);
  assert.ok(heapUsedBytes > 10e6 && heapUsedBytes < heapMaxBytes);
  assert.ok(heapMaxBytes > 200e6 && heapMaxBytes < 270e6);
  assert.ok(heapTroughRatio > 0 && heapTroughRatio < 0.72);
  assert.ok(gcTimeRatio >= 0 && gcTimeRatio < 0.08);
});
