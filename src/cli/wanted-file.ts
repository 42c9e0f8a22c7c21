import type { Problem } from '../shared/error-codes.ts';
import type { RoomEvent } from '../shared/models.ts';

const NOT_THERE: Problem = { code: 'file_gone', text: 'the room has no file of that number, hash, name or id' };
const HASH = /^[0-9a-f]{64}$/;
const NUMBER = /^[1-9]\d{0,15}$/;
/** Files that are named when it is not clear which is meant. */
const NAMED_MOST = 10;

/**
 * Which of a room's files is meant. The number of its event and its hash say it without doubt; a name or an id is only its sender's
 * word, which others can say as well: it is taken where all files that have it are one content.
 */
export class WantedFile {
  readonly #wanted: string;
  #byNumber: RoomEvent | undefined;
  #byHash: RoomEvent | undefined;
  /** Newest event of each content that goes by that name or id. */
  readonly #others = new Map<string, RoomEvent>();

  constructor(wanted: string) {
    this.#wanted = wanted;
  }

  /** Takes events of the room, oldest first. */
  look(events: readonly RoomEvent[]): void {
    for (const event of events) {
      const { seq, id, text, file } = event;
      if (!file) continue;
      if (NUMBER.test(this.#wanted) && seq === Number(this.#wanted)) this.#byNumber = event;
      if (HASH.test(this.#wanted) && file.hash === this.#wanted) this.#byHash = event;
      if (id !== this.#wanted && text !== this.#wanted) continue;
      this.#others.delete(file.hash);
      this.#others.set(file.hash, event);
    }
  }

  /** All events were looked at: the file, or why there is none. */
  found(): RoomEvent | Problem {
    const sure = this.#byNumber ?? this.#byHash;
    if (sure) return sure;
    const others = [...this.#others.values()];
    const [only] = others;
    if (!only) return NOT_THERE;
    if (others.length === 1) return only;
    const named = others
      .slice(-NAMED_MOST)
      .map(({ seq, nick, text, file }) => `${seq} (${text}, ${file?.size} bytes, by ${nick})`);
    return {
      code: 'file_ambiguous',
      text: `${others.length} files go by that; say the number of one: ${named.join(', ')}`,
    };
  }
}
