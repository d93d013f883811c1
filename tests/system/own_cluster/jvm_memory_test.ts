import assert from "node:assert/strict";
import { PROJECT_ROOT } from "../../../scripts/project_root.ts";
import { startLab } from "../../lab/kafka_lab.ts";
import { parseExposition } from "../../program/exposition_parser.ts";
import { Onset } from "../../program/onset.ts";
import { ProvokedAlerts } from "../../program/provoked_alerts.ts";
import { waitFor } from "../../program/wait_for.ts";

/** The log cleaner's buffer, which lives on the heap as long as the broker. */
const ALIVE_MB = 150;
/** Half of which the buffer alone fills, and less than a fifth. */
const SQUEEZED_MB = 310;
const ROOMY_MB = 900;
/** The least use of the heap at which it is squeezed. */
const TROUGH = 0.5;
/** The window, in which it must be so all the time, with the reading that begins it, and `for`. */
const WAITS = { intervalMs: 1_000, forMs: 3_000 + 1_000 + 1_000 };
const JVM = { instance: "node-1" };

const SETTINGS = `
clusters:
  - { bootstrap_servers: SERVERS, interval: 1s, request_timeout: 1s }
jvm: { interval: 1s, window: 3s, endpoints: [{ url: "http://AGENT/metrics", instance: node-1 }] }
alerts:
  kafka: { topic: TOPIC, create_topics: true }
  alertmanager: { urls: [MANAGER] }
  rules: { jvm_memory: { for: 1s, heap_trough: ${TROUGH}, gc_time: 0.9, critical_gc_time: 1 } }
`;

Deno.test("a broker whose heap is squeezed is short of memory, until it has a larger one", async () => {
  await using lab = await startLab({
    nodes: 1,
    heapMb: ROOMY_MB,
    jmxRules: { node: `${PROJECT_ROOT}config/kafka-exporter/kafka-jmx-exporter.yml` },
    config: { "log.cleaner.dedupe.buffer.size": `${ALIVE_MB * 2 ** 20}` },
  });
  await using program = await ProvokedAlerts.start(
    lab,
    SETTINGS.replace("AGENT", lab.jmxAddress(1)),
  );
  const jvm = { jvm: JVM.instance };
  await program.running.scrapeUntil(
    "the window is covered",
    (seen) => seen.value("kafka_sentinel_jvm_heap_trough_ratio", jvm)! > 0.1,
    60_000,
  );
  assert.deepEqual((await program.alerts()).filter(({ type }) => type === "jvm_memory"), []);

  await lab.stop(1);
  await program.running.scrapeUntil(
    "its agent does not answer",
    (seen) => seen.value("kafka_sentinel_jvm_up", jvm) === 0,
    60_000,
  );
  const squeezed = async () => {
    const isFull = async () => await heapUse(lab.jmxAddress(1)) >= TROUGH;
    await waitFor("its agent says that the heap is full", isFull, 90_000);
    await program.running.scrapeUntil(
      "its agent answers the program, too",
      (seen) => seen.value("kafka_sentinel_jvm_up", jvm) === 1,
      60_000,
    );
    const onset = await Onset.now(program.running);
    const alert = await program.firing("jvm_memory", JVM, "critical");
    await onset.wasMetPromptly(alert, WAITS);
    return alert;
  };
  const [{ summary }] = await Promise.all([squeezed(), lab.restart(1, SQUEEZED_MB)]);
  assert.match(
    summary,
    /^The JVM node-1 is short of memory: at least \d+ % of the heap was in use all the time/,
  );

  await lab.stop(1);
  await lab.restart(1, ROOMY_MB);
  await program.over("jvm_memory", JVM);
  const reasons = await program.reasons("jvm_memory", JVM);
  assert.deepEqual(
    reasons.filter((reason) => reason === "started" || reason === "resolved"),
    ["started", "resolved"],
  );
});

/** The share of the heap that is in use, as the agent tells it; NaN while it does not answer. */
async function heapUse(address: string): Promise<number> {
  try {
    const response = await fetch(`http://${address}/metrics`);
    const seen = parseExposition(await response.text());
    const [used, max] = ["jvm_memory_used_bytes", "jvm_memory_max_bytes"]
      .map((name) => seen.value(name, { area: "heap" }) ?? NaN);
    return used! / max!;
  } catch {
    return NaN;
  }
}
