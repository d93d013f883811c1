import {
  type Kind,
  KINDS,
  neverRead,
  readSlowly,
  scrapeOnce,
} from "../tests/program/odd_scrapers.ts";

/** What other scrapers do meanwhile, until the worker is ended. */
export const SITUATIONS = {
  "nobody else scrapes": () => Promise.resolve(),
  "200 at once, once a second": async (url) => {
    for (;;) {
      const pause = new Promise((resolve) => setTimeout(resolve, 1_000));
      await Promise.all(Array.from({ length: 200 }, () => scrapeOnce(url, "gzip")));
      await pause;
    }
  },
  "60 that never read": async (url) => {
    const kinds = Object.keys(KINDS) as Kind[];
    const asked = Array.from({ length: 60 }, (_, index) => neverRead(url, kinds[index % 3]!));
    await Promise.all(asked);
  },
  "60 that read 16 KiB every 100 ms": async (url) => {
    const slow = async () => {
      for (;;) await readSlowly(url, { bytes: 16_384, pauseMs: 100 });
    };
    await Promise.all(Array.from({ length: 60 }, slow));
  },
} as const satisfies Record<string, (url: string) => Promise<void>>;
export type Situation = keyof typeof SITUATIONS;

globalThis.addEventListener("message", async ({ data }) => {
  const { situation, url } = data as { situation: Situation; url: string };
  await SITUATIONS[situation](url);
});
