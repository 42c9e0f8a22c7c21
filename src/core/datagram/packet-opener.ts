import type { WireDirection } from '../../shared/wire/wire-model.ts';
import { nextKey } from '../secure/cipher-state.ts';
import { type Aead, NONCE_SIZE, type SecureCrypto } from '../secure/secure-crypto.ts';
import { PACKET_TYPE } from './constants.ts';
import { readU32 } from './little-endian.ts';
import { packetType } from './packet.ts';
import { EPOCH_BITS, SEALED_AT, SEALED_NUMBER_AT, writeNonce } from './sealed-layout.ts';

/** The key of one direction, and the epoch that it is of. */
export interface EpochKey {
  readonly epoch: number;
  readonly key: Aead;
}

/**
 * Opens packets of a sealed link again, in any order and as often as one likes: for who looks at what was recorded. It has the keys
 * from the epoch on in which it was made; what was sealed before stays closed.
 */
export class PacketOpener {
  readonly #crypto: SecureCrypto;
  readonly #nonce = new Uint8Array(NONCE_SIZE);
  readonly #keys: Readonly<Record<WireDirection, Map<number, Aead>>>;

  constructor(crypto: SecureCrypto, out: EpochKey, into: EpochKey) {
    this.#crypto = crypto;
    this.#keys = { in: new Map([[into.epoch, into.key]]), out: new Map([[out.epoch, out.key]]) };
  }

  /** The packet, with its frames where they stand sealed; undefined for one of another link, or none. */
  open(direction: WireDirection, packet: Uint8Array): Uint8Array | undefined {
    if (packetType(packet) !== PACKET_TYPE.sealed) return undefined;
    const number = readU32(packet, SEALED_NUMBER_AT);
    const key = this.#keyOf(direction, number >>> EPOCH_BITS);
    const frames = key?.open(
      writeNonce(this.#nonce, number),
      packet.subarray(0, SEALED_AT),
      packet.subarray(SEALED_AT),
    );
    if (!frames) return undefined;
    const opened = packet.slice();
    opened.set(frames, SEALED_AT);
    return opened;
  }

  #keyOf(direction: WireDirection, epoch: number): Aead | undefined {
    const keys = this.#keys[direction];
    const known = keys.get(epoch);
    const before = keys.get(epoch - 1);
    if (known || !before) return known;
    const key = this.#crypto.aead(nextKey(before));
    keys.set(epoch, key);
    return key;
  }
}
