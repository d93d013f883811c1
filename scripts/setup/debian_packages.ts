import { say } from "../say.ts";
import { runCommand } from "./run_command.ts";

/** Debian's packages by the command that is needed from them. */
const PACKAGES = {
  javac: "openjdk-17-jdk-headless",
  java: "openjdk-17-jdk-headless",
  mvn: "maven",
  promtool: "prometheus",
  prometheus: "prometheus",
  amtool: "prometheus-alertmanager",
  "prometheus-alertmanager": "prometheus-alertmanager",
  "systemd-analyze": "systemd",
  chromium: "chromium",
  openssl: "openssl",
} as const;

/** A command that tests or scripts need beside Deno. */
export type NeededCommand = keyof typeof PACKAGES;

let updated = false;

/** Installs what is missing when root on Debian; otherwise the error names the command to type. */
export async function ensureCommands(...commands: readonly NeededCommand[]): Promise<void> {
  const missing: NeededCommand[] = [];
  for (const command of commands) if (!(await isInstalled(command))) missing.push(command);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((command) => PACKAGES[command]))];
  const install = `apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  if (Deno.uid() !== 0 || !(await isInstalled("apt-get"))) {
    throw new Error(`Missing: ${missing.join(", ")}. On Debian, type: sudo ${install}`);
  }
  say(`Installing ${packages.join(", ")} from Debian's packages …`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if (!updated) await runCommand("apt-get", ["update", "-q"], { env });
  updated = true;
  await runCommand("apt-get", install.split(" ").slice(1), { env });
}

async function isInstalled(command: string): Promise<boolean> {
  const found = await new Deno.Command("sh", {
    args: ["-c", 'command -v "$1"', "sh", command],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output();
  return found.success;
}
