import { type ClusterShape, shapeOf } from "./simulated/cluster_shape.ts";

/** A size of simulated cluster to measure, and what must hold for it, if anything must. */
export interface SimulatedCase {
  readonly name: string;
  readonly shape: ClusterShape;
  /** Of both addresses. */
  readonly granularity: "partition" | "topic";
  readonly intervalMs: number;
  readonly cycles: number;
  readonly most?: Budget;
}

/** What must hold; the others may be what they are. */
export interface Budget {
  /** Of a cycle and its rendering. */
  readonly wallMs?: number;
  readonly residentMib?: number;
  /** Of the event loop, without waits for a core. */
  readonly blockMs?: number;
}

const LARGE = shapeOf(100_000);

/** The sizes of the tables in results.md: of the exporter alone, or with the lag monitor. */
export function simulatedCases({ lag }: { readonly lag: boolean }): readonly SimulatedCase[] {
  return [
    partitions("1,000 partitions", 1_000, 1_000, 30),
    partitions("10,000 partitions", 10_000, 1_000, 30),
    {
      ...partitions("100,000 partitions", 100_000, 5_000, 12),
      most: lag
        ? { residentMib: 600, blockMs: 20 }
        : { wallMs: 1_500, residentMib: 320, blockMs: 20 },
    },
    {
      name: "1,000,000 commits by topic",
      shape: { ...LARGE, commitsPerGroup: 1_000_000 / LARGE.groups },
      granularity: "topic",
      intervalMs: 5_000,
      cycles: 12,
      ...lag ? {} : { most: { wallMs: 3_000, residentMib: 420, blockMs: 20 } },
    },
  ];
}

function partitions(
  name: string,
  count: number,
  intervalMs: number,
  cycles: number,
): SimulatedCase {
  return { name, shape: shapeOf(count), granularity: "partition", intervalMs, cycles };
}
