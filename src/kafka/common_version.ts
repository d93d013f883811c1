import type { Message } from "./messages/message.ts";
import type { VersionRange } from "./transport/connection.ts";

/** Newest version that both sides speak; undefined if there is none or the broker lacks the API. */
export function commonVersion(
  apiVersions: ReadonlyMap<number, VersionRange>,
  message: Message<never, unknown>,
): number | undefined {
  const range = apiVersions.get(message.apiKey);
  if (range === undefined) return undefined;
  const newest = Math.min(range.max, message.maxVersion);
  return newest < Math.max(range.min, message.minVersion) ? undefined : newest;
}
