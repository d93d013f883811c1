import { ErrorCode } from "../../../src/kafka/messages/error_codes.ts";
import type { AnswerWriter } from "../answer_writer.ts";
import type { SimulatedTopic } from "../simulated_topic.ts";
import { type AnswerEncoder, HOST, NO_OPERATIONS } from "./answer_encoder.ts";

const NONE: readonly number[] = [];

/** Brokers and topics: all, or those that are named. */
export const metadata: AnswerEncoder = {
  api: "Metadata",
  apiKey: 3,
  version: 13,
  write(out, request, { state, ports, throttleMs, errorCode }) {
    const asked = request.nullableArrayLength(18);
    const names: string[] = [];
    for (let left = asked ?? 0; left > 0; left--) {
      request.uuid();
      names.push(request.string());
      request.tags();
    }
    out.int32(throttleMs);
    out.length(ports.size);
    for (const [id, port] of ports) {
      out.int32(id);
      out.string(HOST);
      out.int32(port);
      out.string(`rack-${id}`);
      out.tags();
    }
    out.string(state.clusterId);
    out.int32(1);
    const topics = asked === undefined
      ? [...state.topics.values()]
      : names.map((name) => state.topics.get(name) ?? name);
    out.length(topics.length);
    for (const topic of topics) {
      if (typeof topic === "string") writeUnknown(out, topic);
      else writeTopic(out, topic, errorCode);
    }
    out.int16(ErrorCode.NONE);
    out.tags();
  },
};

function writeTopic(out: AnswerWriter, topic: SimulatedTopic, errorCode: number): void {
  const { leaders, leaderEpochs, replicas, inSync } = topic;
  out.int16(errorCode);
  out.bytes(topic.nameBytes);
  out.raw(topic.id);
  out.boolean(topic.internal);
  out.length(leaders.length);
  for (let index = 0; index < leaders.length; index++) {
    out.int16(leaders[index]! < 0 ? ErrorCode.LEADER_NOT_AVAILABLE : ErrorCode.NONE);
    out.int32(index);
    out.int32(leaders[index]!);
    out.int32(leaderEpochs[index]!);
    out.int32s(replicas[index]!);
    out.int32s(inSync[index]!);
    out.int32s(NONE);
    out.tags();
  }
  out.int32(NO_OPERATIONS);
  out.tags();
}

function writeUnknown(out: AnswerWriter, name: string): void {
  out.int16(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  out.string(name);
  out.raw(new Uint8Array(16));
  out.boolean(false);
  out.length(0);
  out.int32(NO_OPERATIONS);
  out.tags();
}
