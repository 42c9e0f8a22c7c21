import { asciiBytes } from '../wire/ascii.ts';
import { type PeerAction, QuietPeer, send } from './practice-peer.ts';

const ANSWER = asciiBytes('hello');

/** Answers `hello` to every chunk or datagram, also to an empty one. */
export class HelloPeer extends QuietPeer {
  override received(): readonly PeerAction[] {
    return [send(ANSWER)];
  }
}
