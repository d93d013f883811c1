import { freePorts } from "./free_ports.ts";

/** A listener beside the lab's own plain one. */
export interface ListenerSpec {
  /** Also how it is asked for; the protocol's name without it. */
  readonly name?: string;
  readonly protocol: "PLAINTEXT" | "SASL_PLAINTEXT" | "SASL_SSL" | "SSL";
  /** 127.0.0.1 without it; IPv6 addresses in brackets. */
  readonly host?: string;
}

/** The same, on one node. */
export interface NodeListener extends Required<ListenerSpec> {
  readonly port: number;
}

/** One node of a lab: with KRaft a combined broker and controller. */
export interface NodePlan {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
  /** Where the node's JMX agent serves, if the lab has agents. */
  readonly jmxPort: number;
  readonly listeners: readonly NodeListener[];
  readonly logDirs: readonly string[];
}

/** Gives nodes with the ids 1, 2, … free ports, and directories below the folder. */
export function planNodes(
  count: number,
  folder: string,
  listeners: readonly ListenerSpec[] = [],
): NodePlan[] {
  const ports = freePorts(count * (3 + listeners.length));
  const port = () => ports.pop()!;
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    port: port(),
    controllerPort: port(),
    jmxPort: port(),
    listeners: listeners.map(({ protocol, name = protocol, host = "127.0.0.1" }) => ({
      name,
      protocol,
      host,
      port: port(),
    })),
    logDirs: ["a", "b"].map((each) => `${folder}/node-${index + 1}-${each}`),
  }));
}
