import type { HandshakeDone } from '../../core/secure/handshake.ts';
import type { LinkSecurity } from '../../core/secure/link-security.ts';
import { RecordReader } from '../../core/secure/record-reader.ts';
import { RecordWriter } from '../../core/secure/record-writer.ts';
import type { SecureCrypto } from '../../core/secure/secure-crypto.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type { LinkQuality } from '../../shared/models.ts';
import type { StreamLink } from './stream-link.ts';

/**
 * A link around a link: what is sent over it goes out as records, once its handshake is over. All else (the queue, who may be
 * read, the end) is that of the link inside. What is handed over at once is sealed at once: a turn costs each link one seal.
 */
export class SealedStream implements StreamLink {
  readonly security: LinkSecurity;
  readonly #inner: StreamLink;
  readonly #writer: RecordWriter;
  readonly #reader: RecordReader;

  constructor(inner: StreamLink, crypto: SecureCrypto, { sendKey, receiveKey, security }: HandshakeDone) {
    this.#inner = inner;
    this.security = security;
    this.#writer = new RecordWriter(crypto, sendKey);
    this.#reader = new RecordReader(crypto, receiveKey);
  }

  get address(): string {
    return this.#inner.address;
  }

  get port(): number | undefined {
    return this.#inner.port;
  }

  /**
   * Opens what one `recv()` of the link inside returned.
   * @param take hears the plaintext of each record
   * @returns false when a bit is another than the peer sent: nothing that comes can be believed any more
   */
  receive(records: Uint8Array, take: (plain: Uint8Array) => void): boolean {
    return this.#reader.read(records, take);
  }

  send(bytes: Uint8Array): number {
    return bytes.length === 0 ? this.#inner.queuedBytes() : this.#inner.send(this.#writer.seal(bytes));
  }

  sendTwo(first: Uint8Array, second: Uint8Array): number {
    return this.#inner.send(this.#writer.seal(first, second));
  }

  lend(bytes: Uint8Array, release: () => void): number {
    const queued = this.send(bytes);
    // What travels is another piece of memory.
    release();
    return queued;
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
