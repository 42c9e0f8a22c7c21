import { WebSocket } from 'ws';
import { type LoadMember, type OnDelivery, readText, textOf } from './member.ts';

/** Connects to the broadcast server of the `ws` package, in clear or over TLS. Settles when the connection is open. */
export function joinWs(
  port: number,
  index: number,
  onDelivery: OnDelivery,
  scheme: 'ws' | 'wss' = 'ws',
): Promise<LoadMember> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${scheme}://127.0.0.1:${port}`, {
      perMessageDeflate: false,
      rejectUnauthorized: false,
    });
    socket.once('error', reject);
    socket.on('message', (data) => readText(data as Buffer, 0, onDelivery));
    socket.once('open', () =>
      resolve({
        send: (from, to) => {
          for (let number = from; number < to; number += 1) socket.send(textOf(index, number));
        },
        close: () => socket.terminate(),
      }),
    );
  });
}
