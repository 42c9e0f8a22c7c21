import { FRAMES_AT, NUMBER_AT } from './constants.ts';
import { readU32 } from './little-endian.ts';
import { beginData, type LinkId, putChecksum } from './packet.ts';
import type { PacketOpener } from './packet-opener.ts';

/** What stands around the frames of a link's numbered packets: a checksum against chance, or a seal against people. */
export interface PacketGuard {
  /** Bytes in front of the frames, and behind them. */
  readonly head: number;
  readonly tail: number;
  /** Where the frames begin in what {@link open} gives. */
  readonly opensAt: number;
  /** Writes what stands in front of the frames. */
  begin(packet: Uint8Array, id: LinkId, number: number): void;
  /**
   * The frames are complete: guards them where they stand.
   * @param length up to the end of the frames; behind them is room for {@link tail}
   * @param words the same bytes as words
   */
  close(packet: Uint8Array, length: number, words: Int32Array): void;
  numberOf(packet: Uint8Array): number;
  /** What holds the frames of a whole packet that is this link's; undefined where they are not as they were sent. */
  open(packet: Uint8Array): Uint8Array | undefined;
  /** What opens packets of the link again that travelled from now on; absent where they are in clear. */
  opener?(): PacketOpener;
}

/** `data` packets, in clear. Their checksum is looked at before anybody knows whose they are. */
export const CHECKED_PACKETS: PacketGuard = {
  head: FRAMES_AT,
  tail: 0,
  opensAt: FRAMES_AT,
  begin: beginData,
  close: putChecksum,
  numberOf: (packet) => readU32(packet, NUMBER_AT),
  open: (packet) => packet,
};
