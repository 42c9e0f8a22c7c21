import { describe, expect, it } from 'vitest';
import { FULL, limitFrame, PEER, senderWith, streamFrame } from '../../../tests/support/rigs/sender-rig.ts';
import { CLOSE_REASON, FRAME, NUMBER_AT } from './constants.ts';
import { readU32 } from './little-endian.ts';
import { PathValidation } from './path-validation.ts';

const NEW = { address: '10.0.0.9', port: 9_999 };

describe('a probe', () => {
  it('carries what was never sent, though the window is full', () => {
    const { sender, sent, sizes } = senderWith();
    sender.out.write(new Uint8Array(11 * FULL));
    sender.pump(0);
    sender.probe(325);
    expect([sent.length, sizes().at(-1), sender.traffic.bytesRetransmitted]).toEqual([11, 1_200, 0]);
  });

  it('carries what the oldest packet under way did, where all was sent', () => {
    const { sender, frames } = senderWith();
    for (const byte of [1, 2]) {
      sender.out.write(Uint8Array.of(byte));
      sender.pump(0);
    }
    sender.probe(325);
    expect(frames()[2]).toEqual(streamFrame(0, [1]));
    expect(sender.traffic.bytesRetransmitted).toBe(1);
  });

  it('passes over packets that carried nothing', () => {
    const { sender, frames } = senderWith();
    sender.control.ping = true;
    sender.pump(0);
    sender.out.write(Uint8Array.of(1));
    sender.pump(0);
    sender.probe(325);
    expect(frames()[2]).toEqual(streamFrame(0, [1]));
  });

  it('tells of the limit, where the oldest packet did', () => {
    const { sender, incoming, frames } = senderWith();
    incoming.take(0, new Uint8Array(500), false);
    sender.pump(0);
    sender.probe(325);
    expect(frames()).toEqual([limitFrame(1_500), limitFrame(1_500)]);
  });

  it('does not tell of the limit, where the oldest packet carried the stream', () => {
    const { sender, frames } = senderWith();
    sender.out.write(Uint8Array.of(1));
    sender.out.end();
    sender.pump(0);
    sender.probe(325);
    expect(frames()[1]).toEqual(streamFrame(0, [1], FRAME.streamEnd));
  });

  it('is a ping where nothing is under way that must arrive', () => {
    const { sender, incoming, frames, ack } = senderWith();
    incoming.take(0, new Uint8Array(500), false);
    sender.pump(0);
    ack(0, 0, 10);
    sender.probe(325);
    expect(frames()).toEqual([limitFrame(1_500), [FRAME.ping]]);
  });

  it('is small from the third one on without an answer, for large packets may vanish', () => {
    const { sender, sizes } = senderWith();
    sender.out.write(new Uint8Array(FULL));
    sender.pump(0);
    for (let probe = 1; probe <= 3; probe += 1) {
      const { deadline } = sender.recovery;
      sender.recovery.timedOut(deadline);
      sender.probe(deadline);
    }
    expect(sizes()).toEqual([1_200, 1_200, 1_200, 508]);
  });
});

describe('a challenge', () => {
  const newPathHeard = (bytes: number, now = 0) => {
    const path = new PathValidation();
    path.heard(NEW, bytes, () => 0x0a0b_0c0d, now);
    return path;
  };

  it('goes to the new address alone, and nobody waits for it', () => {
    const { sender, sent, frames } = senderWith();
    sender.challenge(newPathHeard(100), 0);
    expect(frames()).toEqual([[FRAME.pathChallenge, 0x0d, 0x0c, 0x0b, 0x0a, 0x0d, 0x0c, 0x0b, 0x0a]]);
    expect([sent[0]?.to, sender.path, sender.recovery.isIdle]).toEqual([NEW, PEER, true]);
    expect(sender.recovery.packets.next).toBe(1);
  });

  it('has no number that is left out', () => {
    const { sender, sent } = senderWith();
    Object.assign(sender.recovery.packets, { base: 256, next: 256 });
    sender.challenge(newPathHeard(100), 0);
    expect(readU32(sent[0]?.bytes as Uint8Array, NUMBER_AT)).toBe(257);
  });

  it('does not go where three times what came is less than its 29 bytes', () => {
    const { sender, sent } = senderWith();
    sender.challenge(newPathHeard(9), 0);
    expect(sent).toEqual([]);
    sender.challenge(newPathHeard(10), 0);
    expect(sent).toHaveLength(1);
  });

  it('does not go while there is no new address, nor while no number is left', () => {
    const { sender, sent } = senderWith();
    sender.challenge(new PathValidation(), 0);
    sender.recovery.sent(true, 1_200, 0, 0, -1);
    sender.recovery.packets.next = 65_535;
    sender.challenge(newPathHeard(100), 0);
    sender.out.write(Uint8Array.of(1));
    sender.pump(0);
    expect(sent).toEqual([]);
  });
});

it('says that the link is over, for which reason, and waits for no answer', () => {
  const { sender, sent, frames } = senderWith();
  sender.close(CLOSE_REASON.replaced, 0);
  expect(frames()).toEqual([[FRAME.close, 2]]);
  expect([sent[0]?.to, sender.recovery.isIdle, sender.recovery.packets.next]).toEqual([PEER, true, 1]);
});

it('has spoken with each packet, so that no ping is owed for another ten seconds', () => {
  const { sender, lifetime } = senderWith();
  sender.out.write(Uint8Array.of(1));
  sender.pump(5_000);
  expect([lifetime.owesPing(14_999), lifetime.owesPing(15_000)]).toEqual([false, true]);
});

it('leaves a number out now and then', () => {
  const { sender, sent, ack } = senderWith();
  for (let count = 0; count < 300; count += 1) {
    sender.out.write(Uint8Array.of(1));
    sender.pump(count);
    ack(sender.recovery.packets.next - 1, sender.recovery.packets.next - 1, count + 0.5);
  }
  const numbers = sent.map(({ bytes }) => readU32(bytes, NUMBER_AT));
  expect([numbers[255], numbers[256]]).toEqual([255, 257]);
});
