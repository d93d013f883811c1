import { allTopics } from "../alerts/sinks/topic_names.ts";
import { followTopics } from "../kafka/transport/follow_topics.ts";
import type { Logger } from "../runtime/logger.ts";
import type { AppSettings } from "../settings/app_settings.ts";
import { alertHolder } from "./alert_holder.ts";

/** How topics of alerts are followed. */
export interface FollowOptions {
  readonly fromBeginning: boolean;
  /** Given each record's value as text. */
  readonly onEvent: (text: string) => void;
  readonly logger: Logger;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Reads the topics of alerts until the signal ends it. Rejects if that cannot be done. */
export async function followAlerts(settings: AppSettings, options: FollowOptions): Promise<void> {
  const { cluster, kafka } = alertHolder(settings);
  const { bootstrapServers, connectTimeoutMs, tls, sasl } = cluster;
  await followTopics({
    ...options,
    bootstrapServers,
    clientId: cluster.clientId,
    connectTimeoutMs,
    security: { tls, sasl },
    topics: allTopics(kafka.topic),
  });
}
