import { Command } from "commander";
import { ExitCode } from "../runtime/exit_code.ts";
import type { CliIo, Finish } from "./cli_io.ts";
import { RUNBOOKS_URL } from "./runbooks_url.ts";
import { UsageError } from "./usage_error.ts";

const HELP = `
It writes nothing if one of the files is there and says something else: give another folder and
compare, or --force.
`;

/** `export-config DIR`: writes the configuration of everything around the program. */
export function exportConfigCommand(io: CliIo, finish: Finish): Command {
  return new Command("export-config")
    .description("write configuration for Prometheus, Alertmanager, Grafana, agents, systemd, …")
    .argument("<DIR>", "folder to write to; made if it is not there")
    .option("--runbooks <URL>", "where alerts say that their runbooks are")
    .option("--force", "overwrite files that differ")
    .addHelpText("after", HELP)
    .action(async (folder: string, options: { runbooks?: string; force?: true }) => {
      const files = withRunbooksAt(options.runbooks, await exportedFiles());
      const differing = options.force ? [] : await filesThatDiffer(folder, files);
      if (differing.length > 0) {
        for (const path of differing) io.err(`${folder}/${path} is there and differs\n`);
        io.err("Nothing was written; --force overwrites\n");
        return finish(ExitCode.failure);
      }
      for (const [path, text] of files) await write(`${folder}/${path}`, text);
      io.out(`Wrote ${files.size} files to ${folder}\n`);
      finish(ExitCode.ok);
    });
}

/** All files by path. They are large, and loaded for this command only. */
async function exportedFiles(): Promise<Map<string, string>> {
  const { EXPORTED_CONFIG } = await import("./exported_config.ts");
  const { EXPORTED_RUNBOOKS } = await import("./exported_runbooks.ts");
  return new Map([...Object.entries(EXPORTED_CONFIG), ...Object.entries(EXPORTED_RUNBOOKS)]);
}

function withRunbooksAt(
  url: string | undefined,
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  if (url === undefined) return files;
  if (!URL.canParse(url)) throw new UsageError([`--runbooks: ${JSON.stringify(url)} is not a URL`]);
  const base = url.endsWith("/") ? url : `${url}/`;
  return new Map([...files].map(([path, text]) => [path, text.replaceAll(RUNBOOKS_URL, base)]));
}

/** Paths of files that are there with another text. */
async function filesThatDiffer(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<string[]> {
  const differing = [];
  for (const [path, text] of files) {
    const there = await Deno.readTextFile(`${folder}/${path}`).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return text;
      throw new Error(`Cannot read ${folder}/${path}`, { cause: error });
    });
    if (there !== text) differing.push(path);
  }
  return differing;
}

async function write(path: string, text: string): Promise<void> {
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(path, text);
}
