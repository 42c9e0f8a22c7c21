import { describe, expect, it } from 'vitest';
import {
  ackFrame,
  FULL,
  limitFrame,
  PEER,
  REMOTE_ID,
  senderWith,
  streamFrame,
  WINDOW,
} from '../../../tests/support/rigs/sender-rig.ts';
import { FRAME, FRAMES_AT, NUMBER_AT, STREAM_HEAD } from './constants.ts';
import { Lifetime } from './lifetime.ts';
import { readU32 } from './little-endian.ts';
import { packetType, readId } from './packet.ts';
import { PacketSender } from './packet-sender.ts';
import { ReceiveStream } from './receive-stream.ts';
import { ReceivedPackets } from './received-packets.ts';

const NEVER = Number.POSITIVE_INFINITY;

describe('a packet', () => {
  it('is numbered, sealed and speaks to the peer by the id that it named', () => {
    const { sender, sent } = senderWith();
    sender.out.write(Uint8Array.of(7, 8));
    sender.pump(0);
    sender.out.write(Uint8Array.of(9));
    sender.pump(0);
    expect(sent.map(({ bytes }) => [readU32(bytes, NUMBER_AT), packetType(bytes), readId(bytes)])).toEqual([
      [0, 0x15, REMOTE_ID],
      [1, 0x15, REMOTE_ID],
    ]);
    expect(sent.map(({ to }) => to)).toEqual([PEER, PEER]);
  });

  it('carries an ack that is owed, then the limit, then the stream, then what may get lost', () => {
    const { sender, received, frames } = senderWith();
    received.add(0, true, 0);
    sender.control.limit = true;
    sender.control.pushEphemeral(Uint8Array.of(5));
    sender.out.write(Uint8Array.of(7, 8));
    sender.pump(2);
    expect(frames()).toEqual([
      [...ackFrame(0, 2), ...limitFrame(WINDOW), ...streamFrame(0, [7, 8]), FRAME.ephemeral, 1, 0, 5],
    ]);
  });

  it('is never longer than 1,200 bytes, whatever goes along with the stream', () => {
    const { sender, received, sizes, frames } = senderWith();
    for (const number of [0, 2, 4]) received.add(number, true, 0);
    sender.control.limit = true;
    sender.control.challenge = [1, 2];
    sender.out.write(new Uint8Array(3 * FULL));
    sender.pump(0);
    // An ack of three ranges, a limit and the answer to a challenge push 18 + 7 + 9 bytes into the last one.
    expect(sizes()).toEqual([1_200, 1_200, 1_200, FRAMES_AT + STREAM_HEAD + 34]);
    expect(frames()[0]?.[0]).toBe(FRAME.ack);
  });

  it('that waited for nothing but the ack goes out alone, and asks for none itself', () => {
    const { sender, received, frames } = senderWith();
    received.add(0, true, 0);
    sender.pump(24);
    expect(frames()).toEqual([]);
    sender.pump(25);
    expect(frames()).toEqual([[...ackFrame(0)].map((byte, at) => (at === 5 ? 144 : at === 6 ? 1 : byte))]);
    expect([sender.recovery.isIdle, received.isOwed]).toEqual([true, false]);
  });

  it('is a ping where nothing else is there to be answered, and only there', () => {
    const { sender, frames } = senderWith();
    sender.control.ping = true;
    sender.pump(0);
    sender.control.ping = true;
    sender.out.write(Uint8Array.of(1));
    sender.pump(0);
    sender.pump(0);
    expect(frames()).toEqual([[FRAME.ping], streamFrame(0, [1])]);
    expect(sender.recovery.isIdle).toBe(false);
  });

  it('with the last bytes carries the end of the stream', () => {
    const { sender, frames } = senderWith();
    sender.out.write(Uint8Array.of(1));
    sender.out.end();
    sender.pump(0);
    expect(frames()).toEqual([streamFrame(0, [1], FRAME.streamEnd)]);
  });

  it('goes on in another place where the one before is still to be read', () => {
    const seen: Uint8Array[] = [];
    const { sender } = senderWith();
    const kept = new PacketSender(
      { dialled: true, localId: REMOTE_ID, remoteId: REMOTE_ID, path: PEER, peerWindow: 100, window: WINDOW },
      {
        ports: { random32: () => 0, transmit: (packet) => seen.push(packet) > 0 },
        received: new ReceivedPackets(),
        incoming: new ReceiveStream(WINDOW, () => {}),
        lifetime: new Lifetime(true, 0),
      },
    );
    kept.out.write(Uint8Array.of(1));
    kept.pump(0);
    sender.out.write(Uint8Array.of(2));
    sender.pump(0);
    expect([...(seen[0] as Uint8Array).subarray(FRAMES_AT, FRAMES_AT + 10)]).toEqual(streamFrame(0, [1]));
  });
});

describe('how much leaves', () => {
  it('is ten packets at first, then as many as are acked and more, spread over the round trip', () => {
    const { sender, sent, ack } = senderWith();
    sender.out.write(new Uint8Array(100 * FULL));
    sender.pump(0);
    expect([sent.length, sender.recovery.window.inFlight, sender.pacedUntil]).toEqual([10, 12_000, NEVER]);
    ack(0, 9, 100);
    sender.pump(100);
    // Fourteen may be under way now: ten leave at once, the others at 5/4 × 168 bytes a millisecond.
    expect([sent.length, sender.recovery.window.size]).toEqual([20, 16_800]);
    expect(sender.pacedUntil).toBeCloseTo(100 + 1_200 / 210);
    sender.pump(sender.pacedUntil);
    expect(sent.length).toBe(21);
  });

  it('is up to the limit of the peer, and the pace is waited for by nobody who has nothing to send', () => {
    const { sender, frames } = senderWith({ peerWindow: 3 });
    sender.out.write(Uint8Array.of(1, 2, 3, 4));
    sender.pump(0);
    expect([frames(), sender.pacedUntil]).toEqual([[streamFrame(0, [1, 2, 3])], NEVER]);
    sender.peerLimit = 4;
    sender.pump(0);
    expect(frames()[1]).toEqual(streamFrame(3, [4]));
  });

  it('tells the peer of room once half of the window was taken', () => {
    const { sender, incoming, frames } = senderWith();
    incoming.take(0, new Uint8Array(499), false);
    sender.pump(0);
    expect(frames()).toEqual([]);
    incoming.take(499, Uint8Array.of(1), false);
    sender.pump(0);
    expect(frames()).toEqual([limitFrame(WINDOW + 500)]);
  });
});

describe('what got lost', () => {
  it('goes out again, and is counted as sent again', () => {
    const { sender, frames, ack } = senderWith();
    for (const byte of [1, 2, 3, 4]) {
      sender.out.write(Uint8Array.of(byte));
      sender.pump(0);
    }
    ack(1, 3, 10);
    sender.pump(10);
    expect(frames()[4]).toEqual(streamFrame(0, [1]));
    expect(sender.traffic).toMatchObject({ packetsOut: 5, bytesOut: 5 * 30, packetsLost: 1, bytesRetransmitted: 1 });
    ack(4, 4, 20);
    expect(sender.out.kept).toBe(0);
  });

  it('tells of the newest limit, where that is what it told of', () => {
    const { sender, incoming, frames, ack } = senderWith();
    incoming.take(0, new Uint8Array(500), false);
    sender.pump(0);
    incoming.take(500, new Uint8Array(100), false);
    for (let ping = 0; ping < 3; ping += 1) {
      sender.control.ping = true;
      sender.pump(0);
    }
    ack(1, 3, 10);
    sender.pump(10);
    expect(frames()).toEqual([limitFrame(1_500), [FRAME.ping], [FRAME.ping], [FRAME.ping], limitFrame(1_600)]);
  });

  it('says the end of the stream again, where that is what it said', () => {
    const { sender, frames, ack } = senderWith();
    sender.out.end();
    sender.pump(0);
    for (let ping = 0; ping < 3; ping += 1) {
      sender.control.ping = true;
      sender.pump(0);
    }
    ack(1, 3, 10);
    sender.pump(10);
    expect(frames()[4]).toEqual(streamFrame(0, [], FRAME.streamEnd));
    ack(4, 4, 20);
    expect(sender.out.isDone).toBe(true);
  });

  it('without the end of the stream does not make that be said again', () => {
    const { sender, frames, ack } = senderWith();
    for (const byte of [1, 2, 3]) {
      sender.out.write(Uint8Array.of(byte));
      sender.pump(0);
    }
    sender.out.write(Uint8Array.of(4));
    sender.out.end();
    sender.pump(0);
    ack(1, 2, 10);
    const { deadline } = sender.recovery;
    sender.recovery.timedOut(deadline);
    sender.pump(deadline);
    expect(frames().slice(3)).toEqual([streamFrame(3, [4], FRAME.streamEnd), streamFrame(0, [1])]);
  });

  it('does not make packets smaller where others as large arrive in between', () => {
    const { sender, sizes, ack } = senderWith();
    sender.out.write(new Uint8Array(100 * FULL));
    for (let round = 1; round <= 5; round += 1) {
      const { next } = sender.recovery.packets;
      sender.pump(1_000 * round);
      ack(next + 1, sender.recovery.packets.next - 1, 1_000 * round + 10);
      sender.recovery.timedOut(1_000 * round + 500);
    }
    expect(sender.traffic.packetsLost).toBe(5);
    expect(sizes().at(-1)).toBe(1_200);
  });

  it('makes packets smaller when three large ones got lost, one after the other', () => {
    const { sender, sizes, ack } = senderWith();
    sender.out.write(new Uint8Array(FULL));
    sender.pump(0);
    for (let round = 1; round <= 3; round += 1) {
      expect(sizes().at(-1)).toBe(1_200);
      for (let ping = 0; ping < 3; ping += 1) {
        sender.control.ping = true;
        sender.pump(1_000 * round);
      }
      const { next } = sender.recovery.packets;
      ack(next - 3, next - 1, 1_000 * round + 10);
      sender.pump(1_000 * round + 20);
    }
    expect(sizes().slice(-3)).toEqual([508, 508, FRAMES_AT + STREAM_HEAD + FULL - 2 * (508 - 29)]);
    expect(sender.traffic.packetsLost).toBe(3);
    sender.recovery.window.collapse();
    expect(sender.recovery.window.size).toBe(2 * 508);
  });
});

describe('an ack that arrived', () => {
  it('lets the first range of all be forgotten as well', () => {
    const { sender, received, ack } = senderWith();
    received.add(0, true, 0);
    sender.out.write(Uint8Array.of(1));
    sender.pump(0);
    received.add(2, true, 0);
    expect(received.ackLength).toBe(14);
    ack(0, 0, 10);
    expect(received.ackLength).toBe(10);
  });

  it('lets ranges be forgotten that it told of (RFC 9000, 13.2.4)', () => {
    const { sender, received, ack } = senderWith();
    for (const number of [0, 2, 4]) received.add(number, true, 0);
    expect(received.ackLength).toBe(18);
    sender.out.write(Uint8Array.of(1));
    sender.pump(0);
    ack(0, 0, 10);
    expect(received.ackLength).toBe(10);
  });

  it('is asked for where there are many ranges, every two round trips', () => {
    const { sender, received, frames } = senderWith();
    for (let number = 0; number <= 16; number += 2) received.add(number, true, 0);
    sender.pump(200);
    expect(frames()[0]?.at(-1)).not.toBe(FRAME.ping);
    const asksAt = (now: number, number: number) => {
      received.add(number, true, now);
      sender.pump(now);
      return frames().at(-1)?.at(-1) === FRAME.ping;
    };
    expect([asksAt(201, 18), asksAt(401, 20), asksAt(402, 22)]).toEqual([true, false, true]);
  });

  it('is sent where it is owed though it could wait, and only then', () => {
    const { sender, received, frames } = senderWith();
    sender.ack(0);
    expect(frames()).toEqual([]);
    received.add(0, true, 0);
    sender.ack(0);
    expect(frames()).toEqual([ackFrame(0)]);
  });
});
