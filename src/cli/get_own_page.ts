import { connect } from "node:tls";

/** What an HTTP server answered. */
export interface PageAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * GET of a page that this machine's own program serves over HTTPS. The certificate is not checked:
 * it names what others call this machine, and not its loopback address. Rejects with the reason.
 */
export function getOwnPage(url: string, signal: AbortSignal): Promise<PageAnswer> {
  const { hostname, port, host, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port || 443),
      rejectUnauthorized: false,
      ALPNProtocols: ["http/1.1"],
    });
    let text = "";
    socket.setEncoding("utf8");
    socket.on("secureConnect", () => {
      // HTTP/1.0: the answer is not in chunks, and the connection ends with it.
      socket.write(`GET ${pathname}${search} HTTP/1.0\r\nHost: ${host}\r\n\r\n`);
    });
    socket.on("data", (part: string) => text += part);
    socket.on("end", () => resolve(parseAnswer(text)));
    socket.on("error", reject);
    signal.addEventListener("abort", () => socket.destroy());
  });
}

function parseAnswer(answer: string): PageAnswer {
  const status = /^HTTP\/1\.\d (\d{3})/.exec(answer)?.[1];
  const body = answer.indexOf("\r\n\r\n");
  return { status: Number(status ?? 0), text: body < 0 ? "" : answer.slice(body + 4).trim() };
}
