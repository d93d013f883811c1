import type { TopicView } from "../model/views/topic_view.ts";
import type { Look } from "./run_view.ts";
import { textTable } from "./text_table.ts";
import { allPages, unreadClusters } from "./told_source.ts";
import { topicColumns } from "./topic_table.ts";
import type { ViewOptions } from "./view_options.ts";

/** What `topics` may be asked beside the usual. */
export interface TopicsOptions extends ViewOptions {
  readonly internal?: true;
  readonly unhealthy?: true;
}

/** Shows the topics, as the options say. */
export function lookAtTopics({ filter, sort, cluster, internal, unhealthy }: TopicsOptions): Look {
  return async (source, screen, signal) => {
    const query = new URLSearchParams();
    if (filter !== undefined) query.set("q", filter);
    if (sort !== undefined) query.set("sort", sort);
    if (cluster !== undefined) query.set("cluster", cluster);
    if (internal !== true) query.set("internal", "false");
    if (unhealthy === true) query.set("unhealthy", "true");
    const told = await allPages<TopicView>(source, "/topics", query, signal);
    const columns = topicColumns(told.clusters.length > 1, screen.paint);
    const lines = textTable(columns, told.items, screen.width);
    const count = screen.isTerminal ? ["", `Topics: ${told.items.length}`] : [];
    const warnings = unreadClusters(told.clusters);
    return { lines: [...lines, ...count], warnings, json: told };
  };
}
