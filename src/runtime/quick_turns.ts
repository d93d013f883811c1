import { lookBy } from "./slices.ts";

const ONE_BYTE = new Uint8Array(1);
/** What arrives is read into; nobody looks at it. */
const ARRIVED = new Uint8Array(16);

/** Two ends of one connection. */
interface Pair {
  readonly near: Deno.TcpConn;
  readonly far: Deno.TcpConn;
}

/**
 * Has turns of the event loop come quickly, until it is disposed of. Deno looks at its sockets when
 * it has nothing else to do, else only once in 61 turns, so that turns which merely follow each
 * other would leave scrapes alone for long. A byte that the program sends to itself arrives when it
 * has looked, after a tenth of a millisecond, where the shortest timer takes two. A machine that
 * does not let it has turns by timers.
 */
export class QuickTurns implements Disposable {
  /** Whether turns are quick now; they are not where the program cannot connect to itself. */
  readonly opened: Promise<boolean>;
  #pair: Pair | undefined;
  #disposed = false;
  #undo = () => {};

  constructor() {
    this.opened = this.#open();
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    this.#undo();
    this.#pair?.near.close();
    this.#pair?.far.close();
    this.#pair = undefined;
  }

  async #open(): Promise<boolean> {
    let pair: Pair;
    try {
      using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      pair = await connectToItself(listener);
    } catch {
      return false;
    }
    this.#pair = pair;
    if (this.#disposed) this[Symbol.dispose]();
    else this.#undo = lookBy(() => sendByte(pair));
    return !this.#disposed;
  }
}

/** Connects to the listener, and leaves alone whoever else did. */
export async function connectToItself(listener: Deno.TcpListener): Promise<Pair> {
  const near = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  for (;;) {
    const far = await listener.accept();
    if (far.remoteAddr.port === near.localAddr.port) {
      near.setNoDelay();
      return { near, far };
    }
    far.close();
  }
}

async function sendByte({ near, far }: Pair): Promise<void> {
  const [, arrived] = await Promise.all([near.write(ONE_BYTE), far.read(ARRIVED)]);
  if (arrived === null) throw new Error("The connection was closed");
}
