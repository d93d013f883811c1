import { type Browser, chromium, type Page } from "playwright-core";
import { ensureCommands } from "../../scripts/setup/debian_packages.ts";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A real browser, and what its pages complained about. */
export interface TestBrowser extends AsyncDisposable {
  readonly browser: Browser;
  /** Messages of the console, errors of scripts and refusals of the content security policy. */
  readonly complaints: readonly string[];
  open(url: string, options?: Parameters<Browser["newPage"]>[0]): Promise<Page>;
}

/** Starts Debian's Chromium. */
export async function startBrowser(): Promise<TestBrowser> {
  await ensureCommands("chromium");
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: FLAGS,
    timeout: 120_000,
  });
  const complaints: string[] = [];
  return {
    browser,
    complaints,
    open: async (url, options) => {
      const page = await browser.newPage(options);
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.goto(url);
      return page;
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}
