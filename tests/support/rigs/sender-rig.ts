import { ACK_DELAY_UNIT_MS, FRAME, FRAMES_AT, STREAM_HEAD } from '../../../src/core/datagram/constants.ts';
import { Lifetime } from '../../../src/core/datagram/lifetime.ts';
import { PacketSender } from '../../../src/core/datagram/packet-sender.ts';
import type { Path } from '../../../src/core/datagram/path.ts';
import { ReceiveStream } from '../../../src/core/datagram/receive-stream.ts';
import { ReceivedPackets } from '../../../src/core/datagram/received-packets.ts';

export const PEER: Path = { address: '10.0.0.1', port: 8_888 };
export const REMOTE_ID = { index: 0x0102, secret: 0x0304 };
export const WINDOW = 1_000;
/** Bytes of the stream in a packet that carries nothing else. */
export const FULL = 1_200 - FRAMES_AT - STREAM_HEAD;

interface Options {
  readonly peerWindow?: number;
  readonly roundTripMs?: number;
}

/** A sender whose packets are kept. */
export function senderWith({ peerWindow = 1_000_000, roundTripMs = 100 }: Options = {}) {
  const sent: { readonly bytes: Uint8Array; readonly to: Path }[] = [];
  const received = new ReceivedPackets();
  const incoming = new ReceiveStream(WINDOW, () => {});
  const lifetime = new Lifetime(true, 0);
  const ports = {
    random32: () => 0,
    transmit: (packet: Uint8Array, length: number, to: Path) => {
      sent.push({ bytes: packet.slice(0, length), to });
      return false;
    },
  };
  const id = { index: 1, secret: 2 };
  const options = {
    dialled: true,
    localId: id,
    remoteId: REMOTE_ID,
    path: PEER,
    peerWindow,
    window: WINDOW,
    roundTripMs,
  };
  const sender = new PacketSender(options, { ports, received, incoming, lifetime });
  const { recovery } = sender;
  return {
    sender,
    sent,
    received,
    incoming,
    lifetime,
    sizes: () => sent.map(({ bytes }) => bytes.length),
    /** The frames of each packet. */
    frames: () => sent.map(({ bytes }) => [...bytes.subarray(FRAMES_AT)]),
    ack: (first: number, last: number, now: number) => {
      recovery.beginAck(last);
      recovery.ackRange(first, last);
      recovery.endAck(0, now);
    },
  };
}

export const streamFrame = (offset: number, bytes: readonly number[], type: number = FRAME.stream) => [
  type,
  offset,
  0,
  0,
  0,
  0,
  0,
  bytes.length,
  0,
  ...bytes,
];
export const ackFrame = (largest: number, delayMs = 0) => {
  const delay = delayMs / ACK_DELAY_UNIT_MS;
  return [FRAME.ack, largest, 0, 0, 0, delay & 255, delay >> 8, 0, 0, 0];
};
export const limitFrame = (limit: number) => [FRAME.maxData, limit & 255, limit >> 8, 0, 0, 0, 0];
