import { type PeerAction, QuietPeer, send } from './practice-peer.ts';
import { Utf8Walk } from './utf8-walk.ts';

const SMALL_A = 0x61;
const SMALL_Z = 0x7a;
const TO_CAPITAL = 0x20;

/**
 * Returns the bytes with ASCII letters in upper case and every other character as it is.
 *
 * In UTF-8 a byte from 0x61 to 0x7a is always a letter. In GBK it may be the second half of a character, which must
 * survive. What came is taken for UTF-8 while it can be that, whole chunk by whole chunk; a chunk that is no UTF-8 makes
 * it GBK (or GB18030) for good, where the byte behind a first half is never touched. Both are followed over the end of a
 * chunk. A datagram stands alone.
 */
export class UpperPeer extends QuietPeer {
  readonly #datagrams: boolean;
  #utf8 = new Utf8Walk();
  #isUtf8 = true;
  /** The byte before was the first half of a GBK character. */
  #half = false;

  constructor(datagrams: boolean) {
    super();
    this.#datagrams = datagrams;
  }

  override received(bytes: Uint8Array): readonly PeerAction[] {
    if (this.#datagrams) {
      this.#utf8 = new Utf8Walk();
      this.#isUtf8 = true;
      this.#half = false;
    }
    if (!this.#utf8.accepts(bytes)) this.#isUtf8 = false;
    const upper = bytes.map((byte) => this.#raise(byte));
    return [send(upper)];
  }

  /** The halves are counted in UTF-8 too: the next chunk may show that it was GBK all along. */
  #raise(byte: number): number {
    const isSecond = this.#half && (byte >= 0x40 || (byte >= 0x30 && byte <= 0x39)) && byte !== 0x7f && byte !== 0xff;
    this.#half = !isSecond && byte >= 0x81 && byte <= 0xfe;
    const untouched = isSecond && !this.#isUtf8;
    return !untouched && byte >= SMALL_A && byte <= SMALL_Z ? byte - TO_CAPITAL : byte;
  }
}
