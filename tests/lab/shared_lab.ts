import { LAB_KINDS, type LabKind } from "./lab_kinds.ts";
import { openRemoteLab, type RemoteLab } from "./remote_lab.ts";

/** Names the lab that the test runner has started, or the kind of one to start. */
export const SHARED_LAB = "KAFKA_SENTINEL_TEST_LAB";

/** Three brokers that tests share: everything that they create has names of their own. */
export type SharedLab = RemoteLab & AsyncDisposable;

/** The runner's lab, at rest, or, for a test that is run alone, one of its own. */
export async function openSharedLab(): Promise<SharedLab> {
  const given = Deno.env.get(SHARED_LAB) ?? "open";
  if (given in LAB_KINDS) return await LAB_KINDS[given as LabKind]();
  const lab = await openRemoteLab(given);
  await lab.client.settle(lab.bootstrapServers.length);
  return { ...lab, [Symbol.asyncDispose]: () => Promise.resolve() };
}
