/** What kafkajs reads of the environment when it is loaded. */
const KAFKAJS_ENV = [
  "NODE_ENV",
  "KAFKAJS_LOG_LEVEL",
  "KAFKAJS_NO_PARTITIONER_WARNING",
  "KAFKAJS_DEBUG_PROTOCOL_BUFFERS",
  "KAFKAJS_DEBUG_EXTENDED_PROTOCOL_BUFFERS",
];

/**
 * Keeps the heap near what is alive: with V8's own choices the program takes twice the memory on
 * the bench's load. Measured in bench/results.md.
 */
const V8_FLAGS = ["--single-threaded-gc", "--max-semi-space-size=2", "--heap-growing-percent=10"];

/**
 * How the program is run, from source and as a binary: with exactly what it may do, which is to
 * talk and to read its own settings, and with little memory.
 */
export const programFlags: readonly string[] = [
  "--no-prompt",
  "--allow-net",
  `--allow-env=${["KAFKA_SENTINEL_*", ...KAFKAJS_ENV].join(",")}`,
  `--v8-flags=${V8_FLAGS.join(",")}`,
];
