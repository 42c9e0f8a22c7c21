import type { HandshakeDone } from '../../core/secure/handshake.ts';
import { RECORD_PLAIN_MOST } from '../../core/secure/layout.ts';
import type { LinkSecurity } from '../../core/secure/link-security.ts';
import { RecordReader } from '../../core/secure/record-reader.ts';
import { RecordWriter, sealedLength } from '../../core/secure/record-writer.ts';
import type { SecureCrypto } from '../../core/secure/secure-crypto.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type { LinkQuality } from '../../shared/models.ts';
import { giveBackMemory } from '../secure/give-back-memory.ts';
import { LEAST_LENT, SealMemory } from './seal-memory.ts';
import type { StreamLink } from './stream-link.ts';

const NOTHING = new Uint8Array(0);
/** Bytes that are sealed and handed over at a time, three records: the list of a large room is the longest that is sent. */
const SLICE = 3 * RECORD_PLAIN_MOST;
/** All links of this process seal into the same, one after the other. */
const memory = new SealMemory();

/**
 * A link around a link: what is sent over it goes out as records, once its handshake is over. All else (the queue, who may be
 * read, the end) is that of the link inside. What is handed over at once is sealed at once: a turn costs each link one seal.
 */
export class SealedStream implements StreamLink {
  readonly security: LinkSecurity;
  readonly #inner: StreamLink;
  readonly #writer: RecordWriter;
  readonly #reader: RecordReader;

  /** @param unread bytes of records that the link inside brought already, behind the last message of the handshake */
  constructor(inner: StreamLink, crypto: SecureCrypto, done: HandshakeDone, unread: number) {
    const { sendKey, receiveKey, security } = done;
    this.#inner = inner;
    this.security = security;
    this.#writer = new RecordWriter(crypto, sendKey);
    this.#reader = new RecordReader(crypto, receiveKey);
    inner.tape?.sealed('in', unread);
    inner.tape?.sealed('out');
  }

  get address(): string {
    return this.#inner.address;
  }

  get port(): number | undefined {
    return this.#inner.port;
  }

  /**
   * Opens what one `recv()` of the link inside returned.
   * @param take hears the plaintext of each record; the bytes are this one's again when it returns
   * @returns false when a bit is another than the peer sent: nothing that comes can be believed any more
   */
  receive(records: Uint8Array, take: (plain: Uint8Array) => void): boolean {
    const inside = this.#inner.tape?.inside;
    return this.#reader.read(records, (plain) => {
      inside?.copy('in', plain);
      take(plain);
      giveBackMemory(plain);
    });
  }

  send(bytes: Uint8Array): number {
    if (bytes.length === 0) return this.#inner.queuedBytes();
    this.#inner.tape?.inside.keep('out', bytes);
    return this.#seal(bytes, NOTHING);
  }

  sendTwo(first: Uint8Array, second: Uint8Array): number {
    this.#inner.tape?.inside.keep('out', first, second);
    return this.#seal(first, second);
  }

  lend(bytes: Uint8Array, release: () => void): number {
    // Its memory is used again: what is kept of it is a copy.
    this.#inner.tape?.inside.copy('out', bytes);
    const queued = this.#seal(bytes, NOTHING);
    // What travels is another piece of memory.
    release();
    return queued;
  }

  #seal(first: Uint8Array, second: Uint8Array): number {
    if (first.length + second.length <= SLICE) return this.#sealSlice(first, second);
    let queued = 0;
    for (const piece of [first, second]) {
      for (let at = 0; at < piece.length; at += SLICE) {
        queued = this.#sealSlice(piece.subarray(at, at + SLICE), NOTHING);
      }
    }
    return queued;
  }

  #sealSlice(first: Uint8Array, second: Uint8Array): number {
    const inner = this.#inner;
    // Where bytes wait already, these will too: such memory is given back as soon as they are gone.
    const isAtOnce = inner.lend !== undefined && inner.queuedBytes() === 0;
    const lent = isAtOnce ? memory.lend(sealedLength(first.length + second.length)) : undefined;
    const records = this.#writer.seal(first, second, lent?.bytes);
    if (!inner.lend || records.length < LEAST_LENT) return inner.send(records);
    return inner.lend(records, lent?.release ?? (() => giveBackMemory(records)));
  }

  queuedBytes(): number {
    return this.#inner.queuedBytes();
  }

  pause(paused: boolean): void {
    this.#inner.pause(paused);
  }

  quality(): LinkQuality | undefined {
    return this.#inner.quality?.();
  }

  networkChanged(): void {
    this.#inner.networkChanged?.();
  }

  impair(impairment: Impairment | undefined): void {
    this.#inner.impair?.(impairment);
  }

  close(): void {
    this.#inner.close();
  }

  destroy(): void {
    this.#inner.destroy();
  }
}
