import { NoAlertTopicError } from "../app/alert_holder.ts";
import { followAlerts } from "../app/follow_alerts.ts";
import { ExitCode } from "../runtime/exit_code.ts";
import { lineLogger } from "../runtime/line_logger.ts";
import { printable } from "../runtime/printable.ts";
import { listenForStopSignals } from "../runtime/stop_signals.ts";
import type { AppSettings } from "../settings/app_settings.ts";
import type { CliIo } from "./cli_io.ts";
import { UsageError } from "./usage_error.ts";

/** Shows what comes in the topics of alerts until a signal ends it; gives the exit code. */
export async function showFollowed(
  settings: AppSettings,
  { fromBeginning, json }: { readonly fromBeginning: boolean; readonly json: boolean },
  io: CliIo,
): Promise<number> {
  const signals = listenForStopSignals();
  try {
    await followAlerts(settings, {
      fromBeginning,
      onEvent: (text) => io.out(json ? `${text}\n` : eventLine(text)),
      logger: lineLogger({ ...settings.log, level: "error" }),
      signal: signals.stop,
    });
    return ExitCode.ok;
  } catch (error) {
    if (error instanceof NoAlertTopicError) throw new UsageError([error.message]);
    io.err(`error: ${printable(error instanceof Error ? error.message : String(error))}\n`);
    const isAway = error instanceof Error && error.name === "KafkaAwayError";
    return isAway ? ExitCode.kafkaUnreachable : ExitCode.failure;
  } finally {
    signals.dispose();
  }
}

/** One line for a person; what is no event is shown as it is. */
function eventLine(text: string): string {
  let line = text;
  try {
    const { occurredAt, status, severity, reason, type, cluster, summary } = JSON.parse(text);
    const what = status === "resolved" ? "resolved" : `${status} (${reason})`;
    line = `${occurredAt}  ${severity}  ${what}  ${type}  ${cluster}  ${summary}`;
  } catch {
    // Somebody else's record.
  }
  return `${printable(line)}\n`;
}
