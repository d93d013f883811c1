import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import { brokers } from "./brokers.ts";
import { consumerLag } from "./consumer_lag.ts";
import { monitor } from "./monitor.ts";
import { overview } from "./overview.ts";
import { topics } from "./topics.ts";

/** Where they are, from the project's folder. */
export const DASHBOARDS_FOLDER = "config/grafana/dashboards/";

/** Every dashboard that is shipped. */
export const DASHBOARDS: readonly Dashboard[] = [overview, consumerLag, topics, brokers, monitor]
  .map((builder) => numbered(builder.build()));

/** With ids of panels, by which links name them. */
function numbered(dashboard: Dashboard): Dashboard {
  const panels = (dashboard.panels ?? []).map((panel, index) => ({ ...panel, id: index + 1 }));
  return { ...dashboard, panels };
}

/** A dashboard's file; its name is the uid, which never changes. */
export function dashboardFile(dashboard: Dashboard): { path: string; text: string } {
  return {
    path: `${DASHBOARDS_FOLDER}${dashboard.uid}.json`,
    text: JSON.stringify(dashboard, undefined, 2) + "\n",
  };
}
