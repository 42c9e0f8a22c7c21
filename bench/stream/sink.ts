/** Takes a stream of bytes, over the reliable link or as bare datagrams, and tells its parent how many came and when. */
import { createSocket } from 'node:dgram';
import { listenUdp } from '../../src/node/net/udp-listener.ts';

const wanted = Number(process.argv[3]);
let received = 0;
let firstAt = 0;
let lastAt = 0;

function take(length: number): void {
  if (received === 0) firstAt = performance.now();
  received += length;
  lastAt = performance.now();
  if (received >= wanted) report();
}

function report(): void {
  process.send?.({ received, milliseconds: lastAt - firstAt });
}

if (process.argv[2] === 'link') {
  const listener = await listenUdp({ port: 0, address: '127.0.0.1' }, (open) => {
    const link = open({
      received: (chunk) => take(chunk.length),
      drained: () => {},
      ended: () => link.close(),
      closed: () => {},
    });
  });
  if (!listener.ok) throw new Error(listener.problem.text);
  process.send?.({ port: listener.value.port });
} else {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_194_304 });
  socket.on('message', (datagram) => take(datagram.length));
  socket.bind(0, '127.0.0.1', () => process.send?.({ port: socket.address().port }));
  // Some of a bare stream never comes: what came until then counts.
  process.on('message', report);
}
