import assert from "node:assert/strict";
import type { Message } from "../../src/kafka/messages/message.ts";
import { metadata } from "../../src/kafka/messages/metadata.ts";
import { Transport } from "../../src/kafka/transport/transport.ts";
import type { SharedLab } from "../lab/shared_lab.ts";
import { waitUntilPasses } from "../program/wait_for.ts";
import { connectTo } from "../wire_fakes/cluster_of_fakes.ts";
import { silentLogger } from "../wire_fakes/recorders.ts";
import { MESSAGE_CASES } from "./message_cases.ts";
import { messageFacts } from "./message_facts.ts";

const never = new AbortController().signal;
const TIMEOUT_MS = 30_000;

/** Every message of the program, by its name. */
export async function everyMessage(): Promise<string[]> {
  const folder = new URL("../../src/kafka/messages/", import.meta.url);
  const names: string[] = [];
  for await (const file of Deno.readDir(folder)) {
    const module: Record<string, unknown> = await import(new URL(file.name, folder).href);
    for (const value of Object.values(module)) {
      if (typeof value !== "object" || value === null || !("apiKey" in value)) continue;
      names.push((value as Message<never, unknown>).name);
    }
  }
  return names.sort();
}

/**
 * Sends every message, in every version that both sides speak, to the broker that is to answer it.
 * Gives the names of the messages that this cluster's brokers do not know in any version.
 */
export async function askEveryMessage(
  lab: Pick<SharedLab, "client" | "mode" | "bootstrapServers">,
  { tellsDiskSizes }: { readonly tellsDiskSizes: boolean },
): Promise<string[]> {
  const { cluster } = connectTo([], {
    bootstrapServers: lab.bootstrapServers,
    connectTimeoutMs: TIMEOUT_MS,
    requestTimeoutMs: TIMEOUT_MS,
  });
  await cluster.settle(TIMEOUT_MS, never);
  const { answer: { brokers } } = await cluster.sendToAny(metadata, { topics: [] }, never);
  const { facts, end } = await messageFacts(lab, cluster, tellsDiskSizes);
  const dialler = new Transport({
    clientId: "every-message",
    connectTimeoutMs: TIMEOUT_MS,
    logger: silentLogger,
  });
  const asked = new Set<string>();
  for (const { message, at, from, request, check } of MESSAGE_CASES) {
    const connection = await dialler.connect(brokers.find(({ id }) => id === at(facts))!, never);
    const theirs = connection.apiVersions.get(message.apiKey) ?? { min: 0, max: -1 };
    const first = Math.max(message.minVersion, theirs.min, from);
    for (let version = first; version <= Math.min(message.maxVersion, theirs.max); version++) {
      const options = { timeoutMs: TIMEOUT_MS, signal: never };
      // A broker may have to hear of what was made, to load it, or to be given producer ids first.
      await waitUntilPasses(`${message.name} version ${version} is answered well`, async () => {
        const answer = await connection
          .send(message as Message<unknown, never>, request(facts, version), version, options);
        try {
          check(answer, facts, version);
        } catch (cause) {
          // What is not there cannot be looked at.
          throw new assert.AssertionError({ message: String(cause) });
        }
      }, TIMEOUT_MS);
      asked.add(message.name);
    }
    connection.close();
  }
  await end();
  cluster.close();
  assert.ok(asked.size > 8);
  return (await everyMessage()).filter((name) => !asked.has(name));
}
