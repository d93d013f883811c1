import type { NotificationSink } from "../wire_fakes/notification_sink.ts";

/** What Alertmanager sends to PagerDuty, as far as tests ask for it. */
export interface Page {
  readonly event_action: "trigger" | "resolve";
  readonly payload: { readonly summary: string; readonly custom_details: { text: string } };
}

/** The pages for alerts of a name and their ends, without the first `from` notifications. */
export function pagesOf(sink: NotificationSink, alertname: string, from: number): Page[] {
  return pages(sink, from).filter((page) => isOf(page, alertname));
}

/**
 * The pages for alerts of no such name, in words. The end of a page is not one: it may come after
 * the drill that was paged.
 */
export function strangePages(
  sink: NotificationSink,
  alertnames: readonly string[],
  from: number,
): string[] {
  return pages(sink, from).filter((page) =>
    page.event_action === "trigger" && !alertnames.some((name) => isOf(page, name))
  ).map(({ payload }) => `${payload.summary}: ${payload.custom_details.text}`);
}

function pages(sink: NotificationSink, from: number): Page[] {
  return sink.received.slice(from).filter(({ to }) => to === "pagerduty")
    .map(({ text }) => JSON.parse(text));
}

/** By the query in the page's link to Prometheus. */
function isOf({ payload }: Page, alertname: string): boolean {
  return payload.custom_details.text.includes(`%22${alertname}%22`);
}
