/** What the program's exit codes mean. */
export const ExitCode = {
  ok: 0,
  failure: 1,
  /** Wrong usage or settings. */
  usage: 2,
  kafkaUnreachable: 3,
} as const;
