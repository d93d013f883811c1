import process from "node:process";

/** A turn of the event loop that took long. */
export interface Block {
  readonly blockMs: number;
  /** Own CPU time in it, all threads: what is missing, the machine gave to others. */
  readonly blockCpuMs: number;
}

/** Gives the longest block since it was last asked. */
export interface BlockWatch {
  longest(): Block;
  stop(): void;
}

/** Measures how long the event loop does not turn, by a timer that is due every millisecond. */
export function watchBlocks(): BlockWatch {
  let longest: Block = { blockMs: 0, blockCpuMs: 0 };
  let lastMs = performance.now();
  let lastCpu = process.cpuUsage();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const blockMs = nowMs - lastMs;
    lastMs = nowMs;
    const { user, system } = process.cpuUsage(lastCpu);
    lastCpu = process.cpuUsage();
    if (blockMs > longest.blockMs) longest = { blockMs, blockCpuMs: (user + system) / 1_000 };
  }, 1);
  Deno.unrefTimer(timer);
  return {
    longest: () => {
      const found = longest;
      longest = { blockMs: 0, blockCpuMs: 0 };
      return found;
    },
    stop: () => clearInterval(timer),
  };
}
