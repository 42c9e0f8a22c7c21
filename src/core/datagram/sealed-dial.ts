import type { Problem } from '../../shared/error-codes.ts';
import type { GuestSealing } from '../secure/guest-sealing.ts';
import { HandshakeGuest } from '../secure/handshake-guest.ts';
import { handshakeProblem } from '../secure/handshake-problem.ts';
import type { LinkSecurity } from '../secure/link-security.ts';
import { HOST_ID_AT } from './constants.ts';
import { type LinkId, readId } from './packet.ts';
import { datagramPrologue, sealedConnectPacket, sealedProofPacket } from './sealed-handshake.ts';
import { FORGERIES_MOST, MESSAGE_2_AT } from './sealed-layout.ts';
import { SealedPackets } from './sealed-packets.ts';

/** What a `sealedAccept` turned out to be: nothing, the wrong one, or the host's. */
export type Accepted =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | {
      readonly kind: 'open';
      readonly hostId: LinkId;
      /** To be sent until the host is heard. */
      readonly proof: Uint8Array;
      readonly guard: SealedPackets;
      readonly security: LinkSecurity;
    };

const NOTHING: Accepted = { kind: 'nothing' };

/** The guest's part of a sealed link's handshake. What is forged is passed over, for the right one may still come. */
export class SealedDial {
  /** To be sent until it is answered. */
  readonly connect: Uint8Array;
  readonly #sealing: GuestSealing;
  readonly #handshake: HandshakeGuest;
  #forgeries = 0;

  /** @param cookie the packet that brought it */
  constructor(sealing: GuestSealing, id: LinkId, cookie: Uint8Array) {
    this.#sealing = sealing;
    this.#handshake = new HandshakeGuest(sealing.crypto, sealing.identity, datagramPrologue(cookie));
    const first = this.#handshake.start();
    if (first.kind === 'failed') throw new Error('a handshake begins with its first message');
    this.connect = sealedConnectPacket(id, cookie, first.message);
  }

  /** Takes a `sealedAccept` for this link. */
  accepted(packet: Uint8Array): Accepted {
    if (this.#forgeries >= FORGERIES_MOST) return NOTHING;
    const sealing = this.#sealing;
    const handshake = this.#handshake.copy();
    const met = handshake.read(packet.subarray(MESSAGE_2_AT), sealing.wallNow());
    const problem = met.kind === 'failed' ? handshakeProblem(met.problem) : sealing.meets(met);
    if (problem) {
      this.#forgeries += 1;
      return met.kind === 'failed' && met.problem === 'handshake_broken' ? NOTHING : { kind: 'refused', problem };
    }
    const done = handshake.answer();
    if (done.kind === 'failed') return NOTHING;
    const hostId = readId(packet, HOST_ID_AT);
    const proof = sealedProofPacket(hostId, done.message);
    return { kind: 'open', hostId, proof, guard: new SealedPackets(sealing.crypto, done), security: done.security };
  }
}
