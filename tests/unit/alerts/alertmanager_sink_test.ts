import assert from "node:assert/strict";
import type { AlertEvent } from "../../../src/model/alert_event.ts";
import { SINK_EVENTS, SINK_FAILURES } from "../../../src/alerts/outbox/outbox.ts";
import { SinkRunner } from "../../../src/alerts/outbox/sink_runner.ts";
import { AlertmanagerSink } from "../../../src/alerts/sinks/alertmanager_sink.ts";
import { type HttpLogin, HttpPoster } from "../../../src/alerts/sinks/http_poster.ts";
import { FakeAlertmanager } from "../../wire_fakes/fake_alertmanager.ts";
import { until } from "../../wire_fakes/until.ts";
import { SERVER_CERTIFICATE, SERVER_KEY } from "../http/server_certificate.ts";
import { madeEvent, openDesk, resolvedEvent } from "./desk_parts.ts";
import { START_MS } from "./simulation.ts";

const MINUTE = 60_000;

/** A sink that sends to the fake, run from an outbox. */
function runTo(
  fake: FakeAlertmanager,
  options: { login?: HttpLogin; resendMs?: number; firing?: () => AlertEvent[] } = {},
) {
  const desk = openDesk();
  const clock = { now: START_MS, nowMs: () => clock.now };
  const { login = {}, resendMs = 3_600_000, firing = () => [] } = options;
  const poster = new HttpPoster(login);
  const sink = new AlertmanagerSink({ url: fake.url, poster, resendMs, clock });
  desk.outbox.setSinks([sink], 1000);
  const runner = new SinkRunner(sink, desk.outbox, firing, desk.logger);
  return {
    ...desk,
    clock,
    name: sink.name,
    publish: (...events: AlertEvent[]) => {
      desk.add(...events);
      runner.wake();
    },
    drain: (signal: AbortSignal) => runner.drain(signal),
    [Symbol.asyncDispose]: async () => {
      await runner.drain(AbortSignal.timeout(2_000));
      desk[Symbol.dispose]();
    },
  };
}

Deno.test("an alert is posted with the labels of Prometheus' rules, and an end", async () => {
  await using fake = new FakeAlertmanager();
  await using run = runTo(fake, { resendMs: MINUTE });
  run.publish(madeEvent("orders", 1, {
    subject: { topic: "orders", group: "g", broker: 2 },
    unobservedSinceMs: START_MS,
  }));
  await fake.posted(1);
  assert.equal(fake.posts[0]!.path, "/api/v2/alerts");
  assert.deepEqual(fake.posts[0]!.alerts, [{
    labels: {
      alertname: "KafkaUnderReplicatedPartitions",
      severity: "warning",
      cluster: "c",
      topic: "orders",
      group: "g",
      broker: "2",
      source: "kafka-sentinel",
    },
    annotations: {
      summary: "orders is not well",
      description: "Look at it.",
      value: "3",
      worst: "0",
      unobserved_since: new Date(START_MS).toISOString(),
    },
    startsAt: new Date(START_MS).toISOString(),
    endsAt: new Date(START_MS + 4 * MINUTE).toISOString(),
  }]);
});

Deno.test("an alert that has ended is posted with its end", async () => {
  await using fake = new FakeAlertmanager();
  await using run = runTo(fake);
  run.publish(resolvedEvent("t"));
  await fake.posted(1);
  assert.equal(fake.posts[0]!.alerts[0]!.endsAt, new Date(START_MS + MINUTE).toISOString());
});

Deno.test("an alert of another severity than before ends the one that it was", async () => {
  await using fake = new FakeAlertmanager();
  await using run = runTo(fake, { resendMs: MINUTE });
  const severities = ["warning", "critical"] as const;
  run.publish(madeEvent("t", 2, { severity: "critical", severities, reason: "severity" }));
  await fake.posted(1);
  run.publish({ ...resolvedEvent("t"), severity: "critical", severities });
  await fake.posted(2);
  const told = fake.posts.map(({ alerts }) =>
    alerts.map(({ labels, endsAt }) => [labels["severity"], Date.parse(endsAt) - START_MS])
  );
  const { occurredAtMs } = madeEvent("t", 2);
  assert.deepEqual(told, [
    [["critical", 4 * MINUTE], ["warning", occurredAtMs - START_MS]],
    [["critical", MINUTE], ["warning", MINUTE]],
  ]);
});

Deno.test("while it is away events wait, in their order, and nothing is lost", async () => {
  await using fake = new FakeAlertmanager();
  await using run = runTo(fake);
  fake.answer = () => new Response("not now", { status: 503 });
  run.publish(madeEvent("a"), resolvedEvent("a"), madeEvent("b"));
  await fake.posted(2);
  assert.equal(run.outbox.length(run.name), 3);
  assert.match(run.logger.text, /cannot be published; they wait .*answered 503: not now/);
  fake.posts.length = 0;
  fake.answer = () => new Response();
  await until("everything is delivered", () => run.outbox.length(run.name) === 0);
  const told = fake.posts.flatMap(({ alerts }) =>
    alerts.map(({ labels, endsAt }) => [labels["topic"], Date.parse(endsAt) === START_MS + MINUTE])
  );
  assert.deepEqual(told, [["a", false], ["b", false], ["a", true]]);
  assert.deepEqual(run.counters.of(SINK_EVENTS).map(({ value }) => value), [3]);
  assert.ok(run.counters.of(SINK_FAILURES)[0]!.value >= 2);
});

Deno.test("one event that is refused for good does not hold up the others", async () => {
  await using fake = new FakeAlertmanager();
  await using run = runTo(fake);
  fake.answer = ({ alerts }) =>
    alerts.some(({ labels }) => labels["topic"] === "bad")
      ? new Response("bad label", { status: 400 })
      : new Response();
  run.publish(madeEvent("a"), madeEvent("bad"), madeEvent("b"));
  await until("everything is done", () => run.outbox.length(run.name) === 0);
  assert.deepEqual(fake.topics, ["a", "bad", "b", "a", "bad", "b"]);
  assert.match(run.logger.text, /error An alert event was refused .*bad label/);
});

Deno.test("what fires is sent again, and what has ended for a quarter of an hour", async () => {
  await using fake = new FakeAlertmanager();
  let firing = [madeEvent("a"), madeEvent("b")];
  await using run = runTo(fake, { resendMs: 20, firing: () => firing });
  await until("both are sent again", () => fake.topics.filter((each) => each === "b").length > 2);
  firing = [madeEvent("a")];
  run.publish(resolvedEvent("b"));
  await until("the end of b is sent", () => run.outbox.length(run.name) === 0);
  fake.posts.length = 0;
  await until("it is sent again", () => fake.topics.includes("b"));
  const ofB = fake.posts.flatMap(({ alerts }) => alerts).find(({ labels }) =>
    labels["topic"] === "b"
  );
  assert.equal(Date.parse(ofB!.endsAt), START_MS + MINUTE);
  run.clock.now += 16 * MINUTE;
  fake.posts.length = 0;
  await fake.posted(3);
  assert.deepEqual(
    fake.posts.slice(1).flatMap(({ alerts }) => alerts).filter(({ labels }) =>
      labels["topic"] === "b"
    ),
    [],
  );
});

Deno.test("what fires and is sent again in vain is a failure too", async () => {
  await using fake = new FakeAlertmanager();
  fake.answer = () => new Response("not now", { status: 503 });
  await using run = runTo(fake, { resendMs: 20, firing: () => [madeEvent("a")] });
  await until("that is counted", () => run.counters.of(SINK_FAILURES)[0]!.value > 0);
  assert.match(run.logger.text, /cannot be published; they wait .*"waiting":0/);
});

Deno.test("what came from an Alertmanager does not go back there", async () => {
  await using fake = new FakeAlertmanager();
  await using run = runTo(fake);
  run.publish(madeEvent("outside", 1, { source: "alertmanager" }), madeEvent("own"));
  await fake.posted(1);
  assert.deepEqual(fake.topics, ["own"]);
});

Deno.test("an end of the program waits for what is under way, and not for what is stuck", async () => {
  await using fake = new FakeAlertmanager();
  const stuck = Promise.withResolvers<Response>();
  await using run = runTo(fake);
  fake.answer = () => stuck.promise;
  run.publish(madeEvent("a"));
  await fake.posted(1);
  await run.drain(AbortSignal.timeout(100));
  stuck.resolve(new Response());
  assert.equal(run.outbox.length(run.name), 1, "it waits for the next start");
});

Deno.test("it logs in by password or token, read anew for every request", async () => {
  await using fake = new FakeAlertmanager();
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(file, "one\n");
    await using run = runTo(fake, { login: { bearerToken: { file } } });
    run.publish(madeEvent("a"));
    await fake.posted(1);
    await Deno.writeTextFile(file, "two\n");
    run.publish(madeEvent("b"));
    await fake.posted(2);
    const basicAuth = { username: "u", password: { value: "ż:x" } };
    await using other = runTo(fake, { login: { basicAuth } });
    other.publish(madeEvent("c"));
    await fake.posted(3);
    const basic = `Basic ${new TextEncoder().encode("u:ż:x").toBase64()}`;
    const seen = fake.posts.map(({ authorization }) => authorization);
    assert.deepEqual(seen, ["Bearer one", "Bearer two", basic]);
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("HTTPS needs an authority that is trusted", async () => {
  await using fake = new FakeAlertmanager({ cert: SERVER_CERTIFICATE, key: SERVER_KEY });
  const caFile = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(caFile, SERVER_CERTIFICATE);
    await using trusting = runTo(fake, { login: { tls: { caFile } } });
    trusting.publish(madeEvent("a"));
    await fake.posted(1);
    await using other = runTo(fake);
    other.publish(madeEvent("b"));
    await until("it is told", () => /failed: .*certificate/i.test(other.logger.text));
    assert.deepEqual(fake.topics, ["a"]);
  } finally {
    await Deno.remove(caFile);
  }
});

Deno.test("an answer that leads elsewhere is not followed", async () => {
  await using fake = new FakeAlertmanager();
  await using run = runTo(fake);
  fake.answer = () => new Response(null, { status: 302, headers: { location: "/elsewhere" } });
  run.publish(madeEvent("a"));
  await until("it is told", () => /answered 302/.test(run.logger.text));
  assert.ok(fake.posts.every(({ path }) => path === "/api/v2/alerts"));
});
