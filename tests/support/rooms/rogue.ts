import { once } from 'node:events';
import type { Socket } from 'node:net';
import { occupy, portOf } from '../network/ports.ts';
import { frame, PlainReader } from '../programs/plain-frames.ts';

export interface Rogue {
  /** Headers of all that it was told. */
  readonly told: readonly string[];
  readonly port: number;
  close(): Promise<void>;
}

/** A host that claims to be a room, whatever it is asked. @param port 0 for a free one */
export async function rogue(port: number, room: object, answersProofs: boolean): Promise<Rogue> {
  const told: string[] = [];
  const sockets: Socket[] = [];
  const server = await occupy({ port }, (socket) => {
    const reader = new PlainReader();
    sockets.push(socket);
    socket.on('data', (chunk) => {
      for (const { header } of reader.push(chunk)) {
        told.push(JSON.stringify(header));
        if (header.type === 'prove' && answersProofs) {
          socket.write(frame({ type: 'proof', room, nonce: 'aa'.repeat(16), mac: 'ff'.repeat(32) }));
        }
        if (header.type === 'ping') socket.write(frame({ type: 'pong', t: header.t }));
        if (header.type !== 'hello') continue;
        socket.write(frame({ type: 'welcome', v: 1, room, session: 'ee'.repeat(16), you: 'm1', members: [], seq: 0 }));
      }
    });
  });
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { told, port: portOf(server), close };
}
