import { PROJECT_ROOT } from "../project_root.ts";
import { say } from "../say.ts";
import { ensureCommands } from "./debian_packages.ts";
import { runCommand } from "./run_command.ts";
import { withFileLock } from "./with_file_lock.ts";

/** A jar by its coordinates. */
export type Artifact = readonly [group: string, name: string, version: string];

/** Fetches jars and what they need through Maven, once, into an ignored folder; gives the folder. */
export async function ensureJars(name: string, artifacts: readonly Artifact[]): Promise<string> {
  const folder = `${PROJECT_ROOT}.lab/${name}`;
  const libs = `${folder}/libs`;
  const marker = `${folder}/complete`;
  await Deno.mkdir(folder, { recursive: true });
  await withFileLock(`${folder}/lock`, async () => {
    if (await Deno.stat(marker).then(() => true, () => false)) return;
    await ensureCommands("java", "javac", "mvn");
    say(`Fetching ${name} through Maven …`);
    await Deno.writeTextFile(`${folder}/pom.xml`, pom(artifacts));
    const goal = ["dependency:copy-dependencies", "-DincludeScope=runtime"];
    await runCommand("mvn", [
      "-q",
      "-B",
      "-f",
      `${folder}/pom.xml`,
      ...goal,
      `-DoutputDirectory=${libs}`,
    ]);
    await Deno.writeTextFile(marker, "");
  });
  return libs;
}

function pom(artifacts: readonly Artifact[]): string {
  const dependencies = artifacts.map(([group, artifact, version]) =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>` +
    `<version>${version}</version></dependency>`
  );
  return '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>' +
    "<groupId>lab</groupId><artifactId>jars</artifactId><version>1</version>" +
    `<dependencies>${dependencies.join("")}</dependencies></project>\n`;
}
