import { waitFor } from "../program/wait_for.ts";
import { freePorts } from "./free_ports.ts";
import type { Janitor } from "./janitor.ts";

/** A ZooKeeper that runs. */
export interface Zookeeper {
  /** `host:port`. */
  readonly connect: string;
  /** Where its JMX agent serves, if it has one. */
  readonly jmxPort: number | undefined;
  /** For the janitor has killed it. */
  ended(): Promise<unknown>;
}

/** Starts one ZooKeeper, which ends with the janitor, and waits until it listens. */
export async function startZookeeper(
  janitor: Janitor,
  libs: string,
  jmxRules?: string,
  agentJar?: string,
): Promise<Zookeeper> {
  const [port, jmxPort] = freePorts(2) as [number, number];
  const agent = jmxRules && [`-javaagent:${agentJar}=127.0.0.1:${jmxPort}:${jmxRules}`];
  const file = `${janitor.folder}/zookeeper.properties`;
  const properties = {
    dataDir: `${janitor.folder}/zookeeper`,
    clientPort: port,
    clientPortAddress: "127.0.0.1",
    "admin.enableServer": false,
    maxClientCnxns: 0,
    tickTime: 1_000,
  };
  const text = Object.entries(properties).map(([key, value]) => `${key}=${value}\n`).join("");
  await Deno.writeTextFile(file, text);
  const memory = ["-Xms32m", "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];
  const main = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
  const child = janitor.spawn(["java", ...memory, ...agent || [], "-cp", `${libs}/*`, main, file], {
    logFile: `${janitor.folder}/zookeeper.log`,
  });
  await waitFor("ZooKeeper listens", async () => {
    const socket = await Deno.connect({ hostname: "127.0.0.1", port }).catch(() => undefined);
    socket?.close();
    return socket !== undefined;
  }, 60_000);
  return {
    connect: `127.0.0.1:${port}`,
    jmxPort: agent ? jmxPort : undefined,
    ended: () => child.status,
  };
}
