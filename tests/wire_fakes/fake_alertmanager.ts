import type { PostableAlert } from "../../src/alerts/sinks/alertmanager_alert.ts";
import { until } from "./until.ts";

/** A request as it came in. */
export interface ReceivedPost {
  readonly path: string;
  readonly authorization: string | null;
  readonly alerts: readonly PostableAlert[];
}

/** An HTTP server that takes alerts as Alertmanager does, and answers as it is told. */
export class FakeAlertmanager implements AsyncDisposable {
  readonly posts: ReceivedPost[] = [];
  /** What the next requests are answered with. */
  answer: (post: ReceivedPost) => Response | Promise<Response> = () => new Response();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #scheme: string;

  constructor(tls?: { readonly cert: string; readonly key: string }) {
    this.#scheme = tls === undefined ? "http" : "https";
    const handler = async (request: Request) => {
      const post = {
        path: new URL(request.url).pathname,
        authorization: request.headers.get("authorization"),
        alerts: await request.json(),
      };
      this.posts.push(post);
      return await this.answer(post);
    };
    const options = { hostname: "127.0.0.1", port: 0, onListen: () => {}, ...tls };
    this.#server = Deno.serve(options, handler) as Deno.HttpServer<Deno.NetAddr>;
  }

  get url(): string {
    return `${this.#scheme}://localhost:${this.#server.addr.port}`;
  }

  /** Names of all alerts that came in, one after the other. */
  get topics(): string[] {
    return this.posts.flatMap(({ alerts }) => alerts.map(({ labels }) => labels["topic"] ?? ""));
  }

  async posted(count: number): Promise<void> {
    await until(`${count} requests`, () => this.posts.length >= count);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}
