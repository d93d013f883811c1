import type { Message } from "../../src/kafka/messages/message.ts";
import { encodeBySchema } from "../schema/encode_by_schema.ts";
import { messageSpec } from "../schema/message_spec.ts";
import type { Struct } from "../schema/schema_types.ts";
import { type Behaviour, FakeBroker } from "./fake_broker.ts";
import { frame } from "./frames.ts";

/** A message that a fake knows, in its newest version, and what it answers. */
export type Answering = readonly [message: Message<never, unknown>, answer: () => Struct];

/** A fake that answers messages with values, written as Kafka's specifications say. */
export async function schemaBroker(answering: readonly Answering[]): Promise<FakeBroker> {
  const byKey = new Map(answering.map((each) => [each[0].apiKey, each] as const));
  const versions = new Map(
    answering.map(([{ apiKey, maxVersion }]) => [apiKey, [maxVersion, maxVersion]] as const),
  );
  const behaviour: Behaviour = ({ apiKey, apiVersion, correlationId }, socket) => {
    const [message, answer] = byKey.get(apiKey)!;
    const spec = messageSpec(`${message.name}Response`);
    const body = encodeBySchema(spec, apiVersion, answer());
    const header = apiVersion >= message.flexibleFrom ? [0] : [];
    socket.write(frame(correlationId, Uint8Array.of(...header, ...body)));
  };
  return await FakeBroker.listen(behaviour, { versions });
}
