import { raw } from "hono/html";

/** Something that is HTML when it is made text. */
type Html = ReturnType<typeof raw> | { toString(): string | Promise<string> };

/**
 * Renders items one by one, so that the event loop may have turns in between; the result goes into
 * a page as it is.
 */
export function* rendered<T>(
  items: Iterable<T>,
  render: (item: T) => Html | Promise<Html>,
): Generator<void, ReturnType<typeof raw>, void> {
  let html = "";
  for (const item of items) {
    html += String(render(item));
    yield;
  }
  return raw(html);
}
