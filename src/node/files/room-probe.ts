import { FileDecoder } from '../../core/transfer/file-decoder.ts';
import { parseFileReply } from '../../core/transfer/file-messages.ts';
import { encodeFrame } from '../../core/wire/frame-writer.ts';
import { isProtocolError, protocolError } from '../../core/wire/protocol-error.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { Transport } from '../../shared/models.ts';
import type { Dial } from '../net/dial.ts';

/** Longest that a room may take to answer, in milliseconds. */
export const PROBE_MS = 10_000;
/** Nobody's content: a room says that it does not have it. */
const NO_CONTENT = '0'.repeat(64);
const NOT_A_ROOM: Problem = { code: 'not_a_room', text: 'it answers, but not as a room' };
const SILENT: Problem = { code: 'timed_out', text: `nothing answered within ${PROBE_MS / 1_000} s` };

/** Asks whether a room that takes files is there. @returns why there is none */
export function probeRoom(dial: Dial, transport: Transport): Promise<Problem | undefined> {
  const { promise, resolve } = Promise.withResolvers<Problem | undefined>();
  const decoder = new FileDecoder({
    header: (header) => {
      const reply = parseFileReply(header);
      if (reply === undefined || isProtocolError(reply)) return protocolError('bad_message', 'that is no answer');
      resolve(reply.type === 'refused' || reply.type === 'pieces' ? undefined : NOT_A_ROOM);
      return 0;
    },
    bytes: () => {},
    end: () => {},
  });
  const ask = () => link.send(encodeFrame({ type: 'pieces', hash: NO_CONTENT }));
  const link = dial(transport, ask, {
    received: (chunk) => {
      if (decoder.push(chunk)) resolve(NOT_A_ROOM);
    },
    drained: () => {},
    ended: () => resolve(NOT_A_ROOM),
    // It hung up before it said anything, also before it was asked: no room does.
    closed: (problem) => resolve(problem.code === 'link_lost' ? NOT_A_ROOM : problem),
  });
  const timer = setTimeout(() => resolve(SILENT), PROBE_MS);
  return promise.finally(() => {
    clearTimeout(timer);
    link.destroy();
  });
}
