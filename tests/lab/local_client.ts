import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { runCommand } from "../../scripts/setup/run_command.ts";
import { withFileLock } from "../../scripts/setup/with_file_lock.ts";
import type { Janitor } from "./janitor.ts";
import { lineSplitter } from "./line_splitter.ts";
import type { Ask } from "./lab_view.ts";

const SOURCES = ["LabClient", "Observer", "Operations", "Traffic"]
  .map((name) => `${PROJECT_ROOT}tests/lab/java/${name}.java`);

/**
 * Starts the Java program that works for the tests, on these cores if any are named, as taskset(1)
 * is told; commands are done one after the other.
 */
export async function startLocalClient(
  janitor: Janitor,
  libs: string,
  bootstrapServers: readonly string[],
  cores?: string,
): Promise<{ ask: Ask; close(): Promise<void> }> {
  const classes = await compileClient(libs);
  const memory = ["-Xms32m", "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];
  const classPath = ["-cp", `${libs}/*:${classes}`];
  const log4j = `-Dlog4j2.configurationFile=${janitor.folder}/client-log4j2.properties`;
  await Deno.writeTextFile(`${janitor.folder}/client-log4j2.properties`, "rootLogger.level=OFF\n");
  const child = janitor.spawn(
    ["java", ...memory, log4j, ...classPath, "LabClient", bootstrapServers.join(",")],
    { stdin: "piped", stdout: "piped", ...cores === undefined ? {} : { cores } },
  );
  const writer = child.stdin.getWriter();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(lineSplitter());
  const reader = lines.getReader();
  const askNow = async (words: readonly string[]): Promise<string[]> => {
    const line = words.map(encodeURIComponent).join("\t") + "\n";
    await writer.write(new TextEncoder().encode(line));
    const { value, done } = await reader.read();
    if (done) throw new Error(`The lab's client ended at ${words.join(" ").slice(0, 100)}`);
    const [outcome, ...found] = value.split("\t").map(decodeURIComponent);
    if (outcome !== "ok") throw new Error(`The lab's client failed: ${found.join(" ")}`);
    return found;
  };
  let queue: Promise<unknown> = Promise.resolve();
  const ask: Ask = (words) => {
    const answer = queue.then(() => askNow(words));
    queue = answer.catch(() => {});
    return answer;
  };
  const close = async () => {
    await queue;
    await writer.close().catch(() => {});
    await reader.cancel();
    child.kill("SIGKILL");
    await child.status;
  };
  return { ask, close };
}

async function compileClient(libs: string): Promise<string> {
  const sources = await Promise.all(SOURCES.map((path) => Deno.readTextFile(path)));
  const bytes = new TextEncoder().encode(sources.join("\n"));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex().slice(0, 16);
  const folder = `${PROJECT_ROOT}.lab/client-${hash}`;
  await Deno.mkdir(folder, { recursive: true });
  await withFileLock(`${folder}/lock`, async () => {
    if (await Deno.stat(`${folder}/LabClient.class`).then(() => true, () => false)) return;
    await runCommand("javac", ["-cp", `${libs}/*`, "-d", folder, ...SOURCES]);
  });
  return folder;
}
