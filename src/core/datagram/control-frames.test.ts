import { describe, expect, it } from 'vitest';
import { FRAME, FRAMES_AT } from './constants.ts';
import { ControlFrames } from './control-frames.ts';
import { CHECKED_PACKETS } from './packet-guard.ts';
import { PacketWriter } from './packet-writer.ts';
import { ReceiveStream } from './receive-stream.ts';
import { CARGO } from './sent-packets.ts';

function packet(): PacketWriter {
  const writer = new PacketWriter();
  writer.begin(CHECKED_PACKETS, { index: 1, secret: 2 }, 0);
  return writer;
}

const stream = () => new ReceiveStream(1_000, () => {});

describe('what goes along with the next packet', () => {
  it('is nothing at first', () => {
    const control = new ControlFrames();
    expect([control.isOwed, control.length]).toEqual([false, 0]);
    const writer = packet();
    expect(control.writeTo(writer, stream())).toBe(0);
    expect(writer.length).toBe(FRAMES_AT);
  });

  it('is written once, in as many bytes as it said', () => {
    const control = new ControlFrames();
    control.limit = true;
    control.challenge = [1, 2];
    const writer = packet();
    const { length } = control;
    expect(control.writeTo(writer, stream())).toBe(CARGO.maxData);
    expect(writer.length - FRAMES_AT).toBe(length);
    expect([writer.bytes[FRAMES_AT], writer.bytes[FRAMES_AT + 7]]).toEqual([FRAME.maxData, FRAME.pathResponse]);
    expect(control.isOwed).toBe(false);
  });

  it('keeps only the newest eight ephemeral frames, and none too long for a small packet', () => {
    const control = new ControlFrames();
    control.pushEphemeral(new Uint8Array(255));
    expect(control.isOwed).toBe(false);
    const longest = new ControlFrames();
    longest.pushEphemeral(new Uint8Array(254));
    expect(longest.isOwed).toBe(true);
    for (let i = 0; i < 12; i += 1) control.pushEphemeral(Uint8Array.of(i));
    const writer = packet();
    control.writeEphemeralTo(writer, 1_200);
    const written = [...writer.bytes.subarray(FRAMES_AT, writer.length)].filter((_, at) => at % 4 === 3);
    expect(written).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    expect(control.isOwed).toBe(false);
  });

  it('leaves for later what does not fit', () => {
    const control = new ControlFrames();
    control.pushEphemeral(Uint8Array.of(1, 2, 3));
    control.writeEphemeralTo(packet(), FRAMES_AT + 5);
    expect(control.isOwed).toBe(true);
    control.writeEphemeralTo(packet(), FRAMES_AT + 6);
    expect(control.isOwed).toBe(false);
  });
});
