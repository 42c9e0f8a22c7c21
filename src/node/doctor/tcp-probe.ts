import { FrameDecoder } from '../../core/wire/frame-decoder.ts';
import { FrameWriter } from '../../core/wire/frame-writer.ts';
import { parseHostMessage } from '../../core/wire/host-messages.ts';
import { isProtocolError } from '../../core/wire/protocol-error.ts';
import type { RoomAddress } from '../../shared/address.ts';
import type { TcpOutcome } from '../../shared/doctor/models.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { connectTcp } from '../net/tcp-connect.ts';

/** Longest that a connection may take to be made, and a room to answer then, in milliseconds. */
export const TCP_CONNECT_MS = 4_000;
export const TCP_ANSWER_MS = 2_000;

/**
 * Connects and asks something that only a room answers, and that makes nobody a member: a `ping` before any `hello`, to
 * which the answer is an `error`.
 * @param address with a numeric host
 * @returns undefined when `signal` ended it
 */
export function probeTcp(address: RoomAddress, signal: AbortSignal): Promise<TcpOutcome | undefined> {
  const decoder = new FrameDecoder();
  return new Promise((resolve) => {
    let connected = false;
    let timer: NodeJS.Timeout | undefined;
    const done = (outcome: TcpOutcome | undefined) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      resolve(outcome);
      link.destroy();
    };
    const aborted = () => done(undefined);
    const link = connectTcp(
      address,
      () => {
        connected = true;
        clearTimeout(timer);
        timer = setTimeout(() => done('silent'), TCP_ANSWER_MS);
        link.send(question());
      },
      {
        received: (chunk) => {
          decoder.push(chunk);
          const frame = decoder.next();
          if (frame === undefined) return;
          done(!isProtocolError(frame) && isAnswer(frame.header) ? 'room' : 'other');
        },
        drained: () => {},
        ended: () => done('other'),
        closed: (problem) => done(connected ? 'other' : outcomeOf(problem)),
      },
    );
    timer = setTimeout(() => done('timed_out'), TCP_CONNECT_MS);
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
}

function question(): Uint8Array {
  const writer = new FrameWriter();
  writer.write('{"type":"ping","t":0}');
  return writer.take();
}

/** Whether it is something that a host says; an `error` is, of whichever code. */
function isAnswer(header: Parameters<typeof parseHostMessage>[0]): boolean {
  const message = parseHostMessage(header);
  return message !== undefined && !isProtocolError(message);
}

function outcomeOf({ code }: Problem): TcpOutcome {
  if (code === 'refused' || code === 'timed_out' || code === 'unreachable') return code;
  return code === 'address_not_here' ? 'unreachable' : 'failed';
}
