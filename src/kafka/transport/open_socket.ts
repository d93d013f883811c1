import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { SocketFactory } from "./kafkajs_internals.ts";

/** First TCP keep-alive probe after this silence; below what NAT tables usually allow. */
const KEEP_ALIVE_MS = 30_000;

/** Like kafkajs' own, and without delay of small requests (Nagle). */
export const openSocket: SocketFactory = ({ host, port, ssl, onConnect }): Socket => {
  const serverName = isIP(host) === 0 ? { servername: host } : {};
  const socket = ssl
    ? connectTls({ host, port, ...serverName, ...ssl }, onConnect)
    : connect({ host, port }, onConnect);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  return socket;
};
