/**
 * Keeps the heap near what is alive: with V8's own choices the program takes twice the memory on
 * the bench's load. Measured in bench/results.md.
 */
const V8_FLAGS = ["--single-threaded-gc", "--max-semi-space-size=2", "--heap-growing-percent=10"];

/**
 * How the program is run, from source and as a binary: with what it may do, and with little memory.
 * It may talk, and read files and variables (which ones, its settings say); it may not write files
 * or start programs.
 */
export const programFlags: readonly string[] = [
  "--no-prompt",
  "--allow-net",
  "--allow-read",
  "--allow-env",
  `--v8-flags=${V8_FLAGS.join(",")}`,
];
