import type { Problem } from '../../shared/error-codes.ts';
import { FrameDecoder } from '../wire/frame-decoder.ts';
import { parseHostMessage } from '../wire/host-messages.ts';
import type { HostMessage } from '../wire/messages.ts';
import { isProtocolError } from '../wire/protocol-error.ts';
import { echoed } from './host-problems.ts';
import { TextGreeting } from './text-greeting.ts';

/** What one link brings, as messages: the host's line for whoever speaks text is skipped, what nobody knows is too. */
export class HostStream {
  readonly #decoder = new FrameDecoder();
  readonly #text = new TextGreeting();

  /** Takes what one `recv()` returned. */
  push(chunk: Uint8Array): void {
    this.#decoder.push(this.#text.skip(chunk));
  }

  /** The next message, or why nothing can be read any more; undefined until more bytes come. */
  next(): HostMessage | { readonly broken: Problem } | undefined {
    for (let frame = this.#decoder.next(); frame !== undefined; frame = this.#decoder.next()) {
      const message = isProtocolError(frame) ? frame : (parseHostMessage(frame.header) ?? echoed(frame.header));
      if (message === undefined) continue;
      return isProtocolError(message) ? { broken: { code: message.error, text: message.text } } : message;
    }
    return undefined;
  }

  /** The bytes of the frame that {@link next} returned last. */
  raw(): Uint8Array {
    return this.#decoder.raw();
  }
}
