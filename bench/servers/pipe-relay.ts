/** What a beginner's relay does in Node: the bytes of one connection go to the other, unread. The receiver comes first. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

let receiver: Socket | undefined;
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => {});
  if (!receiver) {
    receiver = socket;
    return;
  }
  socket.pipe(receiver);
  receiver = undefined;
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
process.on('SIGTERM', () => process.exit(0));
