import { type KafkaLab, startLab } from "./kafka_lab.ts";
import { startSecuredLab } from "./secured_lab.ts";

/** Tests elect leaders themselves: Kafka would do it at a time that nobody can tell. */
const config = { "auto.leader.rebalance.enable": "false" };

/**
 * Clusters that the program's tests run on: the newest Kafka, open; the last with ZooKeeper; and
 * the newest with TLS, logins and an authorizer.
 */
export const LAB_KINDS = {
  open: (): Promise<KafkaLab> => startLab({ nodes: 3, config }),
  zookeeper: (): Promise<KafkaLab> =>
    startLab({ nodes: 3, version: "3.9.2", mode: "zookeeper", config }),
  secured: (): Promise<KafkaLab> => startSecuredLab(3, config),
} as const;

export type LabKind = keyof typeof LAB_KINDS;
