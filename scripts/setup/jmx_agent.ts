import { ensureJars } from "./maven_jars.ts";

/** The JMX agent that the shipped rules are for; docker-compose.yml has the same. */
export const JMX_AGENT_VERSION = "1.0.1";

/** Fetches the JMX agent through Maven once, into an ignored folder; gives the jar. */
export async function ensureJmxAgent(): Promise<string> {
  const libs = await ensureJars(`jmx-agent-${JMX_AGENT_VERSION}`, [
    ["io.prometheus.jmx", "jmx_prometheus_javaagent", JMX_AGENT_VERSION],
  ]);
  return `${libs}/jmx_prometheus_javaagent-${JMX_AGENT_VERSION}.jar`;
}
