import { ensureJars } from "./maven_jars.ts";

/** The JMX agent that the shipped rules are for; docker-compose.yml has the same. */
export const JMX_AGENT_VERSION = "1.0.1";

/** The last one with the names of 0.x, which is still in use. */
export const OLD_JMX_AGENT_VERSION = "0.20.0";

/** Fetches the JMX agent through Maven once, into an ignored folder; gives the jar. */
export async function ensureJmxAgent(version = JMX_AGENT_VERSION): Promise<string> {
  const libs = await ensureJars(`jmx-agent-${version}`, [
    ["io.prometheus.jmx", "jmx_prometheus_javaagent", version],
  ]);
  return `${libs}/jmx_prometheus_javaagent-${version}.jar`;
}
