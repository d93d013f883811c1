import { Command } from "commander";
import type { Examination } from "../app/doctor.ts";
import type { Finding } from "../app/finding.ts";
import { systemClock } from "../runtime/clock.ts";
import { ExitCode } from "../runtime/exit_code.ts";
import { lineLogger } from "../runtime/line_logger.ts";
import type { AppSettings } from "../settings/app_settings.ts";
import type { CliIo, Finish } from "./cli_io.ts";
import { addSettingOptions, settingsOf } from "./setting_options.ts";

const MARKS: Readonly<Record<Finding["result"], string>> = {
  ok: "ok      ",
  note: "note    ",
  problem: "PROBLEM ",
};

/** `doctor`: connects, logs in, reads once, and says what is wrong and what to do about it. */
export function doctorCommand(io: CliIo, finish: Finish): Command {
  const command = new Command("doctor")
    .description("connect to Kafka and say what is wrong, with what to do about it")
    .option("--json", "write the findings as JSON");
  addSettingOptions(command);
  return command.action(async (options: { json?: boolean }) => {
    const { settings, warnings } = await settingsOf(command, io);
    const { examineCluster } = await import("../app/doctor.ts");
    for (const warning of warnings) io.err(`warning: ${warning}\n`);
    const logger = lineLogger({ ...settings.log, level: "error" });
    const { signal } = new AbortController();
    const clusters: { name: string; examination: Examination }[] = [];
    for (const cluster of settings.clusters) {
      const examination = await examineCluster(cluster, systemClock, logger, signal);
      const name = nameOf(cluster);
      clusters.push({ name, examination });
      if (options.json !== true) io.out(toText(name, examination));
    }
    if (options.json === true) {
      const findings = clusters.map(({ name, examination }) => ({ cluster: name, ...examination }));
      io.out(JSON.stringify(findings, undefined, 2) + "\n");
    }
    finish(exitCode(clusters.map(({ examination }) => examination)));
  });
}

function nameOf({ name, bootstrapServers }: AppSettings["clusters"][number]): string {
  return name ?? bootstrapServers.join(",");
}

function toText(name: string, { findings }: Examination): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const lines = findings.map(({ result, subject, detail, cure }) => {
    const line = `  ${MARKS[result]}${subject.padEnd(width)}  ${detail}\n`;
    return cure === undefined ? line : `${line}          ${" ".repeat(width)}  → ${cure}\n`;
  });
  return `${name}\n${lines.join("")}`;
}

function exitCode(examinations: readonly Examination[]): number {
  if (examinations.some(({ reachable }) => !reachable)) return ExitCode.kafkaUnreachable;
  const findings = examinations.flatMap((each) => each.findings);
  return findings.some(({ result }) => result === "problem") ? ExitCode.failure : ExitCode.ok;
}
