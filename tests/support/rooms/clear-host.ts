import type { Socket } from 'node:net';
import { occupy, portOf } from '../network/ports.ts';
import { frame, PlainReader } from '../programs/plain-frames.ts';

/** A host of the first version, which knows nothing of sealing and of proofs, and welcomes everybody. */
export interface ClearHost {
  readonly port: number;
  /** Types of the frames that it heard, for each link. */
  readonly types: string[][];
}

const ROOM = { id: 'cd'.repeat(16), name: 'Old room' };

/** Answers one link as such a host does. @param heard gets the types of the frames that came */
export function answerInClear(socket: Socket, heard: string[] = []): void {
  const reader = new PlainReader();
  let isMember = false;
  socket.on('data', (chunk) => {
    for (const { header } of reader.push(chunk)) {
      heard.push(String(header.type));
      if (header.type === 'hello') {
        isMember = true;
        const members = [{ id: 'm1', nick: header['nick'], host: false }];
        const welcome = { type: 'welcome', v: 1, room: ROOM, session: 'ef'.repeat(16), you: 'm1', members, seq: 0 };
        socket.write(frame(welcome));
      } else if (header.type === 'ping' && isMember) socket.write(frame({ type: 'pong', t: header['t'] }));
      else if (header.type === 'ping') socket.end(frame({ type: 'error', code: 'hello_expected', text: 'hello' }));
    }
  });
}

/** Opens one on loopback; it is closed when the test ends. */
export async function clearHost(port = 0): Promise<ClearHost> {
  const types: string[][] = [];
  const server = await occupy({ port }, (socket) => {
    const heard: string[] = [];
    types.push(heard);
    answerInClear(socket, heard);
  });
  return { port: portOf(server), types };
}
