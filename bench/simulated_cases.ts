import { type ClusterShape, shapeOf } from "./simulated/cluster_shape.ts";

/** A size of simulated cluster to measure, and what must hold for it, if anything must. */
export interface SimulatedCase {
  readonly name: string;
  readonly shape: ClusterShape;
  /** Of both addresses. */
  readonly granularity: "partition" | "topic";
  readonly intervalMs: number;
  readonly cycles: number;
  readonly most?: {
    readonly wallMs: number;
    readonly residentMib: number;
    readonly blockMs: number;
  };
}

const LARGE = shapeOf(100_000);

/** The sizes of the table in results.md. */
export const SIMULATED_CASES: readonly SimulatedCase[] = [
  partitions("1,000 partitions", 1_000, 1_000, 30),
  partitions("10,000 partitions", 10_000, 1_000, 30),
  {
    ...partitions("100,000 partitions", 100_000, 5_000, 12),
    most: { wallMs: 1_500, residentMib: 320, blockMs: 20 },
  },
  {
    name: "1,000,000 commits by topic",
    shape: { ...LARGE, commitsPerGroup: 1_000_000 / LARGE.groups },
    granularity: "topic",
    intervalMs: 5_000,
    cycles: 12,
    most: { wallMs: 3_000, residentMib: 420, blockMs: 20 },
  },
];

function partitions(
  name: string,
  count: number,
  intervalMs: number,
  cycles: number,
): SimulatedCase {
  return { name, shape: shapeOf(count), granularity: "partition", intervalMs, cycles };
}
