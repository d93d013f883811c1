/** The ports below those that Linux gives to connections that go out, ip(7): 32,768 and more. */
const LOWEST = 12_000;
const HIGHEST = 32_000;

/**
 * Ports of 127.0.0.1 that nobody listens on now, all different. No connection takes the port of a
 * node that is stopped, and other tests that look at the same moment are unlikely to.
 */
export function freePorts(count: number): number[] {
  const listeners: Deno.TcpListener[] = [];
  try {
    while (listeners.length < count) {
      const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
      try {
        listeners.push(Deno.listen({ hostname: "127.0.0.1", port }));
      } catch (error) {
        if (!(error instanceof Deno.errors.AddrInUse)) throw error;
      }
    }
    return listeners.map((listener) => listener.addr.port);
  } finally {
    for (const listener of listeners) listener.close();
  }
}
