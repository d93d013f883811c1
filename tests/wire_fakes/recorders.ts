import type { RequestObserver } from "../../src/kafka/cluster_client.ts";
import type { RequestFailure } from "../../src/kafka/errors.ts";
import type { LogFields, Logger } from "../../src/runtime/logger.ts";

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

/** Keeps every line, whatever its level. */
export class RecordingLogger implements Logger {
  readonly lines: string[] = [];

  get text(): string {
    return this.lines.join("\n");
  }

  debug = (message: string, fields?: LogFields) => this.#take("debug", message, fields);
  info = (message: string, fields?: LogFields) => this.#take("info", message, fields);
  warn = (message: string, fields?: LogFields) => this.#take("warn", message, fields);
  error = (message: string, fields?: LogFields) => this.#take("error", message, fields);

  with(): Logger {
    return this;
  }

  #take(level: string, message: string, fields: LogFields = {}): void {
    this.lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
  }
}
