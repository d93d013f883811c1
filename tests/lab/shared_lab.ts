import { type KafkaLab, startLab } from "./kafka_lab.ts";
import { openRemoteLab } from "./remote_lab.ts";

/** Names the lab that the test runner has started for all tests that leave its brokers alone. */
export const SHARED_LAB = "KAFKA_SENTINEL_TEST_LAB";

/** Three brokers that tests share: everything that they create has names of their own. */
export type SharedLab = Pick<KafkaLab, "bootstrapServers" | "client" | "mode"> & AsyncDisposable;

/** The runner's lab, or, for a test that is run alone, one of its own. */
export async function openSharedLab(): Promise<SharedLab> {
  const url = Deno.env.get(SHARED_LAB);
  if (url === undefined) return await startLab({ nodes: 3 });
  const { bootstrapServers, mode, client } = await openRemoteLab(url);
  return { bootstrapServers, mode, client, [Symbol.asyncDispose]: () => Promise.resolve() };
}
