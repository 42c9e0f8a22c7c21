import { originOf } from '../origin.ts';
import type { HandshakeDone } from '../secure/handshake.ts';
import { HandshakeHost, type HostIdentity } from '../secure/handshake-host.ts';
import type { Identity } from '../secure/identity-card.ts';
import { MESSAGE_1_SIZE } from '../secure/layout.ts';
import type { SecureCrypto } from '../secure/secure-crypto.ts';
import { TokenBucket } from '../token-bucket.ts';
import { asciiBytes } from '../wire/ascii.ts';
import { ID_AT } from './constants.ts';
import { idText, isFor, type LinkId, readId } from './packet.ts';
import { isSamePath, type Path } from './path.ts';
import { datagramPrologue, sealedAcceptPacket, sealedResetPacket } from './sealed-handshake.ts';
import {
  FORGERIES_MOST,
  HALF_OPEN_MOST,
  HALF_OPEN_MS,
  HALF_OPEN_PER_ADDRESS,
  MESSAGE_1_AT,
  MESSAGE_3_AT,
  RESET_TOKEN_SIZE,
  RESETS_PER_SECOND,
} from './sealed-layout.ts';

/** What a host needs for sealed links. */
export interface HostSealing {
  readonly crypto: SecureCrypto;
  /** Who the host is, and its certificate as it is now. */
  host(): HostIdentity;
  /** 32 bytes that nobody else has and this room has again after a start, see {@link resetSecret}. */
  readonly resetSecret: Uint8Array;
  /** Whether one more handshake may begin with this address: each costs operations on a curve. */
  mayBegin(from: Path, now: number): boolean;
}

/** A guest that proved its address and not yet who it is. */
interface HalfOpen {
  readonly guestId: LinkId;
  readonly localId: LinkId;
  readonly path: Path;
  readonly handshake: HandshakeHost;
  /** Sent again where the guest asks again. */
  readonly accept: Uint8Array;
  readonly since: number;
  forgeries: number;
}

/** A guest that proved who it is. */
export interface Proven {
  readonly guestId: LinkId;
  readonly localId: LinkId;
  /** Where its cookie was sent to and came from. */
  readonly path: Path;
  readonly done: HandshakeDone;
}

/**
 * What a room's links are reset with after the host forgot them (RFC 9000, section 10.3): a signature that is never shown, so that
 * it is the same whenever this host serves this room, and a secret of nobody else.
 */
export function resetSecret(crypto: SecureCrypto, { sign }: Identity, roomId: string): Uint8Array {
  return crypto.sha256(sign.sign(asciiBytes(`partyline reset 1 ${roomId}`)));
}

/** The host's part of sealed handshakes. All that it keeps of a guest before that proved who it is. */
export class SealedDoor {
  readonly #sealing: HostSealing;
  /** By the index of the id by which the host is spoken to; the oldest first. */
  readonly #halfOpen = new Map<number, HalfOpen>();
  /** The same by the guest's id of the link. */
  readonly #byGuest = new Map<string, HalfOpen>();
  /** How many of them each address, or /64, has. */
  readonly #byOrigin = new Map<string, number>();
  readonly #resets: TokenBucket;

  constructor(sealing: HostSealing, now: number) {
    this.#sealing = sealing;
    this.#resets = new TokenBucket(RESETS_PER_SECOND, RESETS_PER_SECOND, now);
  }

  /** Links that are half open. */
  get size(): number {
    return this.#halfOpen.size;
  }

  has(index: number): boolean {
    return this.#halfOpen.has(index);
  }

  /** The answer to a `sealedConnect` that came before; undefined for a new one. */
  answered(connect: Uint8Array, from: Path): Uint8Array | undefined {
    const half = this.#byGuest.get(idText(readId(connect)));
    return half && isSamePath(half.path, from) ? half.accept : undefined;
  }

  /** Whether there is a place for one more; nothing is calculated before. */
  admits(from: Path, now: number): boolean {
    if (this.#halfOpen.size >= HALF_OPEN_MOST) return false;
    if ((this.#byOrigin.get(originOf(from.address)) ?? 0) >= HALF_OPEN_PER_ADDRESS) return false;
    return this.#sealing.mayBegin(from, now);
  }

  /**
   * Begins a handshake with a guest whose cookie is good.
   * @param localId by which this end wants to be spoken to
   * @returns the packet that answers; undefined for a message that is none
   */
  begin(connect: Uint8Array, localId: LinkId, from: Path, now: number): Uint8Array | undefined {
    const { crypto } = this.#sealing;
    const handshake = new HandshakeHost(crypto, this.#sealing.host(), datagramPrologue(connect));
    const answer = handshake.read(connect.subarray(MESSAGE_1_AT, MESSAGE_1_AT + MESSAGE_1_SIZE));
    if (answer.kind !== 'send') return undefined;
    const guestId = readId(connect);
    const accept = sealedAcceptPacket(guestId, localId, answer.message);
    const half = { guestId, localId, path: from, handshake, accept, since: now, forgeries: 0 };
    this.#halfOpen.set(localId.index, half);
    this.#byGuest.set(idText(guestId), half);
    const origin = originOf(from.address);
    this.#byOrigin.set(origin, (this.#byOrigin.get(origin) ?? 0) + 1);
    return accept;
  }

  /** Takes a `sealedProof`. @returns the guest, once, where it is right */
  prove(proof: Uint8Array): Proven | undefined {
    const half = this.#halfOpen.get(readId(proof).index);
    if (!half || !isFor(proof, half.localId) || half.forgeries >= FORGERIES_MOST) return undefined;
    const done = half.handshake.copy().read(proof.subarray(MESSAGE_3_AT));
    if (done.kind !== 'done') {
      half.forgeries += 1;
      return undefined;
    }
    this.#forget(half);
    const { guestId, localId, path } = half;
    return { guestId, localId, path, done };
  }

  /** The token of a link, with which the host shows that it is the one who does not know it. */
  tokenOf(packet: Uint8Array, at = ID_AT): Uint8Array {
    const { crypto, resetSecret } = this.#sealing;
    return crypto.hmac(resetSecret, packet.subarray(at, at + 8)).subarray(0, RESET_TOKEN_SIZE);
  }

  /** The answer to a sealed packet of a link that nobody knows; undefined where too many are asked for. */
  reset(packet: Uint8Array, now: number): Uint8Array | undefined {
    if (!this.#resets.take(now)) return undefined;
    return sealedResetPacket(packet, this.tokenOf(packet));
  }

  /** Forgets those who took too long. @returns when it is to be called again; infinite for never */
  expire(now: number): number {
    for (const half of this.#halfOpen.values()) {
      if (now - half.since < HALF_OPEN_MS) return half.since + HALF_OPEN_MS;
      this.#forget(half);
    }
    return Number.POSITIVE_INFINITY;
  }

  #forget({ localId, guestId, path }: HalfOpen): void {
    this.#halfOpen.delete(localId.index);
    this.#byGuest.delete(idText(guestId));
    const origin = originOf(path.address);
    const others = (this.#byOrigin.get(origin) ?? 1) - 1;
    if (others > 0) this.#byOrigin.set(origin, others);
    else this.#byOrigin.delete(origin);
  }
}
