import { systemClock } from "../runtime/clock.ts";
import { ExitCode } from "../runtime/exit_code.ts";
import { lineLogger } from "../runtime/line_logger.ts";
import type { AppSettings } from "../settings/app_settings.ts";
import { bodyOf, TellingError, type ToldSource } from "./told_source.ts";

/** Tells what is read straight from Kafka. */
export async function kafkaSource(settings: AppSettings): Promise<ToldSource> {
  const { DirectApi } = await import("../app/direct_api.ts");
  const logger = lineLogger({ ...settings.log, level: "error" });
  const api = new DirectApi(settings, systemClock, logger);
  return {
    read: async (signal) => {
      await api.read(signal);
      const unread = api.unread();
      if (unread.length === settings.clusters.length) {
        throw new TellingError(ExitCode.kafkaUnreachable, unread.join("\n"));
      }
    },
    get: async (path) => await bodyOf(await api.get(`/api/v1${path}`), path),
    close: () => api.close(),
  };
}
