import { PROJECT_ROOT } from "../project_root.ts";
import { say } from "../say.ts";
import { ensureCommands } from "./debian_packages.ts";
import { runCommand } from "./run_command.ts";
import { withFileLock } from "./with_file_lock.ts";

/** Versions of Kafka that tests run: the newest, the last with ZooKeeper, and the oldest supported. */
export type KafkaVersion = "4.3.1" | "3.9.2" | "3.0.2";

/** The version that everything runs with unless another is asked for. */
export const NEWEST_KAFKA: KafkaVersion = "4.3.1";

type Artifact = readonly [group: string, name: string, version: string];

/** Logging of Kafka 3.x goes through log4j 1, whose successor reload4j is. */
const RELOAD4J: Artifact = ["org.slf4j", "slf4j-reload4j", "1.7.36"];

/** Broker, tools and a log binding; kafka-clients, which holds the message specs, comes along. */
const ARTIFACTS: Readonly<Record<KafkaVersion, readonly Artifact[]>> = {
  "4.3.1": [
    ["org.apache.kafka", "kafka_2.13", "4.3.1"],
    ["org.apache.kafka", "kafka-tools", "4.3.1"],
    ["org.apache.logging.log4j", "log4j-slf4j-impl", "2.25.4"],
  ],
  "3.9.2": [["org.apache.kafka", "kafka_2.13", "3.9.2"], RELOAD4J],
  "3.0.2": [["org.apache.kafka", "kafka_2.13", "3.0.2"], RELOAD4J],
};

/** Fetches Kafka through Maven once, into an ignored folder; gives the folder of its jars. */
export async function ensureKafka(version = NEWEST_KAFKA): Promise<string> {
  const folder = `${PROJECT_ROOT}.lab/kafka-${version}`;
  const libs = `${folder}/libs`;
  const marker = `${folder}/complete`;
  await Deno.mkdir(folder, { recursive: true });
  await withFileLock(`${folder}/lock`, async () => {
    if (await Deno.stat(marker).then(() => true, () => false)) return;
    await ensureCommands("java", "javac", "mvn");
    say(`Fetching Kafka ${version} through Maven …`);
    await Deno.writeTextFile(`${folder}/pom.xml`, pom(ARTIFACTS[version]));
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
    "<groupId>lab</groupId><artifactId>kafka</artifactId><version>1</version>" +
    `<dependencies>${dependencies.join("")}</dependencies></project>\n`;
}
