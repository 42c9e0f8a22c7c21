import { BLOCK, BLOCK_HEAD, BLOCK_MOST } from './constants.ts';
import { readU16, writeU16 } from './little-endian.ts';
import { compress, compressedMost, decompress } from './lz4.ts';

/** From this length on a block is worth packing: what is shorter fits into one packet as it is. */
const PACK_LEAST = 1_100;
/** A packed block must be shorter than this share of the plain one. */
const PACK_SHARE = 0.85;
/** Up to this length a block is put together with its head. */
const COPY_MOST = 256;
/** After a block that could not be packed, so many go as they are. */
const PLAIN_AFTER_MISS = 15;

let lastBytes: Uint8Array | undefined;
let lastPacked: Uint8Array | undefined;

/**
 * Cuts what is sent over a link into blocks, and packs those of a busy turn with LZ4: over datagrams each packet costs
 * as much as a dozen messages, and most of an `event` frame is the same as in the one before (docs/adr/0014).
 */
export class BlockWriter {
  readonly #write: (bytes: Uint8Array) => void;
  #plainBlocks = 0;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
  }

  /** Writes `bytes` as one block, or as several when they are too long for one. They must not be changed afterwards. */
  send(bytes: Uint8Array): void {
    const packed = this.#packed(bytes);
    if (packed) {
      this.#write(packed);
      return;
    }
    if (bytes.length === 0) return;
    if (bytes.length <= COPY_MOST) {
      this.#write(plainBlock(bytes));
      return;
    }
    for (let at = 0; at < bytes.length; at += BLOCK_MOST) {
      const part = bytes.length <= BLOCK_MOST ? bytes : bytes.subarray(at, at + BLOCK_MOST);
      this.#write(head(part.length));
      this.#write(part);
    }
  }

  #packed(bytes: Uint8Array): Uint8Array | undefined {
    if (bytes.length < PACK_LEAST || bytes.length > BLOCK_MOST) return undefined;
    // All members are sent the same array, so it is packed once.
    if (bytes === lastBytes) return lastPacked;
    if (this.#plainBlocks > 0) {
      this.#plainBlocks -= 1;
      return undefined;
    }
    lastBytes = bytes;
    lastPacked = pack(bytes);
    if (lastPacked === undefined) this.#plainBlocks = PLAIN_AFTER_MISS;
    return lastPacked;
  }
}

/** The head of a plain block. */
function head(length: number): Uint8Array {
  const bytes = new Uint8Array(BLOCK_HEAD);
  bytes[0] = BLOCK.plain;
  writeU16(bytes, 1, length);
  return bytes;
}

/** A short block in one piece: two pieces cost more than the copy. */
function plainBlock(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(BLOCK_HEAD + content.length);
  bytes[0] = BLOCK.plain;
  writeU16(bytes, 1, content.length);
  bytes.set(content, BLOCK_HEAD);
  return bytes;
}

/** A packed block: head, u16 length before packing, LZ4 block. Undefined when it would not pay. */
function pack(bytes: Uint8Array): Uint8Array | undefined {
  const block = new Uint8Array(BLOCK_HEAD + 2 + compressedMost(bytes.length));
  const end = compress(bytes, block, BLOCK_HEAD + 2);
  if (end > bytes.length * PACK_SHARE) return undefined;
  block[0] = BLOCK.packed;
  writeU16(block, 1, end - BLOCK_HEAD);
  writeU16(block, BLOCK_HEAD, bytes.length);
  return block.slice(0, end);
}

/** Puts blocks together again, out of chunks of any length. */
export class BlockReader {
  readonly #deliver: (chunk: Uint8Array) => void;
  readonly #head = new Uint8Array(BLOCK_HEAD);
  /** The head of a block, or a packed block, as far as it came. */
  #part: Uint8Array = this.#head;
  #have = 0;
  /** What is being read. */
  #state: 'head' | 'plain' | 'packed' = 'head';
  /** Bytes of a plain block that are to come. */
  #left = 0;
  #isBroken = false;

  constructor(deliver: (chunk: Uint8Array) => void) {
    this.#deliver = deliver;
  }

  /** True once something came that is no block; what follows is ignored. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Takes the next bytes of the stream. */
  take(chunk: Uint8Array): void {
    if (!this.#isBroken && !this.#read(chunk)) this.#isBroken = true;
  }

  #read(chunk: Uint8Array): boolean {
    for (let at = 0; at < chunk.length; ) {
      if (this.#state === 'plain') {
        const length = Math.min(this.#left, chunk.length - at);
        this.#left -= length;
        if (this.#left === 0) this.#expectHead();
        this.#deliver(chunk.subarray(at, at + length));
        at += length;
        continue;
      }
      const length = Math.min(this.#part.length - this.#have, chunk.length - at);
      this.#part.set(chunk.subarray(at, at + length), this.#have);
      this.#have += length;
      at += length;
      if (this.#have === this.#part.length && !(this.#state === 'head' ? this.#readHead() : this.#unpack()))
        return false;
    }
    return true;
  }

  #expectHead(): void {
    this.#state = 'head';
    this.#part = this.#head;
    this.#have = 0;
  }

  #readHead(): boolean {
    const length = readU16(this.#part, 1);
    const kind = this.#part[0];
    if (length === 0 || length > BLOCK_MOST + 2 || (kind !== BLOCK.plain && kind !== BLOCK.packed)) return false;
    this.#state = kind === BLOCK.plain ? 'plain' : 'packed';
    this.#left = length;
    if (kind === BLOCK.packed) {
      this.#part = new Uint8Array(length);
      this.#have = 0;
    }
    return true;
  }

  #unpack(): boolean {
    if (this.#part.length < 2) return false;
    const length = readU16(this.#part, 0);
    const bytes = length > BLOCK_MOST ? undefined : decompress(this.#part.subarray(2), length);
    this.#expectHead();
    if (bytes === undefined) return false;
    this.#deliver(bytes);
    return true;
  }
}
