/** The handshake and the records of docs/protocol.md, "Sealed links", written from that page alone; see `stranger-keys.ts`. */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { CARD, type Pair, type Stranger, shared, x25519Pair } from './stranger-keys.ts';

const EMPTY: Buffer = Buffer.alloc(0);

export function sha256(...parts: readonly (Buffer | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function hmac(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  return createHmac('sha256', key).update(Buffer.concat(parts)).digest();
}

function nonceOf(n: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(n), 4);
  return nonce;
}

function encrypt(key: Buffer, nonce: Buffer, plain: Buffer, associated: Buffer = EMPTY): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws where the tag is not right. */
function decrypt(key: Buffer, nonce: Buffer, sealed: Buffer, associated: Buffer = EMPTY): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(associated);
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

/** What an end that does not keep to the rules does otherwise. */
export interface Mischief {
  /** Shown in place of its own card. */
  readonly card?: Buffer;
  /** Claims this noise key, whose private half it may not have. */
  readonly noiseKey?: Buffer;
  /** Its new key, in place of one of chance. */
  readonly ephemeral?: Pair;
  /** Bound in message 1 to other bytes than it shows in message 3. */
  readonly commitment?: Buffer;
  readonly prologue?: string;
  /** Behind what belongs into the payload of its last message. */
  readonly more?: Buffer;
}

/** Either end of a handshake. Whatever is wrong throws: in the tests' own peers that is a failure. */
export class StrangerHandshake {
  readonly #me: Stranger;
  readonly #mischief: Mischief;
  readonly #new: Pair;
  #h: Buffer;
  #ck: Buffer;
  #k: Buffer | undefined;
  #n = 0;
  #theirNew: Buffer = EMPTY;
  /** The guest's card and chance. */
  shown: Buffer;
  /** Of the host: card and certificate, as the guest got them. */
  hostShown: Buffer = EMPTY;
  /** What the short code is made of. */
  code: Buffer = EMPTY;

  constructor(me: Stranger, mischief: Mischief = {}) {
    this.#me = me;
    this.#mischief = mischief;
    this.#new = mischief.ephemeral ?? x25519Pair();
    this.#h = Buffer.concat([Buffer.from('Noise_XX_25519_AESGCM_SHA256'), Buffer.alloc(4)]);
    this.#ck = this.#h;
    this.#hash(Buffer.from(mischief.prologue ?? 'Partyline noise 1'));
    this.shown = Buffer.concat([mischief.card ?? me.card, randomBytes(32), mischief.more ?? EMPTY]);
  }

  /** The handshake hash, when all is said. */
  get hash(): Buffer {
    return this.#h;
  }

  message1(): Buffer {
    this.#hash(this.#new.open);
    const bound = this.#mischief.commitment ?? sha256('partyline commitment 1', this.shown.subarray(0, CARD + 32));
    return Buffer.concat([this.#new.open, this.#seal(bound)]);
  }

  read1(message: Buffer): void {
    this.#theirNew = message.subarray(0, 32);
    this.#hash(this.#theirNew);
    this.#open(message.subarray(32));
  }

  message2(certificate: Buffer): Buffer {
    this.#hash(this.#new.open);
    this.#secret(this.#new, this.#theirNew);
    const key = this.#seal(this.#mischief.noiseKey ?? this.#me.noise.open);
    this.#secret(this.#me.noise, this.#theirNew);
    const payload = [this.#mischief.card ?? this.#me.card, certificate, this.#mischief.more ?? EMPTY];
    return Buffer.concat([this.#new.open, key, this.#seal(Buffer.concat(payload))]);
  }

  read2(message: Buffer): void {
    this.#theirNew = message.subarray(0, 32);
    this.#hash(this.#theirNew);
    this.#secret(this.#new, this.#theirNew);
    this.#secret(this.#new, this.#open(message.subarray(32, 80)));
    this.hostShown = this.#open(message.subarray(80));
  }

  message3(): Buffer {
    this.#codeOf(this.shown);
    const key = this.#seal(this.#mischief.noiseKey ?? this.#me.noise.open);
    this.#secret(this.#me.noise, this.#theirNew);
    return Buffer.concat([key, this.#seal(this.shown)]);
  }

  read3(message: Buffer): void {
    const before = this.#h;
    this.#secret(this.#new, this.#open(message.subarray(0, 48)));
    this.shown = this.#open(message.subarray(48));
    this.code = sha256('partyline code 1', before, this.shown.subarray(0, CARD + 32));
  }

  /** Keys of the two directions. */
  split(): { readonly guest: Buffer; readonly host: Buffer } {
    const t = hmac(this.#ck);
    const guest = hmac(t, Buffer.of(1));
    return { guest, host: hmac(t, guest, Buffer.of(2)) };
  }

  #codeOf(shown: Buffer): void {
    this.code = sha256('partyline code 1', this.#h, shown.subarray(0, CARD + 32));
  }

  #hash(data: Buffer): void {
    this.#h = sha256(this.#h, data);
  }

  #secret(mine: Pair, theirs: Buffer): void {
    const t = hmac(this.#ck, shared(mine, theirs));
    this.#ck = hmac(t, Buffer.of(1));
    this.#k = hmac(t, this.#ck, Buffer.of(2));
    this.#n = 0;
  }

  #seal(plain: Buffer): Buffer {
    const sealed = this.#k ? encrypt(this.#k, nonceOf(this.#n), plain, this.#h) : plain;
    this.#hash(sealed);
    this.#n += 1;
    return sealed;
  }

  #open(sealed: Buffer): Buffer {
    const plain = this.#k ? decrypt(this.#k, nonceOf(this.#n), sealed, this.#h) : sealed;
    this.#hash(sealed);
    this.#n += 1;
    return plain;
  }
}

/** One direction's records, far from the next key. */
export class StrangerRecords {
  readonly #key: Buffer;
  #n = 0;

  constructor(key: Buffer) {
    this.#key = key;
  }

  seal(plain: Uint8Array): Buffer {
    const sealed = encrypt(this.#key, nonceOf(this.#n), Buffer.from(plain));
    this.#n += 1;
    const length = Buffer.alloc(2);
    length.writeUInt16LE(sealed.length);
    return Buffer.concat([length, sealed]);
  }

  /** Of a record without its length. */
  open(sealed: Buffer): Buffer {
    const plain = decrypt(this.#key, nonceOf(this.#n), sealed);
    this.#n += 1;
    return plain;
  }
}
