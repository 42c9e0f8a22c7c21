import type { Problem } from '../../shared/error-codes.ts';
import { joinBytes } from '../join-bytes.ts';
import { sameBytes } from '../same-bytes.ts';
import { echoed, knownProblem } from '../session/host-problems.ts';
import { TextGreeting } from '../session/text-greeting.ts';
import { saidAs } from '../wire/field-guards.ts';
import type { Frame, FrameHeader } from '../wire/frame.ts';
import { encodeFrame } from '../wire/frame-writer.ts';
import { isProtocolError } from '../wire/protocol-error.ts';
import type { GuestSealing } from './guest-sealing.ts';
import type { HandshakeDone } from './handshake.ts';
import { HandshakeGuest } from './handshake-guest.ts';
import { handshakeProblem } from './handshake-problem.ts';
import { HandshakeFrames, isNoise, noiseFrame } from './stream-handshake.ts';

/** What came of a guest's handshake over a stream. */
export type GuestOutcome =
  /** Send `message`; all that goes behind it, and `rest`, which came behind the host's, are records. */
  | { readonly kind: 'sealed'; readonly message: Uint8Array; readonly done: HandshakeDone; readonly rest: Uint8Array }
  /** The host knows nothing of handshakes. */
  | { readonly kind: 'clear' }
  | { readonly kind: 'refused'; readonly problem: Problem };

const CLEAR: GuestOutcome = { kind: 'clear' };
const NO_ANSWER: Problem = { code: 'timed_out', text: 'nothing answers there' };
const AN_ECHO: Problem = { code: 'not_a_room', text: 'it sends back what it is told' };

/**
 * The guest's end of the handshake over a stream. A `ping` goes behind the first message: a host that knows nothing of handshakes
 * passes over the message and answers the ping, so that nobody has to wait to know.
 */
export class StreamGuest {
  readonly #sealing: GuestSealing;
  readonly #handshake: HandshakeGuest;
  readonly #text = new TextGreeting();
  readonly #frames = new HandshakeFrames();
  #first: Uint8Array | undefined;

  constructor(sealing: GuestSealing) {
    this.#sealing = sealing;
    this.#handshake = new HandshakeGuest(sealing.crypto, sealing.identity);
  }

  /** The bytes to begin with. */
  start(): Uint8Array {
    const first = this.#handshake.start();
    if (first.kind === 'failed') throw new Error('a handshake begins with its first message');
    this.#first = first.message;
    return joinBytes([noiseFrame(first.message), encodeFrame({ type: 'ping', t: 0 })]);
  }

  /** Takes what one `recv()` returned. @returns undefined until more has to come */
  receive(chunk: Uint8Array): GuestOutcome | undefined {
    this.#frames.push(this.#text.skip(chunk));
    for (let frame = this.#frames.next(); frame !== undefined; frame = this.#frames.next()) {
      const outcome = isProtocolError(frame)
        ? refused({ code: 'not_a_room', text: frame.text })
        : isNoise(frame)
          ? this.#read(frame)
          : answered(frame.header);
      if (outcome) return outcome;
    }
    return undefined;
  }

  /**
   * Nothing at all came in a time in which a host that seals answers. One that is known to seal may be asleep or cut off: that it
   * does not seal any more, which is the end of it, is what it says and never what it leaves unsaid.
   */
  silent(): GuestOutcome {
    const { inClear } = this.#sealing;
    if (inClear?.code === 'downgraded') return refused(NO_ANSWER);
    return inClear ? refused(inClear) : CLEAR;
  }

  #read({ body }: Frame): GuestOutcome {
    if (this.#first && sameBytes(body, this.#first)) return refused(AN_ECHO);
    const met = this.#handshake.read(body, this.#sealing.wallNow());
    if (met.kind === 'failed') return refused(handshakeProblem(met.problem));
    const problem = this.#sealing.meets(met);
    if (problem) return refused(problem);
    const done = this.#handshake.answer();
    if (done.kind === 'failed') return refused(handshakeProblem(done.problem));
    return { kind: 'sealed', message: noiseFrame(done.message), done, rest: this.#frames.rest() };
  }
}

/** Characters of a host's reason that are read. */
const CODE_LONGEST = 64;
const TEXT_LONGEST = 1_000;

/** What a host says that does not answer the handshake. */
function answered(header: FrameHeader): GuestOutcome | undefined {
  const { type, code, text } = header;
  if (echoed(header)) return refused(AN_ECHO);
  // A room that is closed says so, whatever it is asked.
  if (type === 'bye') return refused({ code: 'host_stopped', text: 'the host closed the room' });
  // The host seals, and has much to do.
  if (type === 'waiting') return undefined;
  if (type !== 'error' || code === 'hello_expected') return CLEAR;
  return refused(knownProblem(saidAs(code, CODE_LONGEST), saidAs(text, TEXT_LONGEST)));
}

function refused(problem: Problem): GuestOutcome {
  return { kind: 'refused', problem };
}
