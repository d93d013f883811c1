import { ClusterCard } from "./cluster_card.tsx";
import type { ClusterSummary } from "./cluster_summary.ts";
import { utcText } from "./utc_text.ts";

/** Everything that the page shows. */
export interface LandingPageProps {
  readonly version: string;
  readonly telemetryPath: string;
  /** Of the lag monitor, if a reader of this page can follow it. */
  readonly lagUrl: string | undefined;
  readonly clusters: readonly ClusterSummary[];
  readonly nowMs: number;
}

/** The page at `/`: what this is, where its pages are, and how the clusters are. */
export function LandingPage(props: LandingPageProps) {
  const { version, telemetryPath, lagUrl, clusters, nowMs } = props;
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
            {lagUrl === undefined
              ? undefined
              : (
                <PageLink href={lagUrl} says="what is behind, and the alerts">
                  lag monitor
                </PageLink>
              )}
            <PageLink href={telemetryPath} says="for Prometheus" />
            <PageLink href="/healthz" says="is the process alive" />
            <PageLink href="/readyz?kafka=1" says="is Kafka being read" />
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

function PageLink({ href, says, children }: { href: string; says: string; children?: string }) {
  return (
    <a href={href}>
      <code>{children ?? href}</code>
      <span>{says}</span>
    </a>
  );
}
