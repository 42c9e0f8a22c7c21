import { asciiBytes } from '../wire/ascii.ts';
import { joinBytes } from './bytes.ts';
import { type PeerAction, QuietPeer, send } from './practice-peer.ts';

const PREFIX = asciiBytes('data:');

/** Returns `data:` and the bytes, for each chunk or datagram. */
export class PrefixPeer extends QuietPeer {
  override received(bytes: Uint8Array): readonly PeerAction[] {
    return [send(joinBytes([PREFIX, bytes]))];
  }
}
