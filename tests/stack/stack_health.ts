import assert from "node:assert/strict";
import { waitFor } from "../program/wait_for.ts";
import type { MonitoringStack } from "./monitoring_stack.ts";

const DEADLINE_MS = 120_000;
/** One for each of the stack's two ports of the program, three agents, and two servers. */
const TARGETS = 7;

/** Waits until all that the stack's Prometheus scrapes is up, and none of its alerts fires. */
export async function untilHealthy({ prometheus }: MonitoringStack): Promise<void> {
  await waitFor("all targets are scraped", async () => {
    return await prometheus.value("count(up == 1)") === TARGETS;
  }, DEADLINE_MS);
  await waitFor("nothing fires", async () => (await prometheus.firing()).length === 0, DEADLINE_MS);
}

/**
 * Watches the stack until every rule has been evaluated so many times more, and gives how many
 * times it looked. Throws as soon as an alert fires, or a rule cannot be evaluated.
 */
export async function staysHealthy(
  { prometheus }: MonitoringStack,
  evaluations: number,
): Promise<number> {
  const done = async () => await prometheus.value("min(prometheus_rule_group_iterations_total)");
  const until = (await done() ?? 0) + evaluations;
  let looks = 0;
  // An evaluation takes a second at the shortest interval; it may take four on a busy machine.
  await waitFor(`the rules were evaluated ${evaluations} times`, async () => {
    assert.deepEqual(await prometheus.firing(), []);
    looks++;
    return (await done() ?? 0) >= until;
  }, evaluations * 4_000);
  assert.deepEqual(await prometheus.brokenRules(), []);
  return looks;
}
