import { ErrorCode, errorName } from "./messages/error_codes.ts";

/** A record is larger than its topic takes: it can never be written. */
export class RecordTooLargeError extends Error {
  override readonly name = "RecordTooLargeError";
}

/**
 * Errors after which the same may be sent again: the leader has moved, replicas are missing, it is
 * not known whether the batch was written, or the broker has just started.
 */
const PASSING: ReadonlySet<number> = new Set([
  ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
  ErrorCode.LEADER_NOT_AVAILABLE,
  ErrorCode.NOT_LEADER_OR_FOLLOWER,
  ErrorCode.REQUEST_TIMED_OUT,
  ErrorCode.NETWORK_EXCEPTION,
  ErrorCode.NOT_ENOUGH_REPLICAS,
  ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
  ErrorCode.KAFKA_STORAGE_ERROR,
  ErrorCode.FENCED_LEADER_EPOCH,
  ErrorCode.UNKNOWN_LEADER_EPOCH,
  ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.NOT_COORDINATOR,
]);

/** Whether what was refused with the code may be sent again. */
export function isPassing(errorCode: number): boolean {
  return PASSING.has(errorCode);
}

/** Why there is no identity to write with. */
export function identityError(errorCode: number): Error {
  return new Error(`The cluster gives no producer id: ${errorName(errorCode)}`);
}

/** Why records cannot be written, and what to do about it. */
export function produceError(topic: string, errorCode: number, message?: string): Error {
  const name = errorName(errorCode);
  switch (errorCode) {
    case ErrorCode.UNKNOWN_TOPIC_OR_PARTITION:
      return new Error(
        `There is no topic ${topic} (${name}): create it, or let the program do it by ` +
          "alerts.kafka.create_topics",
      );
    case ErrorCode.TOPIC_AUTHORIZATION_FAILED:
      return new Error(
        `The program may not write to the topic ${topic} (${name}): allow its user WRITE and ` +
          "DESCRIBE on it",
      );
    case ErrorCode.MESSAGE_TOO_LARGE:
    case ErrorCode.RECORD_LIST_TOO_LARGE:
      return new RecordTooLargeError(
        `A record is larger than max.message.bytes of the topic ${topic} (${name})`,
      );
    default:
      return new Error(
        `The topic ${topic} cannot be written: ${name}` +
          (message === undefined ? "" : ` (${message})`),
      );
  }
}
