import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/logger.ts";
import type { ClusterClient } from "./cluster_client.ts";

/** Decides whether a topic or group is read at all. */
export type NameFilter = (name: string) => boolean;

/** What every reader of a part of the snapshot is given. */
export interface ReadContext {
  readonly client: ClusterClient;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ends the cycle. */
  readonly signal: AbortSignal;
  readonly topicFilter: NameFilter;
  readonly groupFilter: NameFilter;
}
