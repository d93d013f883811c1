import assert from "node:assert/strict";
import type { Finding } from "../../../src/alerts/rule.ts";
import { type AlertWords, LateDetails } from "../../../src/alerts/late_details.ts";
import { INTERVAL_MS, Simulation } from "./simulation.ts";

/** A finding about one topic that counts how often it is put into words. */
class CountedFinding extends LateDetails implements Finding {
  static worded = 0;
  readonly subject: Finding["subject"];
  readonly level = "firing";
  readonly severity = "warning";
  readonly forMs: number;
  readonly value: number;
  readonly threshold = 1;

  constructor(topic: string, value: number, forMs = 0) {
    super();
    this.subject = { topic };
    this.value = value;
    this.forMs = forMs;
  }

  protected putIntoWords(): AlertWords {
    CountedFinding.worded++;
    const worst = [{ name: "0", value: this.value }];
    return { summary: `it is ${this.value}`, description: "Look.", worst, total: 1 };
  }
}

/** How often work has something put into words. */
function wordedBy(work: () => void): number {
  const before = CountedFinding.worded;
  work();
  return CountedFinding.worded - before;
}

Deno.test("what goes on without being published is not put into words", () => {
  const sim = new Simulation();
  const first = sim.step([new CountedFinding("orders", 5)]);
  assert.equal(first[0]!.summary, "it is 5");
  const goOn = () => {
    for (let value = 6; value < 16; value++) sim.step([new CountedFinding("orders", value)]);
  };
  assert.equal(wordedBy(goOn), 0);
  assert.equal(sim.alerts[0]!.details.value, 15);
  assert.equal(wordedBy(() => assert.equal(sim.alerts[0]!.details.summary, "it is 15")), 1);
  assert.equal(wordedBy(() => assert.equal(sim.alerts[0]!.details.total, 1)), 0);
});

Deno.test("what cannot be seen any more keeps its words, and nothing that they were about", () => {
  const sim = new Simulation();
  sim.steps(3, [new CountedFinding("orders", 5)]);
  sim.step([], "unknown");
  const [{ details }] = sim.alerts as [(typeof sim.alerts)[0]];
  assert.ok(!(details instanceof LateDetails));
  assert.deepEqual([details.summary, details.value, details.worst], [
    "it is 5",
    5,
    [{ name: "0", value: 5 }],
  ]);
  const again = () => sim.step([], "unknown");
  assert.equal(wordedBy(again), 0);
  assert.equal(sim.alerts[0]!.details, details);
});

Deno.test("what is stored, and what ends, is told in the words of its newest finding", () => {
  const sim = new Simulation();
  sim.step([new CountedFinding("orders", 5, 2 * INTERVAL_MS)]);
  sim.step([new CountedFinding("orders", 6, 2 * INTERVAL_MS)]);
  const [started] = sim.step([new CountedFinding("orders", 7, 2 * INTERVAL_MS)]);
  assert.deepEqual([started!.summary, started!.value], ["it is 7", 7]);
  sim.restart();
  assert.deepEqual(sim.alerts[0]!.details, {
    summary: "it is 7",
    description: "Look.",
    value: 7,
    threshold: 1,
    worst: [{ name: "0", value: 7 }],
    total: 1,
  });
  sim.step([new CountedFinding("orders", 8)]);
  const [ended] = sim.step([]);
  assert.deepEqual([ended!.status, ended!.summary], ["resolved", "it is 8"]);
});
