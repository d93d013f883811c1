import assert from "node:assert/strict";
import type { GroupPartitionView, GroupTopicView } from "../../../src/model/views/group_detail.ts";
import type { LagStatus } from "../../../src/model/lag_report.ts";
import { openSharedLab } from "../../lab/shared_lab.ts";
import { RunningProgram } from "../../program/running_program.ts";
import { uniqueName } from "../../program/unique_name.ts";
import { waitFor } from "../../program/wait_for.ts";
import { KnownTopic } from "../known_topic.ts";
import { QUICK } from "../lag_monitor.ts";

/** What the API tells of a group, as far as it is looked at here. */
interface Told {
  readonly status: LagStatus;
  readonly lag: number | null;
  readonly by_topic: readonly GroupTopicView[];
  readonly by_partition: readonly GroupPartitionView[];
}

/** The first answer that holds; answers before the group is known do not count. */
async function untilTold(
  { lagUrl }: RunningProgram,
  group: string,
  fact: string,
  holds: (told: Told) => boolean,
): Promise<Told> {
  let told: Told | undefined;
  await waitFor(`${group}: ${fact}`, async () => {
    const response = await fetch(`${lagUrl}/api/v1/groups/${group}`);
    told = response.status === 200 ? await response.json() : await response.body?.cancel();
    return told !== undefined && told.lag !== null && holds(told);
  }, 60_000).catch((error) => {
    throw new Error(`${error.message}; it tells ${JSON.stringify(told)}`);
  });
  return told!;
}

Deno.test("lag goes on where it was after a kill, and begins anew without state", async () => {
  await using lab = await openSharedLab();
  const known = new KnownTopic(lab.client, uniqueName("restart"));
  const { topic, group } = known;
  await lab.client.createTopic(topic, { partitions: 1, replicationFactor: 3 });
  const dir = await Deno.makeTempDir();
  const settingsFile = `${dir}/settings.yaml`;
  await Deno.writeTextFile(settingsFile, `lag: ${QUICK}\n`);
  const flags = [...lab.flags, `--config.file=${settingsFile}`, "--interval=500ms"];
  const withState = [...flags, `--state.dir=${dir}/state`];
  await using first = await RunningProgram.start(withState);
  const until = (fact: string, holds: (told: Told) => boolean) =>
    untilTold(first, group, fact, holds);
  for (let offset = 1; offset <= 5; offset++) {
    await known.produce(1);
    await known.commit(offset);
    const isThere = ({ by_partition: [only] }: Told) => only?.committed === offset;
    await until(`is at ${offset}`, isThere);
  }
  await known.produce(3);
  await until("is behind", ({ lag }) => lag === 3);
  await lab.client.deleteRecords(topic, 0, 6);
  await until("has lost one", ({ by_topic: [only] }) => only?.messages_lost === 1);
  const isKnown = ({ lag }: Told) => lag === 2;
  await using forgetful = await RunningProgram.start(flags);
  const anew = await untilTold(forgetful, group, "is known", isKnown);
  assert.deepEqual([anew.status, anew.by_topic[0]!.messages_lost], ["unknown", 0]);
  assert.notEqual(anew.by_partition[0]!.lag_seconds_method, "history");
  await forgetful.stop();
  await until("stands still", ({ status }) => status === "stopped");
  await first.stop("SIGKILL");

  await using program = await RunningProgram.start(withState);
  const told = await untilTold(program, group, "is known", isKnown);
  assert.equal(told.status, "stopped");
  assert.equal(told.by_topic[0]!.messages_lost, 1);
  const [of] = told.by_partition;
  assert.equal(of!.lag_seconds_method, "history");
  const ageSeconds = (Date.now() - known.timeMs(6)) / 1000;
  // Slow brokers blur it: when the log had the record, and when its end was seen.
  const blurSeconds = 5 + known.tookMs(6) / 1000;
  assert.ok(
    Math.abs(of!.lag_seconds! - ageSeconds) < blurSeconds,
    `${of!.lag_seconds} of ${ageSeconds} s`,
  );
  await known.commit(8);
  await untilTold(
    program,
    group,
    "has caught up",
    ({ status, lag }) => status === "ok" && lag === 0,
  );
  await program.stop();
  await Deno.remove(dir, { recursive: true });
});
