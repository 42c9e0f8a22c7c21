import { type PeerAction, QuietPeer, send } from './practice-peer.ts';
import { WordWatcher } from './word-watcher.ts';
import { BYE, BYE_SPELLINGS, TOO_BUSY } from './words.ts';

/** A person answers. `拜拜` from either side ends it; an empty answer says that one is too busy. */
export class TalkPeer extends QuietPeer {
  readonly #bye = new WordWatcher(BYE_SPELLINGS);
  #wantsAnswer = false;
  #clientEnded = false;

  override received(bytes: Uint8Array): readonly PeerAction[] {
    if (this.#bye.hears(bytes)) return [{ kind: 'end' }];
    this.#wantsAnswer = true;
    return [{ kind: 'ask' }];
  }

  /** A client that ended its side may wait for an answer all the same. */
  override ended(): readonly PeerAction[] {
    this.#clientEnded = true;
    return this.#wantsAnswer ? [] : [{ kind: 'end' }];
  }

  override answered(text: string, encode: (text: string) => Uint8Array): readonly PeerAction[] {
    this.#wantsAnswer = false;
    const said = send(encode(text === '' ? TOO_BUSY : text));
    return text.trim() === BYE || this.#clientEnded ? [said, { kind: 'end' }] : [said];
  }
}
