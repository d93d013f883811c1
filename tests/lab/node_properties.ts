/** One combined broker and controller of a lab. */
export interface NodePlan {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly logDirs: readonly string[];
}

/** A listener beside the lab's own; its protocol is its name. */
export interface ExtraListener {
  readonly protocol: "SASL_PLAINTEXT" | "SASL_SSL" | "SSL";
  readonly port: number;
  /** Host in the listener's address; 127.0.0.1 without it. */
  readonly host?: string;
}

/** The server.properties of a node; small buffers and threads, and failures noticed in seconds. */
export function nodeProperties(
  node: NodePlan,
  all: readonly NodePlan[],
  extra: Readonly<Record<string, string>>,
  listeners: readonly ExtraListener[] = [],
): string {
  const open = [`PLAINTEXT://127.0.0.1:${node.port}`, ...listeners.map(address)].join(",");
  const protocols = ["PLAINTEXT", ...listeners.map(({ protocol }) => protocol)];
  const replicas = Math.min(3, all.length);
  const inSync = replicas === 3 ? 2 : 1;
  const internalPartitions = all.length === 1 ? 1 : 12;
  const voters = all.map((each) => `127.0.0.1:${each.controllerPort}`).join(",");
  const properties: Record<string, string | number> = {
    "process.roles": "broker,controller",
    "node.id": node.id,
    "listeners": `${open},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    "advertised.listeners": open,
    "listener.security.protocol.map": protocols.map((each) => `${each}:${each}`)
      .concat("CONTROLLER:PLAINTEXT").join(","),
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

function address({ protocol, host = "127.0.0.1", port }: ExtraListener): string {
  return `${protocol}://${host}:${port}`;
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
