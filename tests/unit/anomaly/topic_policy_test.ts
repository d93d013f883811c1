import assert from "node:assert/strict";
import { anomalySettings } from "../../../src/anomaly/settings.ts";
import { topicPolicies } from "../../../src/anomaly/topic_policy.ts";

Deno.test("a topic is judged by the first pattern that matches, else in general", () => {
  const policyOf = topicPolicies(anomalySettings.parse({
    min_rate: 5,
    topics: [
      { pattern: "^audit", min_rate: 0.1, sensitivity: "high" },
      { pattern: "log$", enabled: false },
    ],
  }));
  const general = { enabled: true, minRate: 5, smallestChange: Math.log(2.5) };
  assert.deepEqual(policyOf("orders"), general);
  const audit = { enabled: true, minRate: 0.1, smallestChange: Math.log(1.7) };
  assert.deepEqual(policyOf("audit-log"), audit);
  assert.deepEqual(policyOf("access-log"), { ...general, enabled: false });
  assert.equal(policyOf("orders"), policyOf("orders"), "it is not made again");
});

Deno.test("switched off in general, it is for all topics", () => {
  const policyOf = topicPolicies(anomalySettings.parse({
    enabled: false,
    sensitivity: "low",
    topics: [{ pattern: "audit", enabled: true }],
  }));
  const policy = { enabled: false, minRate: 0.5, smallestChange: Math.log(4) };
  assert.deepEqual([policyOf("audit"), policyOf("orders")], [policy, policy]);
});
