import { SmtpSink } from "./smtp_sink.ts";

/** A notification that Alertmanager has sent. */
export interface Notification {
  readonly to: "pagerduty" | "slack" | "mail" | "dead-mans-switch" | "kafka-topics";
  /** The body; of mails, with its headers. */
  readonly text: string;
}

const JSON_TYPE = { "content-type": "application/json" };

/** Stands for the services that Alertmanager notifies, on 127.0.0.1, and keeps what it gets. */
export class NotificationSink implements AsyncDisposable {
  readonly received: Notification[] = [];
  readonly #forward: Partial<Record<Notification["to"], string>>;
  /** Called with each one. */
  onReceived: (notification: Notification) => void = () => {};
  readonly #server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const to = new URL(request.url).pathname.split("/")[1] as Notification["to"];
      const text = await request.text();
      this.#take({ to, text });
      const forwardTo = this.#forward[to];
      if (forwardTo !== undefined) {
        return await fetch(forwardTo, { method: "POST", headers: JSON_TYPE, body: text });
      }
      // PagerDuty answers 202, the others 200.
      return new Response("{}", { status: to === "pagerduty" ? 202 : 200 });
    },
  );
  readonly #mail = new SmtpSink((_, text) => this.#take({ to: "mail", text }));

  /** `forward`: where what comes for a service is handed on, as it is. */
  constructor(forward: Partial<Record<Notification["to"], string>> = {}) {
    this.#forward = forward;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** `host:port` of the mail server. */
  get smtpAddress(): string {
    return this.#mail.address;
  }

  /** What came for one of them and contains the text. */
  about(to: Notification["to"], text: string): Notification[] {
    return this.received.filter((each) => each.to === to && each.text.includes(text));
  }

  #take(notification: Notification): void {
    this.received.push(notification);
    this.onReceived(notification);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
    await this.#mail[Symbol.asyncDispose]();
  }
}
