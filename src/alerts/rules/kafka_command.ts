import type { ClusterSnapshot } from "../../model/cluster_snapshot.ts";
import { formatAddress } from "../../runtime/address.ts";
import { escapeInvisible } from "./wording.ts";

/**
 * A command line of Kafka's own tools for this cluster, to be copied. Every word of `args` that is
 * more than letters and digits is quoted for a shell: names of groups may hold anything.
 */
export function kafkaCommand(
  snapshot: ClusterSnapshot | undefined,
  tool: string,
  ...args: readonly string[]
): string {
  const broker = snapshot?.brokers.find(({ up, reachable, address }) =>
    up && reachable && address !== undefined
  );
  const server = broker?.address === undefined ? "HOST:PORT" : formatAddress(broker.address);
  return [`${tool}.sh --bootstrap-server`, server, ...args].map((word, index) =>
    index === 0 ? word : shellWord(word)
  ).join(" ");
}

function shellWord(word: string): string {
  if (/^[\w.,:/=@%+[\]-]+$/.test(word)) return word;
  if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  return `$'${escapeInvisible(word.replaceAll(/[\\']/g, "\\$&"))}'`;
}
