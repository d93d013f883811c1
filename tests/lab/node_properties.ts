/** One combined broker and controller of a lab. */
export interface NodePlan {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly logDirs: readonly string[];
}

/** The server.properties of a node; small buffers and threads, and failures noticed in seconds. */
export function nodeProperties(
  node: NodePlan,
  all: readonly NodePlan[],
  extra: Readonly<Record<string, string>>,
): string {
  const replicas = Math.min(3, all.length);
  const inSync = replicas === 3 ? 2 : 1;
  const internalPartitions = all.length === 1 ? 1 : 12;
  const voters = all.map((each) => `127.0.0.1:${each.controllerPort}`).join(",");
  const properties: Record<string, string | number> = {
    "process.roles": "broker,controller",
    "node.id": node.id,
    "listeners": `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${node.port}`,
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "inter.broker.listener.name": "PLAINTEXT",
    "controller.listener.names": "CONTROLLER",
    "controller.quorum.bootstrap.servers": voters,
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
    "share.coordinator.state.topic.num.partitions": internalPartitions,
    "share.coordinator.state.topic.replication.factor": replicas,
    "share.coordinator.state.topic.min.isr": inSync,
    "broker.session.timeout.ms": 9_000,
    "replica.lag.time.max.ms": 5_000,
    "group.initial.rebalance.delay.ms": 0,
    "num.network.threads": 1,
    "num.io.threads": 2,
    "background.threads": 2,
    "log.cleaner.dedupe.buffer.size": 2_097_152,
    "log.segment.bytes": 16_777_216,
    "log.index.size.max.bytes": 1_048_576,
    ...extra,
  };
  return Object.entries(properties).map(([key, value]) => `${key}=${value}\n`).join("");
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
