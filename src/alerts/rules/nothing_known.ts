import type { RuleMemory, RuleResult } from "../rule.ts";

/** What a rule says when it cannot see anything; what it remembers stays. */
export function nothingKnown(memory?: RuleMemory): RuleResult {
  return { findings: [], others: () => "unknown", memory };
}
