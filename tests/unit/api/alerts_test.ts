import assert from "node:assert/strict";
import { madeAlert } from "../metrics/make_alert.ts";
import { madeReading, NOW } from "../metrics/make_reading.ts";
import { apiOver, ask, askApi, sampleDesk } from "./sample_api.ts";

const alerts = [
  madeAlert("b", { state: "pending", startsAtMs: undefined }),
  madeAlert("a", { severity: "critical", type: "offline_partitions" }),
  madeAlert("c", { severity: "info", state: "unobserved", unobservedSinceMs: NOW }),
  madeAlert("d", { subject: { topic: "d", group: "g" }, type: "consumer_lag" }),
];
const reading = { ...madeReading(undefined, "east"), alerts };

const names = async (query: string) => {
  const { body } = await askApi(`/alerts${query}`, reading);
  return body.items.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
};

Deno.test("alerts are listed with the gravest first, and what is missing is null", async () => {
  const { body } = await askApi("/alerts", reading);
  assert.equal(body.total, 4);
  const { threshold, value, worst, starts_at } = body.items[1];
  assert.deepEqual([threshold, value, worst, starts_at], [
    null,
    3,
    [{ name: "0", value: null }],
    null,
  ]);
  assert.deepEqual(await names(""), ["a", "b", "d", "c"]);
});

Deno.test("alerts are chosen by type, severity, state, topic and group", async () => {
  assert.deepEqual(await names("?type=consumer_lag,offline_partitions"), ["a", "d"]);
  assert.deepEqual(await names("?severity=critical"), ["a"]);
  assert.deepEqual(await names("?state=pending,unobserved"), ["b", "c"]);
  assert.deepEqual(await names("?topic=d"), ["d"]);
  assert.deepEqual(await names("?group=g"), ["d"]);
  assert.deepEqual(await names("?cluster=east&limit=1"), ["a"]);
});

Deno.test("a silence is added, listed, and removed", async () => {
  const desk = sampleDesk();
  const api = apiOver(desk);
  const wish = { topic: "^orders$", duration: "2h", comment: "known", created_by: "me" };
  const added = await ask(api, "/silences", "POST", wish);
  assert.equal(added.status, 201);
  assert.deepEqual([added.body.match, added.body.active, added.body.to], [
    { topic: "^orders$" },
    true,
    new Date(NOW + 7_200_000).toISOString(),
  ]);
  const isMuted = desk.mutes.now();
  const about = (topic: string) =>
    ({ type: "broker_down", cluster: "c", subject: { topic }, severity: "info" }) as const;
  assert.deepEqual([isMuted(about("orders")), isMuted(about("other"))], [true, false]);
  assert.deepEqual((await ask(api, "/silences")).body.items, [added.body]);
  assert.deepEqual((await ask(api, "/maintenance")).body.items, []);
  const path = `/silences/${added.body.id}`;
  assert.equal((await ask(api, path, "DELETE")).status, 204);
  assert.equal((await ask(api, path, "DELETE")).status, 404);
});

Deno.test("a maintenance window may come back every week", async () => {
  const api = apiOver(sampleDesk());
  const weekly = { days: ["sun"], start: "02:00", end: "04:00", timezone: "Europe/Berlin" };
  const { status, body } = await ask(api, "/maintenance", "POST", { cluster: ".*", ...weekly });
  assert.deepEqual([status, body.weekly, body.to], [201, weekly, null]);
});

Deno.test("everything that is wrong with a silence is said at once", async () => {
  const api = apiOver(sampleDesk());
  const wrong: readonly [unknown, RegExp][] = [
    [{ topic: "x" }, /needs an end: duration, or to/],
    [{ duration: "1h" }, /matches nothing in particular/],
    [{ topic: "(", duration: "1h" }, /topic: is not a regular expression/],
    [{ topic: "x", duration: "soon" }, /duration: is not a duration/],
    [{ topic: "x", to: "tomorrow" }, /to: is not a time/],
    [{ topic: "x", duration: "1h", tpic: "y" }, /tpic/],
    [
      { types: ["nonsense"], brokers: [-1], duration: "1h" },
      /types\.0: is not a type of alert.*brokers\.0: is not a broker id/,
    ],
    ["nonsense", /The body is not JSON/],
    [[], /the body is not an object/],
  ];
  for (const [body, told] of wrong) {
    const answer = await ask(api, "/silences", "POST", body);
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.match(answer.body.detail, told);
  }
  const noEnd = await ask(api, "/maintenance", "POST", {
    topic: "x",
    days: ["mon"],
    start: "01:00",
  });
  assert.match(noEnd.body.detail, /needs days, start and end, or from and to/);
});

Deno.test("what the settings mute is listed, and only they can take it away", async () => {
  const desk = sampleDesk();
  desk.mutes.configure([{
    id: "settings-silence-0",
    kind: "silence",
    match: { topic: "x" },
    when: { fromMs: undefined, toMs: undefined },
    comment: "",
    createdBy: "settings",
  }]);
  const api = apiOver(desk);
  const { body } = await ask(api, "/silences");
  assert.deepEqual([body.items[0].configured, body.items[0].to], [true, null]);
  assert.equal((await ask(api, "/silences/settings-silence-0", "DELETE")).status, 409);
});

Deno.test("a notification of Alertmanager that is wrong is refused, and says where", async () => {
  const api = apiOver(sampleDesk());
  const alert = { status: "firing", labels: { alertname: "A" }, startsAt: "2026-01-05T12:00:00Z" };
  const wrong: readonly [unknown, RegExp][] = [
    ["{", /The body is not JSON/],
    [[], /the body: is not an object/],
    [{ version: "3", alerts: [] }, /version: is "3", must be "4"/],
    [{ version: "4", alerts: {} }, /alerts: is not a list/],
    [{ version: "4", alerts: new Array(1001).fill(alert) }, /alerts: has 1001 entries/],
    [{ version: "4", alerts: [alert, { ...alert, status: "off" }] }, /alerts\.1\.status: /],
    [{ version: "4", alerts: [{ ...alert, labels: {} }] }, /alerts\.0\.labels: has no alertname/],
    [
      { version: "4", alerts: [{ ...alert, labels: { alertname: 1 } }] },
      /alertname: is not a text/,
    ],
    [{ version: "4", alerts: [{ ...alert, startsAt: "now" }] }, /startsAt: is not a time/],
    [
      { version: "4", alerts: [{ ...alert, annotations: { a: "x".repeat(5000) } }] },
      /annotations: an entry is longer/,
    ],
  ];
  for (const [body, told] of wrong) {
    const answer = await ask(api, "/alertmanager", "POST", body);
    assert.equal(answer.status, 400, JSON.stringify(body).slice(0, 80));
    assert.match(answer.body.detail, told);
  }
});
