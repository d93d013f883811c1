import type { NodeControl } from "../../tests/lab/lab_server.ts";
import type { Random } from "../anomaly/random.ts";

/** Something that is done to nodes and undone after a while; Kafka loses no records by it. */
export interface Fault {
  readonly name: string;
  /** To how many nodes what is done, as `one node killed`. */
  readonly kind: string;
  readonly nodes: readonly number[];
  readonly lastsMs: number;
  begin(): Promise<void>;
  /** Until every node has said that it is started. */
  repair(): Promise<void>;
}

/** Kinds of faults: how many of the three nodes, and how often one of them is chosen. */
const KINDS = [
  { does: "frozen", count: 1, weight: 4 },
  { does: "killed", count: 1, weight: 4 },
  { does: "stopped", count: 1, weight: 2 },
  { does: "frozen", count: 2, weight: 2 },
  { does: "killed", count: 2, weight: 1 },
  { does: "frozen", count: 3, weight: 1 },
  { does: "killed", count: 3, weight: 1 },
] as const;

const COUNTS = { 1: "one node", 2: "two nodes", 3: "all nodes" } as const;

const SHORTEST_MS = 1_500;
const LONGEST_MS = 20_000;

/** The next fault, by chance. */
export function nextFault(random: Random, lab: NodeControl): Fault {
  const weights = KINDS.flatMap((kind) => new Array<typeof kind>(kind.weight).fill(kind));
  const { does, count } = weights[Math.floor(random.next() * weights.length)]!;
  const nodes = [1, 2, 3].map((id) => ({ id, order: random.next() }))
    .sort((a, b) => a.order - b.order).slice(0, count).map(({ id }) => id);
  const lastsMs = random.logBetween(SHORTEST_MS, LONGEST_MS);
  const all = async (act: (id: number) => Promise<void>) => void await Promise.all(nodes.map(act));
  const undo = does === "frozen" ? lab.thaw : lab.restart;
  const act = { frozen: lab.freeze, killed: lab.kill, stopped: lab.stop }[does];
  const which = count === 3 ? COUNTS[3] : `node ${nodes.join(" and ")}`;
  return {
    name: `${which} ${does}`,
    kind: `${COUNTS[count]} ${does}`,
    nodes,
    lastsMs,
    begin: () => all((id) => act(id)),
    repair: () => all((id) => undo(id)),
  };
}
