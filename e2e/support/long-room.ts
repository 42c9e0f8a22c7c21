/** A room with a long past, made by the real host and real members of the wire before the app opens it. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { RoomHost } from '../../src/node/hosting/room-host.ts';
import { dataFolder } from '../../src/node/party/data-folder.ts';
import { frame, PlainReader } from '../../tests/support/programs/plain-frames.ts';

/**
 * Has two members say `count` messages in turns, «message 1» to «message n», in the room `name` of a data folder,
 * and closes the room.
 */
export async function fillRoom(dataDir: string, name: string, count: number): Promise<void> {
  const path = dataFolder.hostedRoom(dataDir, name);
  const limits = { messageBurst: count, messagesPerSecond: count };
  const opened = await RoomHost.open({ name, port: 0, bind: '127.0.0.1', path, limits });
  if (!opened.ok) throw new Error(opened.problem.text);
  const host = opened.value;
  const { port } = host.listening;
  await sayMany(port, 'Dora', 1, count / 2);
  await sayMany(port, 'Emil', count / 2 + 1, count);
  await host.close();
}

/** Joins, says the messages with these numbers and leaves once the last is accepted. */
async function sayMany(port: number, nick: string, from: number, to: number): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port });
  const reader = new PlainReader();
  const last = Promise.withResolvers<void>();
  socket.on('error', last.reject);
  socket.on('data', (chunk: Buffer) => {
    for (const { header } of reader.push(chunk)) {
      if (header.type === 'welcome') for (let at = from; at <= to; at += 1) socket.write(sayFrame(at));
      if (header.type === 'refused' || header.type === 'error') last.reject(new Error(JSON.stringify(header)));
      if (header.type === 'accepted' && header.id === `m${to}`) last.resolve();
    }
  });
  const device = Buffer.from(nick.padEnd(16)).toString('hex');
  socket.write(frame({ type: 'hello', v: 1, nick, device }));
  await last.promise;
  const closed = once(socket, 'close');
  socket.end(frame({ type: 'bye' }));
  await closed;
}

/** Every seventh is long, so that rows differ in height. */
function sayFrame(at: number): Buffer {
  const more = at % 7 === 0 ? ' which says more than fits into one line of a bubble, '.repeat(4) : '';
  return frame({ type: 'say', id: `m${at}`, text: `message ${at}.${more}` });
}
