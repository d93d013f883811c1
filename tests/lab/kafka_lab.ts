import { ensureJmxAgent } from "../../scripts/setup/jmx_agent.ts";
import { ensureKafka, type KafkaVersion, NEWEST_KAFKA } from "../../scripts/setup/kafka_jars.ts";
import { formatNodes } from "./format_nodes.ts";
import { Janitor } from "./janitor.ts";
import { KafkaNode } from "./kafka_node.ts";
import { LabClient } from "./lab_client.ts";
import { startLocalClient } from "./local_client.ts";
import { type ListenerSpec, type NodePlan, planNodes } from "./node_plan.ts";
import {
  LOG4J_1_PROPERTIES,
  LOG4J_PROPERTIES,
  type MetadataKeeper,
  nodeProperties,
} from "./node_properties.ts";
import { startZookeeper, type Zookeeper } from "./zookeeper.ts";

const SESSION_END_MS = 30_000;

/** What a lab is made of. */
export interface LabOptions {
  /** The newest without it. */
  readonly version?: KafkaVersion;
  /** With ZooKeeper instead of a quorum of their own: Kafka 3.x only. */
  readonly mode?: "kraft" | "zookeeper";
  /** Nodes with the ids 1, 2 and 3; with KRaft each is broker and controller. */
  readonly nodes: 1 | 3;
  /** Of each node; 256 without it. */
  readonly heapMb?: number;
  /** Files of rules for a JMX agent in every node, and in ZooKeeper; no agents without it. */
  readonly jmxRules?: {
    readonly node: string;
    readonly zookeeper?: string;
    /** The agent's version; that of the shipped rules without it. */
    readonly version?: string;
  };
  /** Settings of every node over the lab's own. */
  readonly config?: Readonly<Record<string, string>>;
  /** Listeners of every node beside the plain one. */
  readonly listeners?: readonly ListenerSpec[];
  /** Further arguments of the formatting of storage, as users with passwords. */
  readonly formatArgs?: readonly string[];
  /** Cores of the nodes and the lab's client, as taskset(1) is told, counted from 0; all without it. */
  readonly cores?: string;
}

/** A real Kafka cluster on free ports of 127.0.0.1 that ends with its owner, however that ends. */
export interface KafkaLab extends AsyncDisposable {
  readonly bootstrapServers: readonly string[];
  /** ZooKeeper mode has neither a quorum nor groups of the new protocols. */
  readonly mode: "kraft" | "zookeeper";
  readonly client: LabClient;
  /** What the program must be given to read it. */
  readonly flags: readonly string[];
  /** HOST:PORT of every node's listener of this name. */
  addresses(listener: string): readonly string[];
  /** Data and logs, as long as the lab lives. */
  readonly folder: string;
  /** Process ids of the nodes that run. */
  pids(): number[];
  /** `host:port` of the JMX agent of a node, or of ZooKeeper; an error if it has none. */
  jmxAddress(of: number | "zookeeper"): string;
  /** A node's folders of partitions. */
  logDirs(id: number): readonly string[];
  /** Stops a node's process from running, as a machine that hangs; its connections stay open. */
  freeze(id: number): Promise<void>;
  thaw(id: number): Promise<void>;
  /** Ends a node at once by SIGKILL. */
  kill(id: number): Promise<void>;
  /** Ends a node by a controlled shutdown. */
  stop(id: number): Promise<void>;
  /** Starts a node that was stopped or killed, with another heap if asked, and waits for it. */
  restart(id: number, heapMb?: number): Promise<void>;
}

/** Starts Kafka and waits until every node is ready. */
export async function startLab(options: LabOptions): Promise<KafkaLab> {
  const libs = await ensureKafka(options.version);
  const janitor = await Janitor.start("kafka-lab-");
  try {
    const plans = planNodes(options.nodes, janitor.folder, options.listeners);
    const { jmxRules } = options;
    const jar = jmxRules === undefined ? undefined : await ensureJmxAgent(jmxRules.version);
    const zookeeper = options.mode === "zookeeper"
      ? await startZookeeper(janitor, libs, jar && jmxRules?.zookeeper, jar)
      : undefined;
    const keeper: MetadataKeeper = zookeeper === undefined
      ? { mode: "kraft" }
      : { mode: "zookeeper", connect: zookeeper.connect };
    await writeProperties(plans, keeper, options, janitor.folder);
    if (keeper.mode === "kraft") {
      const file = (plan: NodePlan) => propertiesFile(janitor.folder, plan);
      await formatNodes(plans, file, libs, options.formatArgs);
    }
    const nodes = plans.map((plan) =>
      new KafkaNode(janitor, {
        plan,
        libs,
        heapMb: options.heapMb ?? 256,
        agent: jar && `${jar}=127.0.0.1:${plan.jmxPort}:${jmxRules!.node}`,
        propertiesFile: propertiesFile(janitor.folder, plan),
        log4jFile: `${janitor.folder}/log4j2.properties`,
        logFile: `${janitor.folder}/node-${plan.id}.log`,
        cores: options.cores,
      })
    );
    await Promise.all(nodes.map((node) => node.start()));
    const bootstrapServers = plans.map((plan) => `127.0.0.1:${plan.port}`);
    const local = await startLocalClient(
      janitor,
      await ensureKafka(),
      bootstrapServers,
      options.cores,
    );
    return toLab(janitor, nodes, bootstrapServers, local, zookeeper, jar !== undefined);
  } catch (error) {
    await janitor[Symbol.asyncDispose]();
    throw error;
  }
}

function toLab(
  janitor: Janitor,
  nodes: readonly KafkaNode[],
  bootstrapServers: readonly string[],
  local: Awaited<ReturnType<typeof startLocalClient>>,
  zookeeper: Zookeeper | undefined,
  hasAgents: boolean,
): KafkaLab {
  const running = new Set(nodes);
  const node = (id: number) => {
    const found = nodes.find((each) => each.plan.id === id);
    if (found === undefined) throw new Error(`The lab has no node ${id}`);
    return found;
  };
  const end = async (id: number, signal: "SIGTERM" | "SIGKILL") => {
    running.delete(node(id));
    await node(id).end(signal);
  };
  return {
    bootstrapServers,
    mode: zookeeper === undefined ? "kraft" : "zookeeper",
    client: new LabClient(local.ask),
    flags: [`--kafka.server=${bootstrapServers.join(",")}`],
    addresses: (listener) =>
      nodes.map(({ plan }) => {
        const { host, port } = plan.listeners.find(({ name }) => name === listener)!;
        return `${host}:${port}`;
      }),
    folder: janitor.folder,
    pids: () => [...running].map((each) => each.pid),
    jmxAddress: (of) => {
      const port = of === "zookeeper" ? zookeeper?.jmxPort : hasAgents && node(of).plan.jmxPort;
      if (!port) throw new Error(`There is no JMX agent in ${of}`);
      return `127.0.0.1:${port}`;
    },
    logDirs: (id) => node(id).plan.logDirs,
    freeze: (id) => node(id).freeze(),
    thaw: (id) => Promise.resolve(node(id).thaw()),
    kill: (id) => end(id, "SIGKILL"),
    stop: (id) => end(id, "SIGTERM"),
    restart: async (id, heapMb) => {
      await startAgain(node(id), heapMb);
      running.add(node(id));
    },
    [Symbol.asyncDispose]: async () => {
      await local.close();
      await janitor[Symbol.asyncDispose]();
      for (const each of nodes) await each.ended();
      await zookeeper?.ended();
    },
  };
}

function propertiesFile(folder: string, plan: NodePlan): string {
  return `${folder}/node-${plan.id}.properties`;
}

async function writeProperties(
  plans: readonly NodePlan[],
  keeper: MetadataKeeper,
  options: LabOptions,
  folder: string,
): Promise<void> {
  const isOld = (options.version ?? NEWEST_KAFKA).startsWith("3.");
  await Deno.writeTextFile(
    `${folder}/log4j2.properties`,
    isOld ? LOG4J_1_PROPERTIES : LOG4J_PROPERTIES,
  );
  for (const plan of plans) {
    const text = nodeProperties(plan, plans, keeper, options.config ?? {});
    await Deno.writeTextFile(propertiesFile(folder, plan), text);
  }
}

/** ZooKeeper takes a node that was killed back when the session that it had has ended. */
async function startAgain(node: KafkaNode, heapMb?: number): Promise<void> {
  const until = performance.now() + SESSION_END_MS;
  for (;;) {
    try {
      return await node.start(heapMb);
    } catch (error) {
      if (!/NodeExists/.test(String(error)) || performance.now() > until) throw error;
    }
  }
}
