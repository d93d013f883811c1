/** HOST:PORT by broker id, as the program's flags of a lab name them: in the order of the ids. */
export function labAddresses(flags: readonly string[]): ReadonlyMap<number, string> {
  const start = "--kafka.server=";
  const servers = flags.find((flag) => flag.startsWith(start))!.slice(start.length).split(",");
  return new Map(servers.map((server, index) => [index + 1, server]));
}
