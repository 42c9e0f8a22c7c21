import { occupy, portOf } from '../network/ports.ts';
import { frame, PlainReader } from '../programs/plain-frames.ts';

/** A host of the first version, which knows nothing of sealing and of proofs, and welcomes everybody. */
export interface ClearHost {
  readonly port: number;
  /** Types of the frames that it heard, for each link. */
  readonly types: string[][];
}

/** Opens one on loopback; it is closed when the test ends. */
export async function clearHost(port = 0): Promise<ClearHost> {
  const types: string[][] = [];
  const room = { id: 'cd'.repeat(16), name: 'Old room' };
  const server = await occupy({ port }, (socket) => {
    const heard: string[] = [];
    types.push(heard);
    const reader = new PlainReader();
    let isMember = false;
    socket.on('data', (chunk) => {
      for (const { header } of reader.push(chunk)) {
        heard.push(String(header.type));
        if (header.type === 'hello') {
          isMember = true;
          const members = [{ id: 'm1', nick: header['nick'], host: false }];
          socket.write(frame({ type: 'welcome', v: 1, room, session: 'ef'.repeat(16), you: 'm1', members, seq: 0 }));
        } else if (header.type === 'ping' && isMember) socket.write(frame({ type: 'pong', t: header['t'] }));
        else if (header.type === 'ping') socket.end(frame({ type: 'error', code: 'hello_expected', text: 'hello' }));
      }
    });
  });
  return { port: portOf(server), types };
}
