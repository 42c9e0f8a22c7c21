/**
 * One end of a relay that checks nothing: `relay-process.ts sink|source tcp|ws PORT`. Its first task is to connect, the sink before the
 * source; then a sink's is the file to write, which it answers when all bytes are written, and a source's the one to send.
 */

import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { WebSocket } from 'ws';
import { answerTasks } from './tasks.ts';

interface RelayTask {
  /** None: connect. */
  readonly path?: string;
  /** How many a sink waits for. */
  readonly bytes?: number;
}

const [role, kind, portText] = process.argv.slice(2) as ['sink' | 'source', 'tcp' | 'ws', string];
const port = Number(portText);
const MESSAGE = 65_536;
/** What may wait in a WebSocket before the file is read on. */
const WAITING_MOST = 16 * MESSAGE;

let socket: Socket | undefined;
/** It stays: a server of WebSockets sends to whoever is there. */
let webSocket: WebSocket | undefined;

async function tcp({ path }: RelayTask): Promise<void> {
  if (path === undefined || !socket) {
    socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
  } else if (role === 'sink') await pipeline(socket, createWriteStream(path));
  else await pipeline(createReadStream(path), socket);
}

async function ws({ path, bytes = 0 }: RelayTask): Promise<void> {
  if (path === undefined) {
    if (webSocket) return;
    webSocket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    await once(webSocket, 'open');
  } else if (webSocket) await (role === 'sink' ? wsSink(webSocket, path, bytes) : wsSource(webSocket, path));
}

async function wsSource(to: WebSocket, path: string): Promise<void> {
  for await (const chunk of createReadStream(path, { highWaterMark: MESSAGE })) {
    const written = new Promise<void>((resolve) => to.send(chunk, () => resolve()));
    if (to.bufferedAmount > WAITING_MOST) await written;
  }
}

function wsSink(from: WebSocket, path: string, bytes: number): Promise<void> {
  const file = createWriteStream(path);
  let left = bytes;
  return new Promise((resolve) => {
    from.on('message', (chunk: Buffer) => {
      file.write(chunk);
      left -= chunk.length;
      if (left > 0) return;
      from.removeAllListeners('message');
      file.end(resolve);
    });
  });
}

answerTasks(kind === 'tcp' ? tcp : ws);
