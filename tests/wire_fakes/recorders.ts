import type { RequestObserver } from "../../src/kafka/cluster_client.ts";
import type { RequestFailure } from "../../src/kafka/errors.ts";
import type { Logger } from "../../src/runtime/logger.ts";

/** Keeps what the client tells of its requests. */
export class RecordingObserver implements RequestObserver {
  readonly done: { api: string; seconds: number; failure: RequestFailure | undefined }[] = [];
  readonly throttles: { brokerId: number; seconds: number }[] = [];

  requestDone(api: string, seconds: number, failure: RequestFailure | undefined): void {
    this.done.push({ api, seconds, failure });
  }

  throttled(brokerId: number, seconds: number): void {
    this.throttles.push({ brokerId, seconds });
  }
}

/** A logger that writes nowhere. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  with: () => silentLogger,
};
