/** Lines whose mutants may live, and why: each was read. */
export interface Explained {
  /** The end of the file's path. */
  readonly file: string;
  /** A part of the line. */
  readonly line: string;
  readonly reason: string;
}

const USUAL_ROAD = 'what is not recognised takes the usual road, with the same result';
const NOTHING_CHANGES = 'what is left out there changes nothing: it is of no length, or the same again';
const NEVER_DUE = 'where there is no new path no challenge is ever due, and none is answered';
const WRITTEN_FIRST = 'it is written before it is read';
const NO_RANGE = 'outside of the ranges there is no number, which is equal to none and above none';
const ROOM_IN_MEMORY = 'only how much memory is reserved differs';
const ALREADY_THERE = 'a shortcut: without it the same comes out more slowly';

export const EXPLAINED: readonly Explained[] = [
  { file: 'wire/plain-say.ts', line: 'for (; at + WORD_SIZE <= to; at += WORD_SIZE)', reason: ALREADY_THERE },
  { file: 'wire/plain-say.ts', line: 'if (!isPlainWord(word)) return false', reason: USUAL_ROAD },
  { file: 'wire/plain-say.ts', line: 'if (to - idFrom < MIDDLE.length + END_SIZE', reason: USUAL_ROAD },
  { file: 'wire/plain-say.ts', line: 'if (view.getUint8(textTo) !== QUOTE', reason: USUAL_ROAD },
  { file: 'wire/plain-say.ts', line: 'if (idTo === idFrom || idTo - idFrom > SAY_ID_MAX', reason: USUAL_ROAD },
  { file: 'wire/frame-writer.ts', line: 'for (; at + WORD_SIZE <= end; at += WORD_SIZE)', reason: ALREADY_THERE },
  { file: 'wire/frame-writer.ts', line: 'this.#reserve(LENGTH_SIZE + longest + WORD_SIZE)', reason: ROOM_IN_MEMORY },
  { file: 'wire/frame-writer.ts', line: 'if (this.#end + more <= this.#buffer.length)', reason: ROOM_IN_MEMORY },
  { file: 'wire/frame-writer.ts', line: 'while (capacity < length + more)', reason: ROOM_IN_MEMORY },
  { file: 'wire/capabilities.ts', line: 'readonly string[] = []', reason: 'no capability has that name' },
  {
    file: 'datagram/lz4.ts',
    line: 'byte === 255 && this.#from < this.#block.length',
    reason: 'behind the end there is no number: what follows is refused for its place in the block',
  },
  {
    file: 'datagram/packet-sender.ts',
    line: 'readonly #piece: Piece = {',
    reason: WRITTEN_FIRST,
  },
  {
    file: 'datagram/packet-sender.ts',
    line: 'oldest !== undefined &&',
    reason: 'number 0 stands for it then, of which nothing is kept',
  },
  { file: 'datagram/packet-sender.ts', line: 'if (path === undefined || !newPath.takeChallenge', reason: NEVER_DUE },
  {
    file: 'datagram/packet-sender.ts',
    line: 'this.recovery.sent(false, PACKET.length, now, 0, -1)',
    reason: 'nobody acks it, so what it acks itself is never read',
  },
  { file: 'datagram/packet-sender.ts', line: 'if (length > 0 || ends) this.out.', reason: NOTHING_CHANGES },
  {
    file: 'datagram/packet-sender.ts',
    line: 'if (ackOf >= 0) this.#received.forgetUpTo(ackOf)',
    reason: NOTHING_CHANGES,
  },
  {
    file: 'datagram/packet-sender.ts',
    line: 'if (this.#packetSize === SMALL_PACKET_SIZE) return',
    reason: NOTHING_CHANGES,
  },
  { file: 'datagram/datagram-link.ts', line: 'if (limit > this.#sender.peerLimit)', reason: NOTHING_CHANGES },
  { file: 'datagram/datagram-link.ts', line: 'if (path === undefined || !this.#newPath.isAnswer', reason: NEVER_DUE },
  {
    file: 'datagram/datagram-link.ts',
    line: 'if (now >= this.#newPath.deadline) this.#sender.challenge',
    reason: NEVER_DUE,
  },
  {
    file: 'datagram/loss-recovery.ts',
    line: '#largestAcked = -1',
    reason: 'before the first ack nothing is looked for that it overtook',
  },
  { file: 'datagram/loss-recovery.ts', line: '#isNewsOfLargest = false', reason: WRITTEN_FIRST },
  {
    file: 'datagram/loss-recovery.ts',
    line: 'this.packets.add(FATE.skipped, 0, 0, 0, -1)',
    reason: 'it was not sent, so what it acks is never read',
  },
  {
    file: 'datagram/loss-recovery.ts',
    line: 'this.#isNewsOfLargest = largest >= this.packets.base',
    reason: 'an ack whose newest number is forgotten tells of nothing new, and is not looked at further',
  },
  { file: 'datagram/loss-recovery.ts', line: 'this.#newlyAcked += 1', reason: 'only whether it is 0 is asked' },
  {
    file: 'datagram/loss-recovery.ts',
    line: 'number < this.#largestAcked',
    reason: 'the newest number that was acked is not under way',
  },
  {
    file: 'datagram/loss-recovery.ts',
    line: 'number < packets.next',
    reason: 'where the next number will stand nothing is under way, or what was found before',
  },
  { file: 'datagram/send-stream.ts', line: 'if (bytes.length === 0) return', reason: NOTHING_CHANGES },
  { file: 'datagram/send-stream.ts', line: 'into.set(from === 0 && part === chunk.length', reason: ALREADY_THERE },
  { file: 'datagram/send-stream.ts', line: 'if (!this.#lost.isEmpty) this.#lost.remove', reason: ALREADY_THERE },
  {
    file: 'datagram/send-stream.ts',
    line: 'if (length === 0 || to <= this.#released) return',
    reason: NOTHING_CHANGES,
  },
  {
    file: 'datagram/send-stream.ts',
    line: 'if (offset <= this.#released && this.#acked.isEmpty)',
    reason: ALREADY_THERE,
  },
  {
    file: 'datagram/send-stream.ts',
    line: 'this.#acked.remove(this.#acked.firstFrom',
    reason: 'what is released grows as the first range does',
  },
  { file: 'datagram/send-stream.ts', line: 'if (from >= to) return', reason: NOTHING_CHANGES },
  { file: 'datagram/send-stream.ts', line: 'if (this.#acked.isEmpty) this.#lost.add', reason: ALREADY_THERE },
  {
    file: 'datagram/send-stream.ts',
    line: 'this.#fresh === this.#end',
    reason: 'what reaches up to the end was sent up to there',
  },
  {
    file: 'datagram/send-stream.ts',
    line: 'let high = this.#starts.length - 1',
    reason: 'behind the last chunk none begins',
  },
  {
    file: 'datagram/send-stream.ts',
    line: '<= offset) low = middle',
    reason: 'the chunk before has nothing left, and the next one follows',
  },
  {
    file: 'datagram/send-stream.ts',
    line: 'if (this.#head < 64 && this.#head < length) return',
    reason: 'only when the places of what arrived are given back differs, 16 bytes each',
  },
  { file: 'datagram/receive-stream.ts', line: 'if (to > this.#highest) this.#highest = to', reason: NOTHING_CHANGES },
  { file: 'datagram/receive-stream.ts', line: 'const fresh = this.#delivered === offset', reason: ALREADY_THERE },
  {
    file: 'datagram/receive-stream.ts',
    line: 'if (this.#offsets.length > 0) this.#deliverHeld()',
    reason: ALREADY_THERE,
  },
  { file: 'datagram/receive-stream.ts', line: 'if (!paused) this.#deliverHeld()', reason: NOTHING_CHANGES },
  {
    file: 'datagram/receive-stream.ts',
    line: 'this.#offsets = [];',
    reason: 'a stream that is let go of takes nothing any more',
  },
  { file: 'datagram/receive-stream.ts', line: 'this.#deliver(skip === 0 ? piece', reason: ALREADY_THERE },
  { file: 'datagram/receive-stream.ts', line: 'if (used === 0) return', reason: ALREADY_THERE },
  {
    file: 'datagram/receive-stream.ts',
    line: '<= offset) low = middle + 1',
    reason: 'a piece that begins there is passed over one step later',
  },
  { file: 'datagram/received-packets.ts', line: 'for (let i = 0; i < ranges.length; i += 2)', reason: NO_RANGE },
  { file: 'datagram/received-packets.ts', line: 'if (number <= this.#floor) return', reason: NOTHING_CHANGES },
  {
    file: 'datagram/received-packets.ts',
    line: 'while (i < ranges.length && number <',
    reason: 'only new numbers are added, which begin no range, and behind the last there is none',
  },
  { file: 'datagram/received-packets.ts', line: 'const joinsOlder = i < ranges.length', reason: NO_RANGE },
  { file: 'datagram/received-packets.ts', line: 'const joinsNewer = i > 0', reason: NO_RANGE },
  {
    file: 'datagram/datagram-host.ts',
    line: 'if (this.#cookiePace.take(now)) this.#answer',
    reason: 'thirty thousand show it in floods.test.ts, which mutants are not tried with',
  },
  {
    file: 'datagram/datagram-host.ts',
    line: 'if (guest.link.deadline <= now) this.#tick',
    reason: 'a link has nothing to do before its time',
  },
  { file: 'datagram/blocks.ts', line: 'const part = bytes.length <= BLOCK_MOST', reason: ALREADY_THERE },
  {
    file: 'datagram/blocks.ts',
    line: 'BLOCK_HEAD + 2 + compressedMost(bytes.length)',
    reason: 'where so much room is needed the block does not pay, and is thrown away',
  },
  {
    file: 'datagram/blocks.ts',
    line: 'if (end > bytes.length * PACK_SHARE)',
    reason: 'of exactly that share either is right',
  },
  { file: 'datagram/blocks.ts', line: 'if (kind === BLOCK.packed) {', reason: ROOM_IN_MEMORY },
  { file: 'datagram/blocks.ts', line: 'if (this.#part.length < 2) return false', reason: 'nothing that short unpacks' },
  {
    file: 'datagram/datagram-guest.ts',
    line: 'isFor(datagram, this.#hostId)) this.#link?.reset()',
    reason: 'the link is there since the id is',
  },
  {
    file: 'datagram/datagram-guest.ts',
    line: 'if (type === undefined || !isFor(datagram, this.#id)) return',
    reason: 'what has no type is none of those that are asked for',
  },
  {
    file: 'datagram/sent-packets.ts',
    line: 'if (this.next - this.base > this.#mask) this.#grow()',
    reason: ROOM_IN_MEMORY,
  },
  { file: 'datagram/sent-packets.ts', line: 'FATE_AT] = fate', reason: 'FATE_AT is 0' },
  {
    file: 'datagram/sent-packets.ts',
    line: 'for (let number = this.base; number < this.next; number += 1)',
    reason: WRITTEN_FIRST,
  },
  {
    file: 'datagram/frames.ts',
    line: '> length ? length + 1',
    reason: 'what is cut there ends behind the packet in any case',
  },
  { file: 'datagram/intervals.ts', line: 'const last = bounds.length - 1', reason: ALREADY_THERE },
  { file: 'datagram/intervals.ts', line: 'if (last < 0 || from >', reason: ALREADY_THERE },
  { file: 'datagram/intervals.ts', line: 'while (end < bounds.length &&', reason: NO_RANGE },
  { file: 'datagram/intervals.ts', line: 'bounds.length === 0 || from >=', reason: ALREADY_THERE },
  { file: 'datagram/intervals.ts', line: 'let i = this.#firstEndingAtOrAfter(from + 1)', reason: ALREADY_THERE },
  { file: 'datagram/intervals.ts', line: 'if (begin >= to) break', reason: NOTHING_CHANGES },
  { file: 'datagram/intervals.ts', line: 'let high = this.#bounds.length / 2', reason: NO_RANGE },
  { file: 'datagram/path-validation.ts', line: 'challenge: Challenge = [0, 0]', reason: WRITTEN_FIRST },
  { file: 'datagram/checksum.ts', line: 'const words = view ?? wordsOf(packet, length)', reason: ALREADY_THERE },
  { file: 'datagram/checksum.ts', line: 'if (words && IS_LITTLE_ENDIAN)', reason: ALREADY_THERE },
  { file: 'datagram/checksum.ts', line: 'function wordsOf(', reason: ALREADY_THERE },
  { file: 'datagram/checksum.ts', line: 'if (length < VIEW_LEAST ||', reason: ALREADY_THERE },
  { file: 'room/recent-log.ts', line: 'if (this.#last?.from === from', reason: ALREADY_THERE },
  { file: 'room/recent-log.ts', line: 'this.#last = segment && {', reason: ALREADY_THERE },
  { file: 'room/recent-log.ts', line: 'STRETCH_BYTES', reason: ROOM_IN_MEMORY },
  { file: 'room/log-segment.ts', line: 'if (from <= segment.first) return segment;', reason: ALREADY_THERE },
  {
    file: 'room/log-segment.ts',
    line: 'if (next === segment.next && frames.length <= maxBytes)',
    reason: ALREADY_THERE,
  },
  { file: 'room/fan-out.ts', line: 'if (this.#hungry.size === 0) return', reason: ALREADY_THERE },
];
