/** Arrays below this are left to the garbage collector. */
const LARGE_BYTES = 16 * 1024;

/**
 * Gives the memory of large arrays back at once. Such memory is not part of V8's heap: what is only
 * passed on would wait for the next full garbage collection, and with it as much again, cycle after
 * cycle. Nobody may look into the arrays afterwards, nor into others on the same buffers: they are
 * empty then.
 */
export function release(...arrays: readonly (ArrayBufferView | undefined)[]): void {
  for (const array of arrays) {
    if (array === undefined || array.byteLength < LARGE_BYTES) continue;
    const { buffer } = array;
    if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0);
  }
}
