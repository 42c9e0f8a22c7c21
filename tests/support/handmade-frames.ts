import { FRAME } from '../../src/core/datagram/constants.ts';

const u16 = (value: number) => [value & 0xff, value >>> 8];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];

/** An ack frame of `largest` and the `range` numbers before it. */
export function ackOf(largest: number, range = 0): readonly number[] {
  return [FRAME.ack, ...u32(largest), 0, 0, 0, ...u16(range)];
}

/** A stream frame of a piece that is not the last. */
export function streamAt(offset: number, bytes: readonly number[]): readonly number[] {
  return [FRAME.stream, ...u32(offset), 0, 0, ...u16(bytes.length), ...bytes];
}
