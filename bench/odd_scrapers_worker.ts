import { type Situation, SITUATIONS } from "./scrape_situations.ts";

globalThis.addEventListener("message", async ({ data }) => {
  const { situation, url } = data as { situation: Situation; url: string };
  await SITUATIONS[situation](url);
});
