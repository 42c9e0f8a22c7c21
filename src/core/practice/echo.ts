import { type PeerAction, QuietPeer, send } from './practice-peer.ts';

/** Returns the bytes. */
export class EchoPeer extends QuietPeer {
  override received(bytes: Uint8Array): readonly PeerAction[] {
    return [send(bytes)];
  }
}
