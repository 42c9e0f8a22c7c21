import { randomBytes } from 'node:crypto';
import { hexText } from '../../core/secure/byte-text.ts';
import { type Introduced, Introduction } from '../../core/session/introduction.ts';
import type { KeptRoom } from '../../core/session/kept-room.ts';
import { FrameDecoder } from '../../core/wire/frame-decoder.ts';
import { encodeFrame } from '../../core/wire/frame-writer.ts';
import { parseHostMessage } from '../../core/wire/host-messages.ts';
import { isProtocolError } from '../../core/wire/protocol-error.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { Transport } from '../../shared/models.ts';
import type { Dial } from '../net/dial.ts';
import type { StreamLink } from '../net/stream-link.ts';
import { digests } from '../secure/digests.ts';
import type { RoomCopies } from '../store/joined-rooms.ts';
import { monotonicNow } from '../time/clocks.ts';

/** Who is asked has so many milliseconds for all answers. */
const ANSWER_MS = 10_000;
const UNPROVEN: Problem = { code: 'room_unproven', text: 'what answers there can’t prove that it is this room' };

/** Asks the host at the other end of an open link which room it is. */
class Inquiry {
  readonly #link: Pick<StreamLink, 'send' | 'security'>;
  readonly #introduction: Introduction;
  readonly #decoder = new FrameDecoder();
  readonly #found: (outcome: Introduced) => void;

  constructor(
    link: Pick<StreamLink, 'send' | 'security'>,
    known: RoomCopies['known'],
    found: (outcome: Introduced) => void,
  ) {
    this.#link = link;
    this.#found = found;
    const randomHex = (digits: number) => randomBytes(digits / 2).toString('hex');
    this.#introduction = new Introduction({ digests, randomHex, known, linkHash: () => link.security?.hash });
  }

  begin(expected: readonly KeptRoom[]): void {
    for (const header of this.#introduction.begin(expected)) this.#link.send(encodeFrame(header));
  }

  /** Takes what one `recv()` returned. */
  take(chunk: Uint8Array): void {
    this.#decoder.push(chunk);
    for (let frame = this.#decoder.next(); frame !== undefined; frame = this.#decoder.next()) {
      const message = isProtocolError(frame) ? frame : parseHostMessage(frame.header);
      if (message === undefined) continue;
      if (isProtocolError(message) || message.type === 'error') return this.#found({ kind: 'mute' });
      const outcome = message.type === 'proof' ? this.#introduction.take(message) : undefined;
      const isOver = outcome && 'kind' in outcome;
      if (isOver) return this.#found(outcome);
      for (const header of outcome ?? []) this.#link.send(encodeFrame(header));
    }
  }
}

/** Whether the host at the other end may serve this room: its certificate is of the room's key. */
function isShownBy({ security }: StreamLink, { room, roomKey }: KeptRoom): boolean {
  const certificate = security?.certificate;
  return certificate?.roomId === room && hexText(certificate.roomKey) === roomKey;
}

/** Opens links that count as open once the room there has proven to be the one that is meant, if one is. */
export function provenDial(dial: Dial, meant: () => KeptRoom | undefined): Dial {
  return (transport, opened, events) => {
    const kept = meant();
    if (!kept) return dial(transport, opened, events);
    let inquiry: Inquiry | undefined;
    let isProven = false;
    let isOver = false;
    const over = (problem: Problem) => {
      if (isOver) return;
      isOver = true;
      events.closed(problem);
    };
    const link: StreamLink = dial(
      transport,
      () => {
        if (kept.roomKey !== undefined) {
          isProven = isShownBy(link, kept);
          if (isProven) return opened();
          over(UNPROVEN);
          return link.destroy();
        }
        inquiry = new Inquiry(
          link,
          () => [],
          (outcome) => {
            isProven = outcome.kind === 'proven';
            if (isProven) return opened();
            over(UNPROVEN);
            link.destroy();
          },
        );
        inquiry.begin([kept]);
      },
      { ...events, received: (chunk) => (isProven ? events.received(chunk) : inquiry?.take(chunk)), closed: over },
    );
    return link;
  };
}

/**
 * Finds out which of the rooms that are kept is at the end of `dial`; undefined when it is none, or nobody answers.
 * @param signal ends the question, without an answer
 */
export function whichRoom(
  dial: Dial,
  transport: Transport,
  expected: readonly KeptRoom[],
  known: RoomCopies['known'],
  signal?: AbortSignal,
): Promise<KeptRoom | undefined> {
  const { promise, resolve } = Promise.withResolvers<KeptRoom | undefined>();
  let inquiry: Inquiry | undefined;
  const link: StreamLink = dial(
    transport,
    () => {
      const shown = expected.find((kept) => kept.roomKey !== undefined && isShownBy(link, kept));
      const asked = expected.filter(({ roomKey }) => roomKey === undefined);
      if (shown || asked.length === 0) return resolve(shown);
      inquiry = new Inquiry(link, known, (outcome) => resolve(outcome.kind === 'proven' ? outcome.kept : undefined));
      inquiry.begin(asked);
      link.send(encodeFrame({ type: 'ping', t: monotonicNow() }));
    },
    {
      received: (chunk) => inquiry?.take(chunk),
      drained: () => {},
      ended: () => {},
      closed: () => resolve(undefined),
    },
  );
  signal?.addEventListener('abort', () => resolve(undefined), { once: true });
  const patience = setTimeout(() => resolve(undefined), ANSWER_MS);
  return promise.finally(() => {
    clearTimeout(patience);
    link.close();
  });
}
