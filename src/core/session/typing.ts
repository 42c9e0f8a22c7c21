import { parseHostMessage } from '../wire/host-messages.ts';
import { isProtocolError } from '../wire/protocol-error.ts';
import { headersIn } from '../wire/whole-frames.ts';

/** Ids of the members who write something, by frames that came outside of a link's stream; all else there is ignored. */
export function typistsIn(frames: Uint8Array): readonly string[] {
  const members: string[] = [];
  for (const header of headersIn(frames)) {
    const message = parseHostMessage(header);
    if (message && !isProtocolError(message) && message.type === 'typing') members.push(message.from);
  }
  return members;
}
