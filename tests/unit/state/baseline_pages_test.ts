import assert from "node:assert/strict";
import { baselinePages } from "../../../src/state/baseline_pages.ts";
import { openState } from "../../../src/state/open_state.ts";
import { silentLogger } from "../../wire_fakes/recorders.ts";

const page = (...bytes: number[]) => Uint8Array.from(bytes);

Deno.test("pages outlive the program, for each cluster its own, and those too many leave", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const first = openState(dir, silentLogger);
    const pages = baselinePages(first.lasting);
    pages.save("a", new Map([[0, page(1)], [1, page(2)], [2, page(3)]]), 3);
    pages.save("b", new Map([[0, page(9)]]), 1);
    pages.save("a", new Map([[1, page(7, 7)]]), 2);
    first.close();
    const second = openState(dir, silentLogger);
    const again = baselinePages(second.lasting);
    assert.deepEqual(again.load("a"), [page(1), page(7, 7)]);
    assert.deepEqual(again.load("b"), [page(9)]);
    assert.deepEqual(again.load("c"), []);
    second.close();
    assert.throws(() => again.save("a", new Map(), 0));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("pages of which one cannot be stored leave all as they were", () => {
  const { lasting, close } = openState(undefined, silentLogger);
  const pages = baselinePages({ ...lasting, isLasting: true });
  pages.save("a", new Map([[0, page(1)]]), 1);
  const wrong = new Map([[0, page(2)], [NaN, page(3)]]);
  assert.throws(() => pages.save("a", wrong, 2));
  assert.deepEqual(pages.load("a"), [page(1)]);
  close();
});

Deno.test("state in memory stores no pages", () => {
  const { lasting, close } = openState(undefined, silentLogger);
  const pages = baselinePages(lasting);
  pages.save("a", new Map([[0, page(1)]]), 1);
  assert.deepEqual(pages.load("a"), []);
  close();
});
