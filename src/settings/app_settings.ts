import { type HttpSettings, httpSettings } from "../http/settings.ts";
import { type KafkaSettings, kafkaSettings } from "../kafka/settings.ts";
import { type MetricsSettings, metricsSettings } from "../metrics/settings.ts";
import { type LogSettings, logSettings } from "../runtime/settings.ts";

/** Everything that can be set, checked and with its defaults. */
export interface AppSettings {
  /** The watched clusters; flags and environment give one. */
  readonly clusters: readonly KafkaSettings[];
  readonly http: HttpSettings;
  readonly metrics: MetricsSettings;
  readonly log: LogSettings;
}

/** The schema of each room, under the room's name in `SettingEntry`. */
export const ROOM_SCHEMAS = {
  kafka: kafkaSettings,
  http: httpSettings,
  metrics: metricsSettings,
  log: logSettings,
} as const;

/** Names of the rooms that flags can set. */
export type SettingRoom = keyof typeof ROOM_SCHEMAS;
