import assert from "node:assert/strict";
import { listen, type Listener } from "../../src/http/listen.ts";
import { webServer } from "../../src/http/web_server.ts";
import type { ClusterReading } from "../../src/model/readings.ts";
import { formatAddress } from "../../src/runtime/address.ts";
import { lineLogger } from "../../src/runtime/line_logger.ts";
import { statusApp } from "../../src/web/status_app.tsx";
import { waitFor } from "../program/wait_for.ts";
import { clusterOfGroups } from "../unit/api/many_groups.ts";
import { sampleMetrics } from "../unit/http/sample_server.ts";
import { NOW } from "../unit/metrics/make_reading.ts";
import { nightCluster } from "../unit/web/night_cluster.ts";
import { startBrowser } from "./browser.ts";

/** The lag monitor's pages over clusters that a test may change, as they are really served. */
class Pages implements AsyncDisposable {
  clusters: readonly ClusterReading[];
  #listener: Listener;
  readonly #logger = lineLogger({ level: "error", format: "text" });

  constructor(...clusters: readonly ClusterReading[]) {
    this.clusters = clusters;
    this.#listener = this.#listen(0);
  }

  get url(): string {
    return `http://${formatAddress(this.#listener.address)}`;
  }

  async stop(): Promise<void> {
    await this.#listener.shutdown(AbortSignal.timeout(2_000));
  }

  start(): void {
    this.#listener = this.#listen(this.#listener.address.port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #listen(port: number): Listener {
    const common = {
      readings: { clusters: () => this.clusters },
      telemetryPath: "/metrics",
      clock: { nowMs: () => NOW },
    };
    const app = webServer({
      ...common,
      metrics: sampleMetrics,
      credentials: { basicAuth: [], bearerTokens: [] },
      pages: [statusApp({ ...common, version: "1.2.3" })],
      logger: this.#logger,
    });
    const handler = (request: Request) => app.fetch(request);
    return listen({ host: "127.0.0.1", port }, handler, this.#logger);
  }
}

/** Open pages are brought up to date every second. */
const quick = (reading: ClusterReading): ClusterReading => ({ ...reading, intervalMs: 1_000 });

Deno.test("in a browser the page tells a bad night of 320 groups, by day, by night and on a phone", async () => {
  await using pages = new Pages(nightCluster(320, "prod"));
  await using browser = await startBrowser();
  const wide = { viewport: { width: 1280, height: 900 } };
  const views = {
    day: { ...wide, colorScheme: "light" },
    night: { ...wide, colorScheme: "dark" },
    phone: { viewport: { width: 360, height: 740 }, colorScheme: "light" },
  } as const;
  const backgrounds = new Set<string>();
  for (const [name, view] of Object.entries(views)) {
    const page = await browser.open(pages.url, view);
    assert.equal(
      await page.getByRole("heading", { level: 1 }).innerText(),
      "Something is wrong now",
    );
    assert.ok(await page.getByText("1 broker down: 3 of prod").isVisible());
    assert.equal(await page.locator("tbody tr").count(), 300);
    assert.equal(await page.locator("tbody tr").first().locator(".badge").innerText(), "stalled");
    assert.equal(await page.getByText("Members").isVisible(), name !== "phone");
    const [width, room] = await page.evaluate<[number, number]>(
      "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
    );
    assert.ok(width <= room, `${name}: ${width} wide in ${room}`);
    backgrounds.add(await page.evaluate("getComputedStyle(document.body).backgroundColor"));
    await page.close();
  }
  assert.equal(backgrounds.size, 2, "day and night look different");
  assert.deepEqual(browser.complaints, []);
});

Deno.test("in a browser hostile names are text, and lead to their group's page", async () => {
  await using pages = new Pages(nightCluster(30, "prod"));
  await using browser = await startBrowser();
  const page = await browser.open(pages.url);
  for (const name of ["<script>alert(1)</script>", "a/b?c=d#e", 'quo"te & amp;']) {
    await page.locator("#groups").getByRole("link", { name, exact: true }).first().click();
    await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
    await page.goBack();
  }
  await page.getByRole("link", { name: /groups falling behind/ }).click();
  await waitFor("only groups that fall behind are shown", async () => {
    const all = await page.locator("tbody .badge").allInnerTexts();
    return all.length > 1 && all.every((text) => text === "warning");
  }, 30_000);
  assert.deepEqual(browser.complaints, []);
});

Deno.test("an open page brings itself up to date, and leaves what is being typed alone", async () => {
  await using pages = new Pages(quick(clusterOfGroups({ billing: {} })));
  await using browser = await startBrowser();
  const page = await browser.open(pages.url);
  const filter = page.getByRole("searchbox");
  await filter.fill("bil");
  pages.clusters = [quick(clusterOfGroups({ billing: { status: "stalled", severity: 3 } }))];
  await page.getByText("1 group stalled: billing").waitFor({ timeout: 30_000 });
  assert.equal(await page.title(), "(1!) kafka-sentinel");
  assert.equal(await filter.inputValue(), "bil");
  const loaded = 'performance.getEntriesByType("navigation").length';
  assert.equal(await page.evaluate(loaded), 1, "without being loaded again");
  assert.deepEqual(browser.complaints, []);
});

Deno.test("an open page says when the monitor does not answer, and takes it back when it does", async () => {
  await using pages = new Pages(quick(clusterOfGroups({ billing: {} })));
  await using browser = await startBrowser();
  const page = await browser.open(pages.url);
  await page.getByText("1 group, the gravest first.").waitFor();
  await pages.stop();
  const notice = page.getByRole("alert");
  await notice.waitFor({ timeout: 30_000 });
  assert.match(await notice.innerText(), /^The monitor has not answered since \d\d:\d\d:\d\d UTC/);
  pages.start();
  await notice.waitFor({ state: "hidden", timeout: 30_000 });
});
