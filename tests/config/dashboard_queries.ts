import { DASHBOARDS } from "../../scripts/dashboards/dashboards.ts";

/** One query of a panel, with the dashboard's variables replaced. */
export interface DashboardQuery {
  /** Dashboard and panel, for people. */
  readonly panel: string;
  readonly expr: string;
}

/** Values for variables in queries. */
const VARIABLES: Readonly<Record<string, string>> = {
  cluster: "kafka",
  topic: ".*",
  group: ".*",
  broker: ".*",
  __rate_interval: "1m",
};

/** Every query of every panel of the shipped dashboards. */
export function dashboardQueries(): DashboardQuery[] {
  return DASHBOARDS.flatMap(({ title, panels = [] }) =>
    panels.flatMap((panel) => {
      if (!("targets" in panel)) return [];
      const targets = (panel.targets ?? []) as unknown as { expr: string }[];
      return targets.map(({ expr }) => ({
        panel: `${title}: ${panel.title}`,
        expr: expr.replaceAll(/\$(\w+)/g, (all, name) => VARIABLES[name] ?? all),
      }));
    })
  );
}
