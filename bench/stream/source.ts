/** Sends a stream of bytes to a sink, as fast as it goes: `source.ts KIND PORT BYTES`. */
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { PACKET_SIZE } from '../../src/core/datagram/constants.ts';
import { connectUdp } from '../../src/node/net/udp-connect.ts';
import { wireSealing } from '../../tests/support/network/wire-sealing.ts';
import type { StreamKind } from './run-stream.ts';

const [kind, port, bytes] = [process.argv[2] as StreamKind, Number(process.argv[3]), Number(process.argv[4])];
/** Random, so that the link can pack nothing. */
const PIECE = new Uint8Array(randomBytes(65_536));
/** Bytes that may wait in the link; more would only fill memory. */
const WAITING_MOST = 4 * PIECE.length;
/** Datagrams that a bare source hands over before it lets the event loop go on. */
const BARE_BATCH = 32;
/** After so long without an answer a datagram is sent again. */
const RETRY_MS = 100;

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
    const events = { received: () => {}, drained: pump, ended: () => {}, closed: () => done() };
    const sealing = kind === 'sealed' ? wireSealing().guest : undefined;
    const link = connectUdp({ host: '127.0.0.1', port }, pump, events, undefined, sealing);
  });
}

async function connected(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', sendBufferSize: 4_194_304 });
  await new Promise<void>((ready) => socket.connect(port, '127.0.0.1', ready));
  return socket;
}

async function bare(): Promise<void> {
  const socket = await connected();
  const datagram = PIECE.subarray(0, PACKET_SIZE);
  for (let sent = 0; sent < bytes; sent += BARE_BATCH * PACKET_SIZE) {
    await new Promise<void>((written) => {
      for (let i = 1; i < BARE_BATCH; i += 1) socket.send(datagram);
      socket.send(datagram, () => written());
    });
  }
  socket.close();
}

async function stopAndWait(): Promise<void> {
  const socket = await connected();
  const datagram = Buffer.from(PIECE.subarray(0, PACKET_SIZE));
  for (let number = 0, sent = 0; sent < bytes; number += 1, sent += PACKET_SIZE) {
    datagram.writeUInt32LE(number, 0);
    await new Promise<void>((acked) => {
      const retry = setInterval(() => socket.send(datagram), RETRY_MS);
      const hear = (answer: Buffer) => {
        if (answer.readUInt32LE(0) !== number) return;
        clearInterval(retry);
        socket.off('message', hear);
        acked();
      };
      socket.on('message', hear);
      socket.send(datagram);
    });
  }
  socket.close();
}

await { link: overLink, sealed: overLink, bare, 'stop-and-wait': stopAndWait }[kind]();
process.disconnect();
