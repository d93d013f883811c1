import { ClusterCard } from "./cluster_card.tsx";
import type { ClusterSummary } from "./cluster_summary.ts";
import { utcText } from "./utc_text.ts";

/** Everything that the page shows. */
export interface LandingPageProps {
  readonly version: string;
  readonly telemetryPath: string;
  readonly clusters: readonly ClusterSummary[];
  readonly nowMs: number;
}

/** The page at `/`: what this is, where its pages are, and how the clusters are. */
export function LandingPage({ version, telemetryPath, clusters, nowMs }: LandingPageProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>kafka-sentinel</title>
        <link rel="stylesheet" href="/landing.css" />
      </head>
      <body>
        <header class="top">
          <h1>kafka-sentinel</h1>
          <p>Watches Apache Kafka and serves what it reads to Prometheus.</p>
          <nav>
            <PageLink path={telemetryPath} says="for Prometheus" />
            <PageLink path="/healthz" says="is the process alive" />
            <PageLink path="/readyz?kafka=1" says="is Kafka being read" />
          </nav>
        </header>
        <main>
          {clusters.map((cluster) => <ClusterCard cluster={cluster} nowMs={nowMs} />)}
        </main>
        <footer>Version {version} · as of {utcText(nowMs)}</footer>
      </body>
    </html>
  );
}

function PageLink({ path, says }: { path: string; says: string }) {
  return (
    <a href={path}>
      <code>{path}</code>
      <span>{says}</span>
    </a>
  );
}
