import assert from "node:assert/strict";
import type { Held } from "../../../bench/soak/process_watch.ts";
import { soak } from "../../../bench/soak/soak.ts";
import { failuresOf } from "../../../bench/soak/soak_result.ts";
import { say } from "../../../scripts/say.ts";
import { startLab } from "../../lab/kafka_lab.ts";

const MINUTES = 3;
const QUIET_EVERY_MINUTES = 1.5;
/** What may be added from the first quiet moment to the last: a heap that warms up, a few sockets. */
const MORE_MIB = 30;
const MORE_SOCKETS = 6;
const DAY_MS = 86_400_000;

Deno.test("minutes of random faults and churn make nothing wrong, nothing gone and no leak", async () => {
  // Each day has other faults.
  const seed = Math.floor(Date.now() / DAY_MS);
  const flags = `--minutes=${MINUTES} --seed=${seed} --quiet-every=${QUIET_EVERY_MINUTES}`;
  say(`As deno task soak ${flags}`);
  await using lab = await startLab({ nodes: 3 });
  const options = { minutes: MINUTES, quietEveryMinutes: QUIET_EVERY_MINUTES, seed, lab, say };
  const result = await soak(options);
  const { quiet, held, judged, faults } = result;
  assert.deepEqual(failuresOf(result), []);
  // On a busy machine Kafka may need minutes to recover from a fault.
  const done = `${faults.length} faults, ${judged} values`;
  assert.ok(quiet.length >= 2 && faults.length >= 2 && judged > 5_000, done);
  const heldAt = (ms: number) => held.findLast(({ atMs }) => atMs <= ms)!;
  const [first, last] = [heldAt(quiet[0]!.atMs), heldAt(quiet.at(-1)!.atMs)];
  const more = (of: (held: Held) => number) => of(last) - of(first);
  const [mib, sockets] = [more((each) => each.anonymousMib), more((each) => each.sockets)];
  say(`${done}; ${mib.toFixed(1)} MiB and ${sockets} sockets more`);
  assert.ok(mib < MORE_MIB, `${mib} MiB more`);
  assert.ok(sockets <= MORE_SOCKETS, `${sockets} sockets more`);
});
