import { type PeerAction, QuietPeer, send } from './practice-peer.ts';
import { WordWatcher } from './word-watcher.ts';
import { EXIT, YOU_LEFT } from './words.ts';

/** Answers nothing but `exit`, which gets a farewell and a close. */
export class LogPeer extends QuietPeer {
  readonly #exit = new WordWatcher(EXIT);

  override received(bytes: Uint8Array): readonly PeerAction[] {
    return this.#exit.hears(bytes) ? [send(YOU_LEFT), { kind: 'end' }] : [];
  }
}
