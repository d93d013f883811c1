import assert from "node:assert/strict";
import { AlertDesk, type AlertPlan } from "../../../src/alerts/alert_desk.ts";
import type { AlertReadings, Finding, Rule } from "../../../src/alerts/rule.ts";
import { LogSink } from "../../../src/alerts/sinks/log_sink.ts";
import { AlertTables } from "../../../src/state/alert_tables.ts";
import { STATE_MIGRATIONS } from "../../../src/state/migrations.ts";
import { openDatabase } from "../../../src/state/open_database.ts";
import { RecordingLogger } from "../../wire_fakes/recorders.ts";
import { until } from "../../wire_fakes/until.ts";
import { finding, INTERVAL_MS, START_MS, TYPE } from "./simulation.ts";

const never = new AbortController().signal;

/** A rule that says what it is told to; `saying` may be changed. */
class ToldRule implements Rule {
  readonly type = TYPE;
  saying: readonly Finding[] | Error = [];
  others: "clear" | "unknown" = "clear";
  readonly memories: unknown[] = [];

  *evaluate(_: AlertReadings, memory: Parameters<Rule["evaluate"]>[1]) {
    yield;
    this.memories.push(memory);
    if (this.saying instanceof Error) throw this.saying;
    return { findings: this.saying, others: () => this.others, memory: this.memories.length };
  }
}

/** A desk over a file, or in memory, that publishes to a log. */
function openDesk(path?: string) {
  const logger = new RecordingLogger();
  const options = { path, migrations: STATE_MIGRATIONS, synchronous: "NORMAL", logger } as const;
  const { database, isLasting } = openDatabase(options);
  const clock = { now: START_MS, nowMs: () => clock.now };
  const desk = new AlertDesk(new AlertTables(database, isLasting, logger), clock, logger);
  const rule = new ToldRule();
  const published = new RecordingLogger();
  const plan: AlertPlan = {
    rules: [rule],
    repeatMs: Infinity,
    stormLimit: 50,
    queueLimit: 1_000,
    mutes: [],
    sinks: [new LogSink(published)],
    lines: ["east"],
  };
  const step = async (line = "east") => {
    clock.now += INTERVAL_MS;
    const readings = {
      nowMs: clock.now,
      cluster: line,
      intervalMs: INTERVAL_MS,
      snapshot: undefined,
      changes: undefined,
      lag: undefined,
      rates: undefined,
      jvms: [],
      lastError: undefined,
    };
    await desk.evaluate(line, readings, never);
  };
  const close = async () => {
    await desk.stop(AbortSignal.timeout(2_000));
    database.close();
  };
  return { desk, rule, plan, step, logger, published, [Symbol.asyncDispose]: close };
}

const lines = (log: RecordingLogger) =>
  log.lines.map((line) => /Alert (\w+): (\w+)/.exec(line)?.slice(1).join(" "));

Deno.test("what a rule finds is published, shown and counted", async () => {
  await using run = openDesk();
  await run.desk.follow(run.plan);
  run.rule.saying = [finding("t")];
  await run.step();
  await until("it is published", () => run.published.lines.length === 1);
  const { alerts, alertEvents } = run.desk.readingOf("east");
  assert.deepEqual(alerts.map(({ state, subject }) => [state, subject]), [["firing", {
    topic: "t",
  }]]);
  const count = (status: string) =>
    alertEvents.find((each) => each.type === TYPE && each.status === status)?.count;
  assert.deepEqual([count("firing"), count("resolved")], [1, 0]);
  assert.equal(alertEvents.length, 30, "of every type and status");
  run.rule.saying = [];
  await run.step();
  await until("its end is published", () => run.published.lines.length === 2);
  assert.deepEqual(lines(run.published), ["firing t", "resolved t"]);
});

Deno.test("a rule that fails ends nothing, says so once, and keeps what it remembers", async () => {
  await using run = openDesk();
  await run.desk.follow(run.plan);
  run.rule.saying = [finding("t")];
  await run.step();
  run.rule.saying = new Error("broken");
  for (let n = 0; n < 5; n++) await run.step();
  assert.equal(run.desk.readingOf("east").alerts[0]?.state, "unobserved");
  assert.equal(run.logger.lines.filter((line) => /A rule failed/.test(line)).length, 1);
  assert.deepEqual(run.rule.memories, [undefined, 1, 1, 1, 1, 1]);
  run.rule.saying = [];
  await run.step();
  assert.deepEqual(run.desk.readingOf("east").alerts, []);
});

Deno.test("alerts, memories, counters and silences are there after a restart", async () => {
  const dir = await Deno.makeTempDir();
  try {
    {
      await using run = openDesk(`${dir}/state.db`);
      await run.desk.follow(run.plan);
      run.rule.saying = [finding("t"), finding("u", { forMs: 60_000 })];
      await run.step();
      run.desk.mutes.add("silence", { topic: "^x$", duration: "5h" });
      await until("it is published", () => run.published.lines.length === 1);
    }
    await using run = openDesk(`${dir}/state.db`);
    await run.desk.follow(run.plan);
    run.rule.saying = [finding("t"), finding("u", { forMs: 60_000 })];
    await run.step();
    const states = run.desk.readingOf("east").alerts.map(({ state }) => state).sort();
    assert.deepEqual(states, ["firing", "pending"]);
    assert.deepEqual(run.rule.memories, [1]);
    assert.equal(run.desk.mutes.all().length, 1);
    assert.deepEqual(run.published.lines, [], "it is the same incident");
    const [firing] = run.desk.readingOf("east").alertEvents.filter(({ type }) => type === TYPE);
    assert.equal(firing?.count, 1);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("the alerts of a cluster that is not watched any more end, and say why", async () => {
  await using run = openDesk();
  await run.desk.follow({ ...run.plan, lines: ["east", "west"] });
  run.rule.saying = [finding("t")];
  await run.step("west");
  await until("it is published", () => run.published.lines.length === 1);
  await run.desk.follow({ ...run.plan, lines: ["east"] });
  await until("its end is published", () => run.published.lines.length === 2);
  assert.deepEqual(lines(run.published), ["firing t", "resolved t"]);
  await run.step("west");
  assert.deepEqual(run.desk.readingOf("west").alerts, []);
});

Deno.test("what waits for a sink goes on waiting over a change of settings", async () => {
  await using run = openDesk();
  const stuck = Promise.withResolvers<never>();
  const slow = { name: "slow", batchSize: 1, takes: () => true, close: () => {} };
  await run.desk.follow({ ...run.plan, sinks: [{ ...slow, send: () => stuck.promise }] });
  run.rule.saying = [finding("t")];
  await run.step();
  assert.equal(run.desk.publishing().sinks[0]?.queueLength, 1);
  const sent: string[] = [];
  const quick = (events: readonly { readonly summary: string }[]) => {
    sent.push(...events.map(({ summary }) => summary));
    return Promise.resolve();
  };
  await run.desk.follow({ ...run.plan, sinks: [{ ...slow, send: quick }] });
  await until("it is sent", () => sent.length === 1);
  assert.deepEqual(run.desk.publishing().sinks, [
    { name: "slow", events: 1, failures: 1, queueLength: 0, coalesced: 0 },
  ]);
});
