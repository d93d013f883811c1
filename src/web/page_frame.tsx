import type { Child } from "hono/jsx";
import { utcText } from "./utc_text.ts";

/** What every page of the lag monitor has around it. */
export interface PageFrameProps {
  readonly title: string;
  readonly version: string;
  readonly telemetryPath: string;
  readonly nowMs: number;
  /** How often an open page is brought up to date. */
  readonly refreshSeconds: number;
  /** Path of the same in the API. */
  readonly apiPath: string;
  readonly children: Child;
}

/** How often a page is loaded again where scripts do not run, in seconds. */
const RELOAD_SECONDS = 15;

/** A page of the lag monitor. What has `data-live` and an id is brought up to date by itself. */
export function PageFrame(props: PageFrameProps) {
  const { title, version, telemetryPath, nowMs, refreshSeconds, apiPath, children } = props;
  return (
    <html lang="en" data-refresh={String(refreshSeconds)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/status.css" />
        <script src="/status.js" defer></script>
        <noscript>
          <meta http-equiv="refresh" content={String(RELOAD_SECONDS)} />
        </noscript>
      </head>
      <body class="wide">
        <header class="bar">
          <a class="brand" href="/">kafka-sentinel</a>
          <nav>
            <a href="/">Groups</a>
            <a href="/topics">Topics</a>
          </nav>
          <span id="as-of" data-live>{utcText(nowMs)}</span>
        </header>
        <p id="old" role="alert" hidden></p>
        <main>{children}</main>
        <footer>
          <a href={apiPath}>The same as JSON</a>
          <a href="/api/v1/openapi.yaml">API</a>
          <a href={telemetryPath}>Metrics</a>
          <a href="/readyz?kafka=1">Readiness</a>
          <span>Version {version}</span>
        </footer>
      </body>
    </html>
  );
}
