import assert from "node:assert/strict";
import { lineLogger, type LineLoggerOptions } from "../../../src/runtime/line_logger.ts";

function recorded(options: Partial<LineLoggerOptions> = {}, bytesAtOnce = Infinity) {
  const chunks: number[] = [];
  const logger = lineLogger({
    level: "info",
    format: "text",
    clock: { nowMs: () => 0 },
    write: (bytes) => {
      const taken = bytes.subarray(0, bytesAtOnce);
      chunks.push(...taken);
      return taken.length;
    },
    ...options,
  });
  return { logger, text: () => new TextDecoder().decode(new Uint8Array(chunks)) };
}

Deno.test("lines below the level are left out", () => {
  const { logger, text } = recorded({ level: "warn" });
  logger.debug("a");
  logger.info("b");
  logger.warn("c");
  logger.error("d");
  assert.equal(
    text(),
    "time=1970-01-01T00:00:00.000Z level=warn msg=c\ntime=1970-01-01T00:00:00.000Z level=error msg=d\n",
  );
});

Deno.test("a line is written whole even if the file takes a few bytes at a time", () => {
  const { logger, text } = recorded({}, 3);
  logger.info("größe", { topic: "orders" });
  assert.equal(text(), 'time=1970-01-01T00:00:00.000Z level=info msg="größe" topic=orders\n');
});

Deno.test("fields given once are on every line, and a line's own fields win", () => {
  const { logger, text } = recorded({ format: "json" });
  logger.with({ cluster: "prod", broker: 1 }).with({ broker: 2 }).info("x", { port: 1 });
  const { cluster, broker, port } = JSON.parse(text());
  assert.deepEqual({ cluster, broker, port }, { cluster: "prod", broker: 2, port: 1 });
});

Deno.test("a log that cannot be written to does not stop the program", () => {
  let tries = 0;
  const { logger } = recorded({
    write: () => {
      tries++;
      throw new Deno.errors.BrokenPipe("gone");
    },
  });
  logger.info("x");
  assert.equal(tries, 1);
});
