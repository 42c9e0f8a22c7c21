/** The `ws` package's plain broadcast server: each message goes to everybody, the sender included. With `KEY CERTIFICATE` over TLS. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

const HOST = '127.0.0.1';
const BACKLOG = 511;
const [key, certificate] = process.argv.slice(2);
const secure =
  key === undefined || certificate === undefined
    ? undefined
    : createServer({ key: readFileSync(key), cert: readFileSync(certificate) });
const where = secure ? { server: secure } : { port: 0, host: HOST, backlog: BACKLOG };
const server = new WebSocketServer({ ...where, perMessageDeflate: false });
server.on('listening', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
server.on('connection', (socket) => {
  socket.on('error', () => {});
  socket.on('message', (data, binary) => {
    for (const client of server.clients) if (client.readyState === WebSocket.OPEN) client.send(data, { binary });
  });
});
secure?.listen(0, HOST, BACKLOG);
process.on('SIGTERM', () => process.exit(0));
