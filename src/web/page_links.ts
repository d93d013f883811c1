/** Where a group's page is. */
export function groupHref(cluster: string, group: string): string {
  return `/group?${new URLSearchParams({ cluster, name: group })}`;
}

/** Where a topic's page is. */
export function topicHref(cluster: string, topic: string): string {
  return `/topic?${new URLSearchParams({ cluster, name: topic })}`;
}
