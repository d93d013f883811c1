import type { Child } from "hono/jsx";

/** A page's content, how it is titled, and where the same is in the API. */
export interface PageBody {
  readonly title: string;
  readonly apiPath: string;
  readonly content: Child;
}
