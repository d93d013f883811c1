import assert from "node:assert/strict";
import { LagStage } from "../../../src/app/lag_stage.ts";
import { QuestionReader } from "../../../src/kafka/question_reader.ts";
import { lagSettings } from "../../../src/lag/settings.ts";
import { RecordingLogger, silentLogger } from "../../wire_fakes/recorders.ts";
import { Simulation } from "../lag/simulation/simulation.ts";

const { signal } = new AbortController();

function stage(logger = silentLogger): LagStage {
  const nobody = () => {
    throw new Error("nobody is asked");
  };
  return new LagStage({
    intervalMs: 15_000,
    settings: lagSettings.parse({}),
    questions: new QuestionReader(nobody, 100, silentLogger),
    journal: undefined,
    logger,
  });
}

function reportedGroups(lag: LagStage): string[] | undefined {
  return lag.report?.groups.map(({ groupId }) => groupId);
}

/** A group that reads for an hour and then stands still. */
function stuckGroup(): Simulation {
  const sim = new Simulation();
  const [log] = sim.topic("t", 1);
  log!.rate = 10;
  sim.group().reads(log!);
  return sim;
}

Deno.test("new settings count from the next snapshot on, and what is known stays", async () => {
  const lag = stage();
  const sim = stuckGroup();
  const cycles = async (count: number) => {
    for (let left = count; left > 0; left--) {
      sim.run("15s");
      await lag.take(sim.snapshot!, signal);
    }
    return lag.report!.groups[0]!;
  };
  await cycles(60);
  sim.groups[0]!.stop();
  assert.equal((await cycles(24)).status, "stalled");
  lag.judgeBy(lagSettings.parse({ not_moving_after: "1h" }));
  assert.equal((await cycles(20)).status, "ok");
  lag.judgeBy(lagSettings.parse({ groups: [{ pattern: "^g$", worst_severity: "info" }] }));
  const { status, severity } = await cycles(3);
  assert.deepEqual([status, severity], ["stalled", 1]);
  lag.close();
});

Deno.test("a snapshot that cannot be judged costs lag for a cycle, and is told", async () => {
  const log = new RecordingLogger();
  const lag = stage(log);
  const sim = stuckGroup();
  sim.run("1m");
  await lag.take(sim.snapshot!, signal);
  assert.deepEqual(reportedGroups(lag), ["g"]);
  sim.run("15s");
  const broken = { ...sim.snapshot!, groups: undefined as never };
  await lag.take(broken, signal);
  assert.deepEqual(reportedGroups(lag), undefined);
  assert.match(log.text, /^error Lag could not be judged/);
  sim.run("15s");
  await lag.take(sim.snapshot!, signal);
  assert.deepEqual(reportedGroups(lag), ["g"]);
  lag.close();
});
