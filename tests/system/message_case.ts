import type { Message, Throttled } from "../../src/kafka/messages/message.ts";
import type { MessageFacts } from "./message_facts.ts";

/** A request to a real broker, and what its answer must say. */
export interface MessageCase {
  readonly message: Message<never, unknown>;
  /** Whom to ask. */
  readonly at: (facts: MessageFacts) => number;
  /** First version that can be asked like this. */
  readonly from: number;
  readonly request: (facts: MessageFacts, version: number) => unknown;
  readonly check: (answer: unknown, facts: MessageFacts, version: number) => void;
}

/** A case with the message's own types. */
export function messageCase<Q, A extends Throttled>(
  message: Message<Q, A>,
  at: MessageCase["at"],
  request: (facts: MessageFacts, version: number) => Q,
  check: (answer: A, facts: MessageFacts, version: number) => void,
  from = 0,
): MessageCase {
  return { message, at, from, request, check: check as MessageCase["check"] };
}
