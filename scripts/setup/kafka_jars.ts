import { type Artifact, ensureJars } from "./maven_jars.ts";

/** Versions of Kafka that tests run: the newest, the last with ZooKeeper, and the oldest supported. */
export type KafkaVersion = "4.3.1" | "3.9.2" | "3.0.2";

/** The version that everything runs with unless another is asked for. */
export const NEWEST_KAFKA: KafkaVersion = "4.3.1";

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
export function ensureKafka(version = NEWEST_KAFKA): Promise<string> {
  return ensureJars(`kafka-${version}`, ARTIFACTS[version]);
}
