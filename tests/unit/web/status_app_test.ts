import assert from "node:assert/strict";
import type { ClusterReading } from "../../../src/model/readings.ts";
import type { ShownAlert } from "../../../src/web/alert_list.tsx";
import { statusApp } from "../../../src/web/status_app.tsx";
import { clusterOfGroups } from "../api/many_groups.ts";
import { madeReading, madeSnapshot, NOW } from "../metrics/make_reading.ts";
import { smallCluster } from "../metrics/small_cluster.ts";
import { smallLagCluster } from "../metrics/small_lag_cluster.ts";
import { nightCluster, ODD_NAMES } from "./night_cluster.ts";

interface Asked {
  readonly clusters?: readonly ClusterReading[];
  readonly alerts?: readonly ShownAlert[];
}

function app({ clusters = [], alerts }: Asked) {
  return statusApp({
    readings: { clusters: () => clusters },
    ...alerts === undefined ? {} : { alertsOf: () => alerts },
    version: "1.2.3",
    telemetryPath: "/prometheus",
    clock: { nowMs: () => NOW },
  });
}

async function page(path: string, ...clusters: readonly ClusterReading[]) {
  const response = await app({ clusters }).request(`http://localhost${path}`);
  return { status: response.status, html: await response.text() };
}

/** The names in the first column of the page's first table. */
function names(html: string): string[] {
  return [...html.matchAll(/<td class="name"><a href="[^"]*">([^<]*)<\/a>/g)]
    .map((found) => found[1]!);
}

Deno.test("the page says first what is wrong, and how many such things in its title", async () => {
  const { html } = await page("/", nightCluster(300, "prod"));
  assert.match(html, /<title>\(3!\) kafka-sentinel<\/title>/);
  assert.match(html, /<h1>Something is wrong now<\/h1>/);
  assert.ok(html.indexOf("1 broker down: 3 of prod") < html.indexOf("<table>"));
  assert.match((await page("/", clusterOfGroups({ a: {} }))).html, /<title>kafka-sentinel</);
});

Deno.test("groups are in the order of their gravity, with what is known of them", async () => {
  const reading = clusterOfGroups({
    fine: {},
    behind: { lag: 12_345_678, lagSeconds: 7_999, status: "warning", severity: 2 },
    stuck: { lag: 5, lagSeconds: 90, status: "stalled", severity: 3 },
    blind: { lag: NaN, lagSeconds: NaN, status: "unknown" },
  });
  const { html } = await page("/", reading);
  assert.deepEqual(names(html), ["stuck", "behind", "blind", "fine"]);
  assert.match(html, /<td class="number">12\.3M<\/td><td class="number">2h13m<\/td>/);
  assert.match(html, /<td class="number">\?<\/td><td class="number">\?<\/td>/);
  assert.match(html, /4 groups, the gravest first\./);
});

Deno.test("groups are filtered by a part of their name, status and cluster", async () => {
  const east = clusterOfGroups({ Orders: {}, other: { status: "stalled", severity: 3 } }, "east");
  const west = clusterOfGroups({ orders2: { status: "unknown" } }, "west");
  const shown = async (query: string) => names((await page(`/${query}`, east, west)).html);
  assert.deepEqual(await shown("?q=ORDERS"), ["orders2", "Orders"]);
  assert.deepEqual(await shown("?status=bad"), ["other", "orders2"]);
  assert.deepEqual(await shown("?status=ok"), ["Orders"]);
  assert.deepEqual(await shown("?cluster=west"), ["orders2"]);
  assert.deepEqual(await shown("?status=nonsense&limit=x"), ["other", "orders2", "Orders"]);
  const { html } = await page("/?q=none", east);
  assert.match(html, /No group fits\. *<a href="\/">|No group fits\./);
});

Deno.test("of very many groups the gravest are shown, and more on demand", async () => {
  const reading = clusterOfGroups(
    Object.fromEntries(Array.from({ length: 450 }, (_, index) => [`g${index}`, { lag: index }])),
  );
  const first = (await page("/", reading)).html;
  assert.equal(names(first).length, 300);
  assert.equal(names(first)[0], "g449");
  assert.match(first, /450 groups, the gravest first\. The first 300 are shown\. /);
  assert.equal(names((await page("/?limit=all", reading)).html).length, 450);
});

Deno.test("an empty cluster, and one that is not being read, are told apart", async () => {
  const empty = madeReading(madeSnapshot({}));
  assert.match((await page("/", empty)).html, /There are no consumer groups\./);
  const away = { ...madeReading(undefined), lastError: "connection refused" };
  const { html } = await page("/", away);
  assert.match(html, /Consumer groups are not known now\./);
  assert.match(html, /connection refused/);
  assert.match(html, /Kafka is not being read/);
});

function alert(summary: string, more: Partial<ShownAlert>): ShownAlert {
  return {
    type: "consumer_lag",
    severity: "warning",
    state: "firing",
    cluster: "prod",
    details: { summary },
    sinceMs: NOW - 600_000,
    unobservedSinceMs: undefined,
    ...more,
  };
}

Deno.test("alerts that fire are shown, the gravest first; others are counted", async () => {
  const alerts = [
    alert("<b>lag</b>", {}),
    alert("gone", { severity: "critical", state: "unobserved", unobservedSinceMs: NOW }),
    alert("behind", { state: "pending" }),
    alert("behind", { state: "silenced" }),
  ];
  const response = await app({ clusters: [clusterOfGroups({})], alerts }).request("/");
  const html = await response.text();
  assert.match(html, /2 firing, 1 pending, 1 silenced/);
  assert.ok(html.indexOf("gone") < html.indexOf("&lt;b&gt;lag&lt;/b&gt;"));
  assert.match(html, /consumer lag · prod · for 10 min/);
  assert.match(html, /not observed for 0 s/);
  assert.doesNotMatch((await page("/", clusterOfGroups({}))).html, /Alerts/);
});

Deno.test("of thousands of alerts the gravest are shown, and where all of them are", async () => {
  const alerts = [
    ...Array.from({ length: 5_000 }, (_, index) => alert(`mild ${index}`, {})),
    alert("grave", { severity: "critical" }),
  ];
  const response = await app({ clusters: [clusterOfGroups({})], alerts }).request("/");
  const html = await response.text();
  assert.match(html, /5001 firing/);
  assert.match(html, /and 4901 more: <a href="\/api\/v1\/alerts">/);
  assert.equal(html.match(/mild \d/g)?.length, 99);
  assert.ok(html.indexOf("grave") < html.indexOf("mild 0"));
});

Deno.test("a group's page tells its topics and partitions with their owners", async () => {
  const { status, html } = await page("/group?cluster=east&name=billing", smallLagCluster("east"));
  assert.equal(status, 200);
  assert.match(html, /<title>billing: stalled<\/title>/);
  assert.match(html, /<dd>2m<\/dd>/);
  assert.match(html, /client-of-m-1 at 10\.0\.0\.1/);
  assert.match(html, /href="\/topic\?cluster=east&amp;name=orders"/);
  assert.match(html, /href="\/api\/v1\/groups\/billing\?cluster=east"/);
});

Deno.test("a topic's page tells its health, its groups and its partitions", async () => {
  const { html } = await page("/topic?cluster=east&name=orders", smallCluster("east"));
  assert.match(html, /<div class="bad" title="[^"]*"><dt>Under-replicated<\/dt><dd>1<\/dd>/);
  assert.match(html, /Groups are not known now\./);
  const judged = await page("/topic?cluster=east&name=orders", smallLagCluster("east"));
  assert.deepEqual(names(judged.html), ["billing", "flink"]);
});

Deno.test("of very many partitions those in trouble are shown", async () => {
  const partitions = Array.from(
    { length: 500 },
    (_, index) => index === 499 ? { leader: NaN, isr: [] } : {},
  );
  const { html } = await page(
    "/topic?cluster=c&name=t",
    madeReading(madeSnapshot({ t: partitions }), "c"),
  );
  assert.match(html, /200 of 500, those that are not well first/);
  assert.match(html, /<tbody><tr class="critical"><td class="number">499<\/td>/);
});

Deno.test("topics are listed, those of Kafka itself only if wanted", async () => {
  const { html } = await page("/topics", smallCluster("east"));
  assert.deepEqual(names(html), ["audit", "orders"]);
  assert.deepEqual(names((await page("/topics?q=ORD", smallCluster())).html), ["orders"]);
  assert.deepEqual(names((await page("/topics?show=unhealthy", smallLagCluster())).html), []);
});

Deno.test("what is not there is 404, and 503 where that is not known", async () => {
  for (const what of ["group", "topic"]) {
    const none = await page(`/${what}?cluster=east&name=none`, smallLagCluster("east"));
    assert.equal(none.status, 404);
    assert.match(none.html, new RegExp(`There is no ${what} none in the cluster east\\.`));
    assert.equal((await page(`/${what}?cluster=x&name=a`, smallLagCluster("east"))).status, 404);
    const blind = await page(`/${what}?cluster=west&name=a`, madeReading(undefined, "west"));
    assert.equal(blind.status, 503);
    assert.match(blind.html, /It is not known whether there is a/);
  }
});

Deno.test("names of every kind are text, and their links lead to their pages", async () => {
  const night = nightCluster(20, "prod");
  const { html } = await page("/", night);
  assert.doesNotMatch(html, /<script>alert|style=|<style|\son\w+="|javascript:|https?:\/\//);
  // deno-lint-ignore no-control-regex -- these must not get into the page.
  assert.doesNotMatch(html, /[\u0000-\u001f\u202e]/);
  const links = [...html.matchAll(/href="(\/group\?[^"]*)"/g)].map((found) =>
    found[1]!.replaceAll("&amp;", "&")
  );
  assert.equal(links.length, 20);
  const linked = links.map((link) => new URL(link, "http://x").searchParams.get("name"));
  for (const odd of ODD_NAMES) assert.ok(linked.includes(odd), odd);
  for (const link of links) assert.equal((await page(link, night)).status, 200, link);
});

Deno.test("the style sheet, the script and the icon are served", async () => {
  for (
    const [path, type, text] of [
      ["/status.css", "text/css; charset=utf-8", ".verdict"],
      ["/status.js", "text/javascript; charset=utf-8", "data-live"],
      ["/icon.svg", "image/svg+xml; charset=utf-8", "<svg"],
    ] as const
  ) {
    const response = await app({}).request(path);
    assert.equal(response.headers.get("content-type"), type);
    assert.ok((await response.text()).includes(text));
  }
});
