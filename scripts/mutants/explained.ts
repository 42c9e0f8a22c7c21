/** Lines whose mutants may live, and why: each was read. */
export interface Explained {
  /** The end of the file's path. */
  readonly file: string;
  /** A part of the line. */
  readonly line: string;
  readonly reason: string;
}

const USUAL_ROAD = 'what is not recognised takes the usual road, with the same result';
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
  { file: 'room/recent-log.ts', line: 'if (this.#last?.from === from', reason: ALREADY_THERE },
  { file: 'room/recent-log.ts', line: 'this.#last = segment && {', reason: ALREADY_THERE },
  { file: 'room/recent-log.ts', line: 'STRETCH_BYTES', reason: ROOM_IN_MEMORY },
  { file: 'room/fan-out.ts', line: 'if (this.#hungry.size === 0) return', reason: ALREADY_THERE },
  {
    file: 'room/attendance.ts',
    line: 'this.#members.touch(session)',
    reason: 'who is away stands in the order of leaving by itself',
  },
  {
    file: 'room/attendance.ts',
    line: 'touch(session: Session): void {',
    reason: 'who is away stands in the order of leaving by itself',
  },
];
