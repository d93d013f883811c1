import { type KafkaLab, startLab } from "./kafka_lab.ts";
import { startSecuredLab } from "./secured_lab.ts";

/**
 * Clusters that the program's tests run on: the newest Kafka, open; the last with ZooKeeper; and
 * the newest with TLS, logins and an authorizer.
 */
export const LAB_KINDS = {
  open: (): Promise<KafkaLab> => startLab({ nodes: 3 }),
  zookeeper: (): Promise<KafkaLab> => startLab({ nodes: 3, version: "3.9.2", mode: "zookeeper" }),
  secured: (): Promise<KafkaLab> => startSecuredLab(3),
} as const;

export type LabKind = keyof typeof LAB_KINDS;
