import { sameBytes } from '../same-bytes.ts';
import { isBlank, withoutZeros } from './bytes.ts';
import { type PeerAction, QuietPeer, send } from './practice-peer.ts';
import { WordWatcher } from './word-watcher.ts';
import { EXIT, YOU_LEFT } from './words.ts';

/** Answers nothing but `exit`, which gets a farewell and a close. */
export class LogPeer extends QuietPeer {
  readonly #stream: boolean;
  readonly #exit = new WordWatcher([EXIT]);

  /** @param stream over TCP an `exit` may stick to what was sent right before it */
  constructor(stream: boolean) {
    super();
    this.#stream = stream;
  }

  override received(bytes: Uint8Array): readonly PeerAction[] {
    const leaves = this.#exit.hears(bytes) || (this.#stream && endsWithStuck(bytes, EXIT));
    return leaves ? [send(YOU_LEFT), { kind: 'end' }] : [];
  }
}

/**
 * Whether a chunk ends with the word right behind something else, as `hello` and `exit` do when they are sent in a row:
 * nobody writes them so, and a script that waits for its farewell would wait for ever.
 */
function endsWithStuck(chunk: Uint8Array, word: Uint8Array): boolean {
  const bytes = withoutZeros(chunk);
  const at = bytes.length - word.length;
  return at > 0 && !isBlank(bytes[at - 1]) && sameBytes(bytes.subarray(at), word);
}
