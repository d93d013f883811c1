import type { NodeListener, NodePlan } from "./node_plan.ts";

/** How the nodes of a lab keep the cluster's metadata. */
export type MetadataKeeper =
  | { readonly mode: "kraft" }
  | { readonly mode: "zookeeper"; readonly connect: string };

/** The server.properties of a node; small buffers and threads, and failures noticed in seconds. */
export function nodeProperties(
  node: NodePlan,
  all: readonly NodePlan[],
  keeper: MetadataKeeper,
  extra: Readonly<Record<string, string>>,
): string {
  const replicas = Math.min(3, all.length);
  const inSync = replicas === 3 ? 2 : 1;
  const internalPartitions = all.length === 1 ? 1 : 12;
  const properties: Record<string, string | number> = {
    ...metadataProperties(node, all, keeper),
    "inter.broker.listener.name": "PLAINTEXT",
    "log.dirs": node.logDirs.join(","),
    "broker.rack": `rack-${node.id}`,
    "auto.create.topics.enable": "false",
    "default.replication.factor": replicas,
    "min.insync.replicas": inSync,
    "offsets.topic.num.partitions": internalPartitions,
    "offsets.topic.replication.factor": replicas,
    "transaction.state.log.num.partitions": internalPartitions,
    "transaction.state.log.replication.factor": replicas,
    "transaction.state.log.min.isr": inSync,
    "replica.lag.time.max.ms": 5_000,
    "group.initial.rebalance.delay.ms": 0,
    "num.network.threads": 1,
    "num.io.threads": 2,
    "background.threads": 2,
    "log.cleaner.dedupe.buffer.size": 2_097_152,
    "log.segment.bytes": 16_777_216,
    "log.index.size.max.bytes": 1_048_576,
    ...keeper.mode === "zookeeper" ? {} : {
      "share.coordinator.state.topic.num.partitions": internalPartitions,
      "share.coordinator.state.topic.replication.factor": replicas,
      "share.coordinator.state.topic.min.isr": inSync,
    },
    ...extra,
  };
  return Object.entries(properties).map(([key, value]) => `${key}=${value}\n`).join("");
}

function metadataProperties(
  node: NodePlan,
  all: readonly NodePlan[],
  keeper: MetadataKeeper,
): Record<string, string | number> {
  const { listeners } = node;
  const open = [`PLAINTEXT://127.0.0.1:${node.port}`, ...listeners.map(address)].join(",");
  const protocols = ["PLAINTEXT:PLAINTEXT"];
  for (const { name, protocol } of listeners) protocols.push(`${name}:${protocol}`);
  if (keeper.mode === "zookeeper") {
    return {
      "broker.id": node.id,
      "zookeeper.connect": keeper.connect,
      "zookeeper.session.timeout.ms": 9_000,
      "listeners": open,
      "listener.security.protocol.map": protocols.join(","),
    };
  }
  return {
    "process.roles": "broker,controller",
    "node.id": node.id,
    "listeners": `${open},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    "advertised.listeners": open,
    "listener.security.protocol.map": [...protocols, "CONTROLLER:PLAINTEXT"].join(","),
    "controller.listener.names": "CONTROLLER",
    "controller.quorum.bootstrap.servers": all
      .map((each) => `127.0.0.1:${each.controllerPort}`).join(","),
    "broker.session.timeout.ms": 9_000,
  };
}

function address({ name, host, port }: NodeListener): string {
  return `${name}://${host}:${port}`;
}

/** Everything from INFO on goes to standard output, which the lab appends to the node's log file. */
export const LOG4J_PROPERTIES = `
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d %-5p %m (%c)%n
rootLogger.level=INFO
rootLogger.appenderRef.out.ref=out
`;

/** The same for log4j 1, which Kafka 3.x uses. */
export const LOG4J_1_PROPERTIES = `
log4j.rootLogger=INFO,out
log4j.appender.out=org.apache.log4j.ConsoleAppender
log4j.appender.out.layout=org.apache.log4j.PatternLayout
log4j.appender.out.layout.ConversionPattern=%d %-5p %m (%c)%n
`;
