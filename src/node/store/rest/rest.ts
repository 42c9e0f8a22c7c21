import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { OpenDatabases } from './open-databases.ts';
import { SealedValueError } from './sealed-value-error.ts';
import type { ValueCipher } from './value-cipher.ts';

/** In front of sealed bytes: no frame begins so, for as a length it is beyond all. */
const MAGIC = Buffer.from([0x50, 0x4c, 0x53, 0x01]);
/** In front of text: a character that no text has (U+FFFF), and which of the two ways it is sealed. */
const MARK = '\uFFFF';
const VALUE = `${MARK}s:`;
const NAME = `${MARK}n:`;
const FILE_PLACE = 'file name';
const HEX = /^[0-9a-f]+$/;

/** What a value that was read is, as far as its first bytes tell. */
export function isSealedBytes(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, index) => bytes[index] === byte);
}

/**
 * How values lie on the disk: as they are, or sealed. What is read is opened whichever way it lies, so that a file may hold both while
 * it is being changed from one to the other.
 */
export class Rest {
  /** The databases that are open and lie so. */
  readonly databases = new OpenDatabases();
  readonly #cipher: () => ValueCipher | undefined;
  readonly #isOn: () => boolean;

  /** @param cipher undefined where there is no key: then nothing that is sealed can be read. @param isOn whether what is written is sealed */
  constructor(cipher: () => ValueCipher | undefined, isOn: () => boolean) {
    this.#cipher = cipher;
    this.#isOn = isOn;
  }

  get isOn(): boolean {
    return this.#isOn();
  }

  /** Whether sealed values can be read here. */
  get hasKey(): boolean {
    return this.#cipher() !== undefined;
  }

  sealBytes(bytes: Uint8Array, place: string): Uint8Array {
    return this.#isOn() ? this.sealedBytes(bytes, place) : bytes;
  }

  /** Sealed in any case. @throws where there is no key */
  sealedBytes(bytes: Uint8Array, place: string): Uint8Array {
    return Buffer.concat([MAGIC, this.#key().seal(bytes, place)]);
  }

  /** @returns undefined for what is damaged. @throws where there is no key */
  openBytes(stored: Uint8Array, place: string): Uint8Array | undefined {
    return isSealedBytes(stored) ? this.#key().open(stored.subarray(MAGIC.length), place) : stored;
  }

  sealText(text: string, place: string): string {
    if (!this.#isOn()) return text.startsWith(MARK) ? `${MARK}${text}` : text;
    return VALUE + base64(this.#key().seal(Buffer.from(text), place));
  }

  /** The same text each time, for what is looked up. */
  sealName(text: string, place: string): string {
    if (!this.#isOn()) return text.startsWith(MARK) ? `${MARK}${text}` : text;
    return NAME + base64(this.#key().sealName(Buffer.from(text), place));
  }

  /** @returns undefined for what is damaged. @throws where there is no key */
  openText(stored: string, place: string): string | undefined {
    if (!stored.startsWith(MARK)) return stored;
    const bytes = Buffer.from(stored.slice(VALUE.length), 'base64');
    if (stored.startsWith(VALUE)) return textOf(this.#key().open(bytes, place));
    if (stored.startsWith(NAME)) return textOf(this.#key().openName(bytes, place));
    return stored.slice(MARK.length);
  }

  /** What a file is called whose name tells of it, sealed: letters and digits, the same each time. Undefined where there is no key. */
  sealedFileName(name: string): string | undefined {
    const sealed = this.#cipher()?.sealName(Buffer.from(name), FILE_PLACE);
    return sealed && Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length).toString('hex');
  }

  /** What a file of this name is called in truth; undefined for one that is not sealed, or damaged, or another key's. */
  nameOfFile(name: string): string | undefined {
    // What lies beside a content begins with the same letters.
    return HEX.test(name) ? textOf(this.#cipher()?.openName(Buffer.from(name, 'hex'), FILE_PLACE)) : undefined;
  }

  /** The key of a file of its own. @param salt random, beside it. @throws where there is no key */
  fileKey(salt: Uint8Array): Uint8Array {
    return this.#key().fileKey(salt);
  }

  /**
   * Lets the database's statements say `seal(value, place)`, `sealname(value, place)` and `unseal(value, place)`, where what is NULL
   * stays NULL, and what is damaged becomes it.
   */
  teach(db: DatabaseSync): void {
    const functions = {
      seal: (value: string, place: string) => this.sealText(value, place),
      sealname: (value: string, place: string) => this.sealName(value, place),
      unseal: (value: string, place: string) => this.openText(value, place) ?? null,
    };
    for (const [name, work] of Object.entries(functions))
      db.function(name, (value: SQLInputValue, place: SQLInputValue) =>
        typeof value === 'string' ? work(value, String(place)) : value,
      );
  }

  #key(): ValueCipher {
    const cipher = this.#cipher();
    if (cipher === undefined) throw new SealedValueError();
    return cipher;
  }
}

/** Where nothing is sealed. */
export const OPEN_REST = new Rest(
  () => undefined,
  () => false,
);

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
}
