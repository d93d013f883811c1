import { type KafkaLab, startLab } from "./kafka_lab.ts";
import { LabClient } from "./lab_client.ts";

/** Names the lab that the test runner has started for all tests that leave its brokers alone. */
export const SHARED_LAB = "KAFKA_SENTINEL_TEST_LAB";

/** Three brokers that tests share: everything that they create has names of their own. */
export type SharedLab = Pick<KafkaLab, "bootstrapServers" | "client" | "mode"> & AsyncDisposable;

/** The runner's lab, or, for a test that is run alone, one of its own. */
export async function openSharedLab(): Promise<SharedLab> {
  const url = Deno.env.get(SHARED_LAB);
  if (url === undefined) return await startLab({ nodes: 3 });
  const { bootstrapServers, mode }: Pick<KafkaLab, "bootstrapServers" | "mode"> =
    await (await fetch(url)).json();
  const client = new LabClient(async (words) => {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(words) });
    if (response.status !== 200) throw new Error(await response.text());
    return await response.json();
  });
  return { bootstrapServers, mode, client, [Symbol.asyncDispose]: () => Promise.resolve() };
}
