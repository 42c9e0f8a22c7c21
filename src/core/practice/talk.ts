import type { Result } from '../../shared/error-codes.ts';
import type { LabText } from '../../shared/lab/lab-config.ts';
import { sameBytes } from '../same-bytes.ts';
import { trimBytes } from './bytes.ts';
import { type PeerAction, QuietPeer, send } from './practice-peer.ts';
import { encodeText } from './text-codec.ts';
import { WordWatcher } from './word-watcher.ts';
import { BYE_SPELLINGS, TOO_BUSY } from './words.ts';

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

  override answered(bytes: Uint8Array): readonly PeerAction[] {
    this.#wantsAnswer = false;
    const isBye = BYE_SPELLINGS.some((spelling) => sameBytes(spelling, trimBytes(bytes)));
    return isBye || this.#clientEnded ? [send(bytes), { kind: 'end' }] : [send(bytes)];
  }
}

/** The bytes of a person's answer; an empty one says that they are too busy, in UTF-8 where the encoding can't say it. */
export function answerBytes(said: LabText): Result<Uint8Array> {
  if (said.text !== '') return encodeText(said);
  const busy = { ...said, text: TOO_BUSY };
  return encodeText(said.encoding === 'gbk' ? busy : { ...busy, encoding: 'utf-8' });
}
