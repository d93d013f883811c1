/**
 * Keeps the heap near what is alive: with V8's own choices the program takes twice the memory on
 * the bench's load. Measured in bench/results.md.
 */
const heapFlags = [
  "--max-semi-space-size=1",
  "--heap-growing-percent=10",
  "--no-memory-pool",
  // Pages full of young objects become old as they are, instead of being copied in a long pause.
  "--page-promotion-threshold=0",
  // Less is moved in one pause to close gaps in old pages.
  "--compaction-max-evacuated-bytes-mb=1",
  // The event loop waits for a collection's helper threads; where they share its core, for longer.
  "--no-parallel-marking",
  "--no-parallel-compaction",
  "--no-parallel-pointer-update",
  "--no-parallel-gc-clearing",
  "--no-parallel-scavenge",
];

/** The one flag that gives V8 its flags. */
export const v8Flag = `--v8-flags=${heapFlags.join(",")}`;

/**
 * How the program is run, from source and as a binary: with what it may do, and with little memory.
 * It may talk, read files and variables (which ones, its settings say), and write files, which it
 * gives up at its start unless it has a state directory; it may not start programs.
 */
export const programFlags: readonly string[] = [
  "--no-prompt",
  "--allow-net",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  v8Flag,
];
