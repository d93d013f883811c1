/** What kafkajs reads of the environment when it is loaded. */
const KAFKAJS_ENV = [
  "NODE_ENV",
  "KAFKAJS_LOG_LEVEL",
  "KAFKAJS_NO_PARTITIONER_WARNING",
  "KAFKAJS_DEBUG_PROTOCOL_BUFFERS",
  "KAFKAJS_DEBUG_EXTENDED_PROTOCOL_BUFFERS",
];

/** Exactly what the program may do, from source and as a binary: talk, and read its own settings. */
export const permissionFlags: readonly string[] = [
  "--no-prompt",
  "--allow-net",
  `--allow-env=${["KAFKA_SENTINEL_*", ...KAFKAJS_ENV].join(",")}`,
];
