/** Sends a stream of bytes to a sink, as fast as it goes: `source.ts link|bare PORT BYTES`. */
import { createSocket } from 'node:dgram';
import { PACKET_SIZE } from '../../src/core/datagram/constants.ts';
import { connectUdp } from '../../src/node/net/udp-connect.ts';

const [kind, port, bytes] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const PIECE = new Uint8Array(65_536).fill(120);
/** Bytes that may wait in the link; more would only fill memory. */
const WAITING_MOST = 4 * PIECE.length;

function overLink(): Promise<void> {
  return new Promise((done) => {
    let left = bytes;
    const pump = () => {
      while (left > 0) {
        const piece = left >= PIECE.length ? PIECE : PIECE.subarray(0, left);
        left -= piece.length;
        if (link.send(piece) > WAITING_MOST) return;
      }
      link.close();
    };
    const link = connectUdp({ host: '127.0.0.1', port }, pump, {
      received: () => {},
      drained: pump,
      ended: () => {},
      closed: () => done(),
    });
  });
}

/** A turn sends a few dozen datagrams, so that the event loop can go on. */
async function bare(): Promise<void> {
  const socket = createSocket({ type: 'udp4', sendBufferSize: 4_194_304 });
  await new Promise<void>((connected) => socket.connect(port, '127.0.0.1', connected));
  const datagram = Buffer.alloc(PACKET_SIZE, 120);
  for (let sent = 0; sent < bytes; ) {
    await new Promise<void>((written) => {
      for (let i = 0; i < 31; i += 1) socket.send(datagram);
      socket.send(datagram, () => written());
    });
    sent += 32 * PACKET_SIZE;
  }
  socket.close();
}

await (kind === 'link' ? overLink() : bare());
process.disconnect();
