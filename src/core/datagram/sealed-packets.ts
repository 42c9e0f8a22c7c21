import { nextKey } from '../secure/cipher-state.ts';
import { type Aead, NONCE_SIZE, type SecureCrypto, TAG_SIZE } from '../secure/secure-crypto.ts';
import { MAGIC, PACKET_TYPE } from './constants.ts';
import { readU32, writeU32 } from './little-endian.ts';
import { type LinkId, writeId } from './packet.ts';
import type { PacketGuard } from './packet-guard.ts';
import { PacketOpener } from './packet-opener.ts';
import { EPOCH_BITS, SEALED_AT, SEALED_NUMBER_AT, writeNonce } from './sealed-layout.ts';

/** The keys of the two directions of a link, 32 bytes each. */
export interface LinkKeys {
  readonly sendKey: Uint8Array;
  readonly receiveKey: Uint8Array;
}

/**
 * Packets whose frames are encrypted and, with all that stands in front of them, authenticated: AES-256-GCM, with the packet's
 * number as nonce. Each 2^20 numbers are an epoch, with a key that says nothing of the one before it.
 */
export class SealedPackets implements PacketGuard {
  readonly head = SEALED_AT;
  readonly tail = TAG_SIZE;
  readonly opensAt = 0;
  readonly #crypto: SecureCrypto;
  readonly #nonce = new Uint8Array(NONCE_SIZE);
  #sealing: Aead;
  #sealingEpoch = 0;
  #lastNumber = -1;
  /** By epoch: the present one, which the newest packet is of, and those beside it as far as they are needed. */
  readonly #opening = new Map<number, Aead>();
  #openingEpoch = 0;

  constructor(crypto: SecureCrypto, { sendKey, receiveKey }: LinkKeys) {
    this.#crypto = crypto;
    this.#sealing = crypto.aead(sendKey);
    this.#opening.set(0, crypto.aead(receiveKey));
  }

  begin(packet: Uint8Array, id: LinkId, number: number): void {
    packet[0] = MAGIC[0];
    packet[1] = MAGIC[1];
    packet[2] = MAGIC[2];
    packet[3] = PACKET_TYPE.sealed;
    writeU32(packet, SEALED_NUMBER_AT, number);
    writeId(packet, id);
  }

  /** @throws Error where a number was used before: two packets with the same nonce would give the key away */
  close(packet: Uint8Array, length: number): void {
    const number = this.numberOf(packet);
    if (number <= this.#lastNumber) throw new Error(`packet ${number} was sealed before`);
    this.#lastNumber = number;
    for (const epoch = number >>> EPOCH_BITS; this.#sealingEpoch < epoch; this.#sealingEpoch += 1) {
      this.#sealing = this.#behind(this.#sealing);
    }
    const frames = [packet.subarray(SEALED_AT, length)];
    this.#sealing.seal(writeNonce(this.#nonce, number), packet.subarray(0, SEALED_AT), frames, packet, SEALED_AT);
  }

  numberOf(packet: Uint8Array): number {
    return readU32(packet, SEALED_NUMBER_AT);
  }

  open(packet: Uint8Array): Uint8Array | undefined {
    const number = this.numberOf(packet);
    const epoch = number >>> EPOCH_BITS;
    const key = this.#keyOf(epoch);
    const frames = key?.open(
      writeNonce(this.#nonce, number),
      packet.subarray(0, SEALED_AT),
      packet.subarray(SEALED_AT),
    );
    if (frames && epoch > this.#openingEpoch) this.#enter(epoch);
    return frames;
  }

  opener(): PacketOpener {
    const into = { epoch: this.#openingEpoch, key: this.#opening.get(this.#openingEpoch) as Aead };
    return new PacketOpener(this.#crypto, { epoch: this.#sealingEpoch, key: this.#sealing }, into);
  }

  /** The key of the present epoch, the last one, or the next. */
  #keyOf(epoch: number): Aead | undefined {
    const known = this.#opening.get(epoch);
    if (known || epoch !== this.#openingEpoch + 1) return known;
    const next = this.#behind(this.#opening.get(this.#openingEpoch) as Aead);
    this.#opening.set(epoch, next);
    return next;
  }

  /** A packet of the next epoch opened: what was sealed two epochs ago stays closed for good. */
  #enter(epoch: number): void {
    this.#openingEpoch = epoch;
    this.#opening.delete(epoch - 2);
  }

  #behind(key: Aead): Aead {
    return this.#crypto.aead(nextKey(key));
  }
}
