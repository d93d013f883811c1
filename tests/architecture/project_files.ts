import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { runCommand } from "../../scripts/setup/run_command.ts";
import type { SourceFile } from "./file_rules.ts";

/** Every text file that is tracked, or would be if it were added now. */
export async function projectFiles(): Promise<SourceFile[]> {
  const listed = await runCommand("git", [
    "ls-files",
    "-z",
    "--cached",
    "--others",
    "--exclude-standard",
  ], { cwd: PROJECT_ROOT });
  const files: SourceFile[] = [];
  for (const path of new Set(listed.split("\0"))) {
    const text = path === "" ? undefined : await textOf(path);
    if (text !== undefined) files.push({ path, text });
  }
  return files;
}

/** Undefined for what is deleted but not yet committed. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(PROJECT_ROOT + path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
