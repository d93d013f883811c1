import assert from "node:assert/strict";
import { isExpired, type Mute, type MuteMatch } from "../../../src/alerts/mutes/mute.ts";
import { mutesAt } from "../../../src/alerts/mutes/mutes_at.ts";
import { isWithinWeekly, type WeeklyTimes } from "../../../src/alerts/mutes/weekly_times.ts";
import { finding, INTERVAL_MS, Simulation, START_MS, told, TYPE } from "./simulation.ts";

const NOW = START_MS;

function mute(match: MuteMatch, when: Mute["when"] = { fromMs: undefined, toMs: undefined }): Mute {
  return { id: "m", kind: "silence", match, when, comment: "", createdBy: "test" };
}

const alert = {
  type: TYPE,
  cluster: "east",
  subject: { topic: "orders", group: "billing" },
  severity: "warning",
} as const;

Deno.test("an alert is muted if everything that is given matches", () => {
  const isMuted = (match: MuteMatch) => mutesAt([mute(match)], NOW)(alert);
  assert.ok(isMuted({ cluster: ".*" }));
  assert.ok(isMuted({ types: [TYPE], cluster: "^east$", topic: "order", group: "^bill" }));
  assert.ok(!isMuted({ types: ["broker_down"], topic: "order" }));
  assert.ok(!isMuted({ cluster: "^west$", topic: "order" }));
  assert.ok(!isMuted({ topic: "^order$" }));
  assert.ok(!isMuted({ topic: "orders", brokers: [1] }));
  assert.ok(!isMuted({ instance: ".*" }), "the subject has none");
});

Deno.test("a span mutes from its begin to just before its end", () => {
  const span = mute({ cluster: "." }, { fromMs: NOW, toMs: NOW + 10 });
  const at = (ms: number) => mutesAt([span], ms)(alert);
  assert.deepEqual([at(NOW - 1), at(NOW), at(NOW + 9), at(NOW + 10)], [false, true, true, false]);
  assert.deepEqual([isExpired(span, NOW + 9), isExpired(span, NOW + 10)], [false, true]);
});

/** Monday, 5 January 2026. */
const monday = (time: string) => Date.parse(`2026-01-05T${time}Z`);
const weekly = (times: Partial<WeeklyTimes>): WeeklyTimes => ({
  days: ["mon"],
  start: "02:00",
  end: "04:00",
  timezone: "UTC",
  ...times,
});

Deno.test("weekly times begin on their days", () => {
  const day = 86_400_000;
  assert.ok(!isWithinWeekly(weekly({}), monday("01:59:59")));
  assert.ok(isWithinWeekly(weekly({}), monday("02:00:00")));
  assert.ok(isWithinWeekly(weekly({}), monday("03:59:59")));
  assert.ok(!isWithinWeekly(weekly({}), monday("04:00:00")));
  assert.ok(!isWithinWeekly(weekly({}), monday("03:00:00") + day));
  assert.ok(isWithinWeekly(weekly({}), monday("03:00:00") + 7 * day));
});

Deno.test("weekly times over midnight end on the next day", () => {
  const night = weekly({ days: ["sun"], start: "22:00", end: "03:00" });
  assert.ok(isWithinWeekly(night, monday("02:59:00")));
  assert.ok(!isWithinWeekly(night, monday("03:00:00")));
  assert.ok(!isWithinWeekly(night, monday("22:30:00")));
  assert.ok(isWithinWeekly(night, monday("22:30:00") - 86_400_000));
});

Deno.test("weekly times follow the clocks of their zone, summer time too", () => {
  const berlin = weekly({ timezone: "Europe/Berlin" });
  assert.ok(isWithinWeekly(berlin, monday("01:30:00")), "an hour ahead in winter");
  assert.ok(!isWithinWeekly(berlin, monday("03:30:00")));
  assert.ok(isWithinWeekly(berlin, Date.parse("2026-07-06T00:30:00Z")), "two hours in summer");
});

Deno.test("a silenced alert is told when the silence ends, with when it really began", () => {
  const run = new Simulation({ isMuted: () => true });
  run.steps(10, [finding("t")]);
  assert.deepEqual(run.events, []);
  run.policy = { ...run.policy, isMuted: () => false };
  const [started] = run.step([finding("t")]);
  assert.equal(started!.reason, "started");
  assert.equal(started!.startsAtMs, START_MS + INTERVAL_MS);
});

Deno.test("what begins and ends while it is silenced is never told", () => {
  const run = new Simulation({ isMuted: () => true });
  run.steps(10, [finding("t")]);
  run.policy = { ...run.policy, isMuted: () => false };
  run.steps(10, []);
  assert.deepEqual([run.events, run.alerts], [[], []]);
});

Deno.test("an alert that was told before the silence is resolved for all to see", () => {
  const run = new Simulation({ repeatMs: 60_000 });
  run.step([finding("t")]);
  run.policy = { ...run.policy, isMuted: () => true };
  assert.deepEqual(run.steps(10, [finding("t", { severity: "critical" })]), []);
  assert.deepEqual(told(run.step([])), ["resolved warning"]);
});

Deno.test("silenced alerts do not make a storm", () => {
  const many = Array.from({ length: 100 }, (_, n) => finding(`t-${n}`));
  const run = new Simulation({ isMuted: ({ subject }) => subject.topic !== "t-7" });
  assert.deepEqual(run.step(many).map(({ subject }) => subject.topic), ["t-7"]);
});
