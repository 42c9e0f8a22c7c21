import { createCipheriv, randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { StoredPart } from '../../core/transfer/spool-storage.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { PathFile } from './path-file.ts';

/** In front of the bytes: what the file's own key is made of. */
const SALT_BYTES = 16;
const BLOCK = 16;

type Done<Outcome> = (outcome: Outcome) => void;

/**
 * A file whose bytes are encrypted, each at its place, with AES-256 in counter mode under a key of its own (NIST SP 800-38A). It
 * carries no checksum: what it holds is checked against the hash of its content, as ever.
 */
export class SealedFile implements StoredPart {
  readonly #file: PathFile;
  readonly #keyOf: (salt: Uint8Array) => Uint8Array;
  #key: Uint8Array | undefined;

  /** @param flags how it is opened each time @param keyOf makes a file's key of its salt */
  constructor(path: string, flags: number, keyOf: (salt: Uint8Array) => Uint8Array, mode?: number) {
    this.#file = new PathFile(path, flags, mode);
    this.#keyOf = keyOf;
  }

  get size(): number {
    return contentBytes(this.#file.size);
  }

  read(offset: number, length: number, done: Done<Uint8Array | Problem>): void {
    this.#file.read(SALT_BYTES + offset, length, (bytes) =>
      done('code' in bytes ? bytes : counted(this.#known(), offset, bytes)),
    );
  }

  readInto(memory: Uint8Array, offset: number, done: Done<Uint8Array | Problem>): void {
    this.#file.readInto(memory, SALT_BYTES + offset, (bytes) => {
      if (!('code' in bytes)) bytes.set(counted(this.#known(), offset, bytes));
      done(bytes);
    });
  }

  write(offset: number, bytes: Uint8Array, done: Done<Problem | undefined>): void {
    this.#begin((problem) => {
      if (problem) done(problem);
      else this.#file.write(SALT_BYTES + offset, counted(this.#known(), offset, bytes), done);
    });
  }

  sync(done: Done<Problem | undefined>): void {
    this.#file.sync(done);
  }

  close(): void {
    this.#file.close();
  }

  /** A file that is made gets its salt before all else. */
  #begin(done: Done<Problem | undefined>): void {
    if (this.#key || this.#file.size >= SALT_BYTES) return done(undefined);
    const salt = randomBytes(SALT_BYTES);
    this.#file.write(0, salt, (problem) => {
      if (!problem) this.#key = this.#keyOf(salt);
      done(problem);
    });
  }

  #known(): Uint8Array {
    this.#key ??= this.#keyOf(saltOf(this.#file.path));
    return this.#key;
  }
}

/** Bytes of the content of a sealed file of this size. */
export function contentBytes(size: number): number {
  return Math.max(0, size - SALT_BYTES);
}

function saltOf(path: string): Uint8Array {
  const salt = new Uint8Array(SALT_BYTES);
  const file = openSync(path, 'r');
  try {
    readSync(file, salt, 0, SALT_BYTES, 0);
  } finally {
    closeSync(file);
  }
  return salt;
}

/** Encrypts or decrypts bytes that stand at `offset`: in counter mode both are the same. */
function counted(key: Uint8Array, offset: number, bytes: Uint8Array): Uint8Array {
  const counter = Buffer.alloc(BLOCK);
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / BLOCK)), BLOCK / 2);
  const cipher = createCipheriv('aes-256-ctr', key, counter);
  cipher.update(new Uint8Array(offset % BLOCK));
  return cipher.update(bytes);
}
