import { Command } from "commander";
import { programFlags } from "./program_flags.ts";
import { PROJECT_ROOT } from "./project_root.ts";
import { say } from "./say.ts";
import { runCommand } from "./setup/run_command.ts";

const DIST = `${PROJECT_ROOT}dist`;
const BUNDLE = `${DIST}/bundle`;
const BINARY = `${DIST}/kafka-sentinel`;
const STAMP = "%BUILD_REVISION%";

/** `deno task build`: one executable with exactly the permissions that the program needs. */
async function main(): Promise<void> {
  const command = new Command("build")
    .description("Builds dist/kafka-sentinel.")
    .option("--denort <file.xz>", "the runtime to build on, instead of the one that Deno downloads")
    .option("--compiler <version>", "the version of Deno that fits that runtime")
    .option("--revision <text>", "the source revision, where there is no repository to ask")
    .parse(Deno.args, { from: "user" });
  const { denort, compiler, revision = await sourceRevision() } = command.opts<
    { denort?: string; compiler?: string; revision?: string }
  >();
  await Deno.remove(BUNDLE, { recursive: true }).catch(() => {});
  // In pieces: reading one large file makes V8 ask for memory that it never gives back.
  await runCommand(Deno.execPath(), [
    "bundle",
    "--quiet",
    "--frozen",
    "--platform=deno",
    "--minify",
    "--code-splitting",
    `--outdir=${BUNDLE}`,
    "main.ts",
  ], { cwd: PROJECT_ROOT });
  await stampRevision(revision);
  await compile(denort, compiler);
  const version = await runCommand(BINARY, ["version"]);
  if (!version.includes(`revision ${revision},`)) throw new Error(`It calls itself ${version}`);
  const mebibytes = ((await Deno.stat(BINARY)).size / 1_048_576).toFixed(0);
  say(`dist/kafka-sentinel, ${mebibytes} MiB: ${version.trim()}`);
}

/** The commit, with a mark if files differ from it; `unknown` outside a repository. */
async function sourceRevision(): Promise<string> {
  const git = (...args: string[]) => runCommand("git", args, { cwd: PROJECT_ROOT });
  try {
    const commit = (await git("rev-parse", "--short=12", "HEAD")).trim();
    return (await git("status", "--porcelain")).trim() === "" ? commit : `${commit}-dirty`;
  } catch {
    return "unknown";
  }
}

async function stampRevision(revision: string): Promise<void> {
  let stamps = 0;
  for await (const { name } of Deno.readDir(BUNDLE)) {
    const parts = (await Deno.readTextFile(`${BUNDLE}/${name}`)).split(STAMP);
    stamps += parts.length - 1;
    if (parts.length > 1) await Deno.writeTextFile(`${BUNDLE}/${name}`, parts.join(revision));
  }
  if (stamps !== 1) throw new Error(`The bundle has ${stamps} revision stamps`);
}

async function compile(denort: string | undefined, compiler: string | undefined): Promise<void> {
  // No code cache: it would be a file in the temporary directory, and whoever wrote it is not asked.
  const args = ["compile", "--quiet", "--no-check", "--no-config", "--no-code-cache"];
  const all = [...args, ...programFlags, `--output=${BINARY}`, `${BUNDLE}/main.js`];
  if (denort === undefined) return void await runCommand(Deno.execPath(), all);
  const unpacked = `${DIST}/denort`;
  await runCommand("sh", ["-c", 'xz -dkc "$1" > "$2" && chmod +x "$2"', "sh", denort, unpacked]);
  const env = { DENORT_BIN: unpacked };
  if (compiler === undefined) await runCommand(Deno.execPath(), all, { env });
  else await runCommand("npx", ["-y", `deno@${compiler}`, ...all], { env });
}

await main();
