import { asciiBytes } from '../wire/ascii.ts';
import { type PeerAction, QuietPeer, send } from './practice-peer.ts';

const GREETING = asciiBytes('zaima');
const FAREWELL = asciiBytes('gun');

/** Speaks first, answers the first message, and closes. */
export class GreetPeer extends QuietPeer {
  override opened(): readonly PeerAction[] {
    return [send(GREETING)];
  }

  override received(): readonly PeerAction[] {
    return [send(FAREWELL), { kind: 'end' }];
  }
}
