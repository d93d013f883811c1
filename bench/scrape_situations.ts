import {
  type Kind,
  KINDS,
  neverRead,
  readSlowly,
  scrapeOnce,
} from "../tests/program/odd_scrapers.ts";
import { pause } from "./soak/background.ts";

/** What other scrapers do meanwhile, until their thread is ended. */
export const SITUATIONS = {
  "nobody else scrapes": () => Promise.resolve(),
  "200 at once, once a second": async (url) => {
    for (;;) {
      const aSecond = pause(1_000);
      await Promise.all(Array.from({ length: 200 }, () => scrapeOnce(url, "gzip")));
      await aSecond;
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
