import type { AlertView } from "../model/views/alert_view.ts";
import { printable } from "../runtime/printable.ts";
import type { Paint } from "./paint.ts";
import type { Look, Screen } from "./run_view.ts";
import { type Column, textTable } from "./text_table.ts";
import { allPages } from "./told_source.ts";
import type { ViewOptions } from "./view_options.ts";

/** The alerts as they stand, the gravest first. */
export function lookAtAlerts({ cluster, filter, sort }: ViewOptions): Look {
  return async (source, screen, signal) => {
    const query = new URLSearchParams();
    if (cluster !== undefined) query.set("cluster", cluster);
    if (sort !== undefined) query.set("sort", sort);
    const { clusters, items } = await allPages<AlertView>(source, "/alerts", query, signal);
    const wanted = items.filter((alert) => filter === undefined || isAbout(alert, filter));
    const silent = clusters.filter(({ fresh }) => !fresh).map(({ cluster }) =>
      `Not read now: ${printable(cluster)}; its alerts stand as they were seen last.`
    );
    const lines = wanted.length === 0
      ? ["There are no alerts."]
      : textTable(columns(screen), wanted, screen.width);
    return { lines: [...lines, ...silent], warnings: [], json: { clusters, items: wanted } };
  };
}

function isAbout({ type, summary, subject }: AlertView, text: string): boolean {
  const parts = [type, summary, subject.topic, subject.group];
  return parts.some((part) => part?.toLowerCase().includes(text.toLowerCase()));
}

function columns({ paint }: Screen): Column<AlertView>[] {
  const colours: Readonly<Record<AlertView["severity"], Paint>> = {
    info: paint("cyan"),
    warning: paint("yellow"),
    critical: paint("alarm"),
  };
  return [
    {
      head: "SEVERITY",
      text: (alert) => alert.severity,
      paint: (alert) => colours[alert.severity],
    },
    { head: "STATE", text: (alert) => alert.state },
    { head: "TYPE", text: (alert) => alert.type, dispensable: 2 },
    { head: "CLUSTER", text: (alert) => printable(alert.cluster), least: 8, dispensable: 3 },
    { head: "SINCE", text: (alert) => alert.starts_at ?? alert.since ?? "", dispensable: 1 },
    { head: "SUMMARY", text: (alert) => printable(alert.summary), least: 20 },
  ];
}
