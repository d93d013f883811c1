import assert from "node:assert/strict";
import {
  type Address,
  formatAddress,
  parseListenAddress,
  parseServerAddress,
} from "../../../src/runtime/address.ts";

Deno.test("addresses to listen on are read and written back the same", () => {
  const cases: [string, Address][] = [
    [":9308", { host: "", port: 9308 }],
    ["127.0.0.1:0", { host: "127.0.0.1", port: 0 }],
    ["[::1]:9308", { host: "::1", port: 9308 }],
    ["kafka-1.example.com:65535", { host: "kafka-1.example.com", port: 65535 }],
  ];
  for (const [text, address] of cases) {
    assert.deepEqual(parseListenAddress(text), address);
    assert.equal(formatAddress(address), text);
  }
});

Deno.test("what is no address to listen on is refused", () => {
  for (const text of ["", "9308", "localhost", "::1:9308", ":", ":-1", "http://x:1", "a b:1"]) {
    assert.throws(() => parseListenAddress(text), /is not an address to listen on/, text);
  }
  assert.throws(() => parseListenAddress(":65536"), /^RangeError: has a port above 65535$/);
});

Deno.test("a server needs a host and a port from 1 to 65535", () => {
  assert.deepEqual(parseServerAddress("kafka:9092"), { host: "kafka", port: 9092 });
  for (const text of [":9092", "kafka", "kafka:", "kafka:x"]) {
    assert.throws(() => parseServerAddress(text), /is not HOST:PORT/, text);
  }
  for (const text of ["kafka:0", "kafka:70000"]) {
    assert.throws(() => parseServerAddress(text), /has a port outside 1 to 65535/, text);
  }
});
