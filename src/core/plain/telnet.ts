/** «Interpret as command», the byte that starts every telnet command (RFC 854). No UTF-8 or GB18030 text holds it. */
export const TELNET_IAC = 0xff;
const SUBNEGOTIATION_END = 0xf0;
const ERASE_CHARACTER = 0xf7;
const SUBNEGOTIATION = 0xfa;
const WILL = 0xfb;
const WONT = 0xfc;
const DO = 0xfd;
const DONT = 0xfe;
const BACKSPACE = 0x08;

/** Where in a command the stream stands. */
type State = 'text' | 'command' | 'option' | 'subnegotiation' | 'subnegotiation-command';

/** True for the byte behind {@link TELNET_IAC} that makes it a command. */
export function isTelnetCommand(byte: number): boolean {
  return byte >= SUBNEGOTIATION_END && byte < TELNET_IAC;
}

/** What a chunk held beside telnet commands, and what is to be answered to those. */
export interface TelnetChunk {
  readonly text: Uint8Array;
  readonly answer: Uint8Array;
}

const NOTHING = new Uint8Array(0);
/** Bytes of a command that may have come in an earlier chunk. */
const CARRIED = 2;

/** Bytes that are written one by one, up to a known number. */
class Bytes {
  readonly #bytes: Uint8Array;
  #length = 0;

  constructor(most: number) {
    this.#bytes = new Uint8Array(most);
  }

  push(...bytes: readonly number[]): void {
    for (const byte of bytes) {
      this.#bytes[this.#length] = byte;
      this.#length += 1;
    }
  }

  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

/**
 * Takes telnet's commands out of a stream that may be cut anywhere. Every option that the peer offers or asks for is
 * refused, which is all that RFC 854 wants of an end that has none; nothing is ever asked of the peer, so that a
 * script that is no telnet never sees such a byte.
 */
export class TelnetFilter {
  #state: State = 'text';
  /** Which of WILL, WONT, DO and DONT the option belongs to. */
  #verb = 0;

  /** True when the chunk may be looked at again after this returns: without commands `text` is the chunk itself. */
  filter(chunk: Uint8Array): TelnetChunk {
    if (this.#state === 'text' && !chunk.includes(TELNET_IAC)) return { text: chunk, answer: NOTHING };
    const text = new Bytes(chunk.length + CARRIED);
    const answer = new Bytes(chunk.length + CARRIED);
    for (const byte of chunk) this.#take(byte, text, answer);
    return { text: text.written(), answer: answer.written() };
  }

  #take(byte: number, text: Bytes, answer: Bytes): void {
    switch (this.#state) {
      case 'text':
        if (byte === TELNET_IAC) this.#state = 'command';
        else text.push(byte);
        return;
      case 'command':
        this.#state = this.#command(byte, text);
        return;
      case 'option':
        if (this.#verb === DO) answer.push(TELNET_IAC, WONT, byte);
        if (this.#verb === WILL) answer.push(TELNET_IAC, DONT, byte);
        this.#state = 'text';
        return;
      case 'subnegotiation':
        if (byte === TELNET_IAC) this.#state = 'subnegotiation-command';
        return;
      case 'subnegotiation-command':
        this.#state = byte === SUBNEGOTIATION_END ? 'text' : 'subnegotiation';
        return;
    }
  }

  #command(byte: number, text: Bytes): State {
    if (byte >= WILL && byte <= DONT) {
      this.#verb = byte;
      return 'option';
    }
    if (byte === SUBNEGOTIATION) return 'subnegotiation';
    if (byte === ERASE_CHARACTER) text.push(BACKSPACE);
    // Doubled it stands for itself; before anything else it is no command.
    if (byte === TELNET_IAC) text.push(TELNET_IAC);
    else if (!isTelnetCommand(byte)) text.push(TELNET_IAC, byte);
    return 'text';
  }
}
