/** Takes a stream of bytes and tells its parent how many came in what time: `sink.ts KIND BYTES`. */
import { createSocket } from 'node:dgram';
import { type AcceptUdp, listenUdp } from '../../src/node/net/udp-listener.ts';
import { wireSealing } from '../../tests/support/network/wire-sealing.ts';
import type { StreamKind } from './run-stream.ts';

const kind = process.argv[2] as StreamKind;
const wanted = Number(process.argv[3]);
let received = 0;
let firstAt = 0;
let lastAt = 0;

function take(length: number): void {
  lastAt = performance.now();
  if (received === 0) firstAt = lastAt;
  received += length;
  if (received >= wanted) report();
}

function report(): void {
  process.send?.({ received, milliseconds: lastAt - firstAt });
}

if (kind === 'link' || kind === 'sealed') {
  const sealing = kind === 'sealed' ? wireSealing().host : undefined;
  const accept = (open: Parameters<AcceptUdp>[0]) => {
    const link = open({
      received: (chunk) => take(chunk.length),
      drained: () => {},
      ended: () => link.close(),
      closed: () => {},
    });
  };
  const listener = await listenUdp({ port: 0, address: '127.0.0.1' }, { accept, sealing });
  if (!listener.ok) throw new Error(listener.problem.text);
  process.send?.({ port: listener.value.port });
} else {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_194_304 });
  let expected = 0;
  socket.on('message', (datagram, from) => {
    if (kind === 'bare') return take(datagram.length);
    const number = datagram.readUInt32LE(0);
    if (number === expected) {
      expected += 1;
      take(datagram.length);
    }
    socket.send(datagram.subarray(0, 4), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1', () => process.send?.({ port: socket.address().port }));
  process.on('message', report);
}
