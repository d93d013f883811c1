import assert from "node:assert/strict";
import { isTlsAnswer, tlsHello } from "../../../../src/kafka/transport/tls_hello.ts";

Deno.test("a hello is one handshake in one record, with lengths that fit", () => {
  const bytes = tlsHello();
  const view = new DataView(bytes.buffer);
  assert.deepEqual([...bytes.subarray(0, 3)], [22, 3, 1]);
  assert.equal(view.getUint16(3), bytes.length - 5);
  assert.equal(bytes[5], 1);
  assert.equal(view.getUint32(5) & 0xffffff, bytes.length - 9);
  const ciphersAt = 9 + 2 + 32 + 1;
  const compressionAt = ciphersAt + 2 + view.getUint16(ciphersAt);
  assert.deepEqual([...bytes.subarray(compressionAt, compressionAt + 2)], [1, 0]);
  let at = compressionAt + 2;
  assert.equal(view.getUint16(at), bytes.length - at - 2);
  const types: number[] = [];
  for (at += 2; at < bytes.length; at += 4 + view.getUint16(at + 2)) types.push(view.getUint16(at));
  assert.deepEqual([at, types], [bytes.length, [10, 11, 13]]);
});

Deno.test("a server's handshake and an alert are answers by TLS, others are not", () => {
  const isTls = (...bytes: number[]) => isTlsAnswer(Uint8Array.from(bytes));
  assert.deepEqual([isTls(22, 3, 3), isTls(21, 3, 1)], [true, true]);
  assert.deepEqual([isTls(), isTls(22), isTls(72, 84, 84, 80), isTls(0, 0, 0, 7)], [
    false,
    false,
    false,
    false,
  ]);
});
