import { PROJECT_ROOT } from "../project_root.ts";
import { say } from "../say.ts";
import { ensureCommands } from "./debian_packages.ts";
import { runCommand } from "./run_command.ts";
import { withFileLock } from "./with_file_lock.ts";

const KAFKA_VERSION = "4.3.1";
const FOLDER = `${PROJECT_ROOT}.lab/kafka-${KAFKA_VERSION}`;

/** Broker, command-line tools and a log4j binding; kafka-clients, which holds the message specs, comes along. */
const ARTIFACTS = [
  ["org.apache.kafka", "kafka_2.13", KAFKA_VERSION],
  ["org.apache.kafka", "kafka-tools", KAFKA_VERSION],
  ["org.apache.logging.log4j", "log4j-slf4j-impl", "2.25.4"],
] as const;

/** Fetches Kafka through Maven once, into an ignored folder; gives the folder of its jars. */
export async function ensureKafka(): Promise<string> {
  const libs = `${FOLDER}/libs`;
  const marker = `${FOLDER}/complete`;
  await Deno.mkdir(FOLDER, { recursive: true });
  await withFileLock(`${FOLDER}/lock`, async () => {
    if (await Deno.stat(marker).then(() => true, () => false)) return;
    await ensureCommands("java", "javac", "mvn");
    say(`Fetching Kafka ${KAFKA_VERSION} through Maven …`);
    await Deno.writeTextFile(`${FOLDER}/pom.xml`, pom());
    const goal = ["dependency:copy-dependencies", "-DincludeScope=runtime"];
    await runCommand("mvn", [
      "-q",
      "-B",
      "-f",
      `${FOLDER}/pom.xml`,
      ...goal,
      `-DoutputDirectory=${libs}`,
    ]);
    await Deno.writeTextFile(marker, "");
  });
  return libs;
}

function pom(): string {
  const dependencies = ARTIFACTS.map(([group, artifact, version]) =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>` +
    `<version>${version}</version></dependency>`
  );
  return '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>' +
    "<groupId>lab</groupId><artifactId>kafka</artifactId><version>1</version>" +
    `<dependencies>${dependencies.join("")}</dependencies></project>\n`;
}
