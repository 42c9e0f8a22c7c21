import type { Socket } from 'node:net';
import { occupy, portOf } from '../network/ports.ts';
import { frame, type PlainFrame, PlainReader } from '../programs/plain-frames.ts';
import { atEnd } from '../releases.ts';
import { RecordStream } from './record-stream.ts';
import { noiseFrame } from './stranger-guest.ts';
import { type Mischief, StrangerHandshake, StrangerRecords } from './stranger-handshake.ts';
import { certificateOf, ed25519Pair, type Pair, type Stranger, stranger } from './stranger-keys.ts';

type Header = PlainFrame['header'];

/** What a host shows, right or wrong. */
export interface StrangerHostOptions {
  readonly port?: number;
  readonly me?: Stranger;
  readonly room?: Pair;
  readonly roomId?: string;
  readonly certificate?: Buffer;
  /** The id that its welcome names, where that is another. */
  readonly welcomes?: string;
  readonly mischief?: Mischief;
  /** What it answers to message 1, which it got; its own message 2 unless it is said. Undefined: nothing. */
  readonly answer?: (message1: Buffer, own: () => Buffer) => Buffer | undefined;
  /** Hears each frame in records first. @returns true where nothing else becomes of it */
  readonly hears?: (header: Header, send: (header: object) => void) => boolean;
  /** What becomes of each record that it sends. */
  readonly sends?: (record: Buffer) => Buffer;
}

/** One who dialled a {@link StrangerHost}. */
export interface Dialled {
  readonly socket: Socket;
  /** Headers in clear, and those in records. */
  readonly clear: Header[];
  readonly sealed: Header[];
  /** Bodies of all `noise` frames. */
  readonly messages: Buffer[];
  readonly handshake: StrangerHandshake;
  /** Seals and sends a frame; once message 3 came. */
  send?: (header: object) => void;
}

export interface StrangerHost {
  readonly port: number;
  readonly me: Stranger;
  readonly room: Pair;
  readonly roomId: string;
  readonly dialled: readonly Dialled[];
  close(): Promise<void>;
}

/** A host that seals, written from docs/protocol.md alone: whoever says `hello` in records is welcome to an empty room. */
export async function strangerHost(options: StrangerHostOptions = {}): Promise<StrangerHost> {
  const me = options.me ?? stranger();
  const room = options.room ?? ed25519Pair();
  const roomId = options.roomId ?? 'ab'.repeat(16);
  const certificate = options.certificate ?? certificateOf({ room, roomId, hostKey: me.identity.open });
  const dialled: Dialled[] = [];
  const server = await occupy({ port: options.port ?? 0 }, (socket) => {
    dialled.push(serve(socket, { ...options, me, roomId, certificate }));
  });
  const close = async () => {
    for (const { socket } of dialled) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  atEnd(close);
  return { port: portOf(server), me, room, roomId, dialled, close };
}

function serve(
  socket: Socket,
  options: StrangerHostOptions & { me: Stranger; roomId: string; certificate: Buffer },
): Dialled {
  const handshake = new StrangerHandshake(options.me, options.mischief);
  const one: Dialled = { socket, clear: [], sealed: [], messages: [], handshake };
  const frames = new PlainReader();
  let stream: RecordStream | undefined;
  // A guest that stops half-way is what is looked for.
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => {
    // Byte by byte, for right behind message 3 there are records.
    for (let at = 0; at < chunk.length; at += 1) {
      if (stream) return hear(stream, chunk.subarray(at));
      for (const heard of frames.push(chunk.subarray(at, at + 1))) take(heard);
    }
  });
  const take = ({ header, body }: PlainFrame) => {
    if (header.type !== 'noise') return one.clear.push(header);
    one.messages.push(body);
    if (one.messages.length === 1) answer(body);
    else stream = finish(body);
  };
  const answer = (message1: Buffer) => {
    const own = () => {
      handshake.read1(message1);
      return handshake.message2(options.certificate);
    };
    const message = options.answer ? options.answer(message1, own) : own();
    if (message) socket.write(noiseFrame(message));
  };
  const finish = (message3: Buffer) => {
    handshake.read3(message3);
    const { guest, host } = handshake.split();
    const out = new StrangerRecords(host);
    one.send = (header) => {
      const record = out.seal(frame(header));
      socket.write(options.sends?.(record) ?? record);
    };
    return new RecordStream(new StrangerRecords(guest));
  };
  const hear = (records: RecordStream, chunk: Buffer) => {
    for (const { header } of records.push(chunk)) {
      one.sealed.push(header);
      if (one.send && options.hears?.(header, one.send)) continue;
      if (header.type === 'hello') {
        one.send?.({
          type: 'welcome',
          v: 1,
          room: { id: options.welcomes ?? options.roomId, name: 'Strange room' },
          session: 'ee'.repeat(16),
          you: 'm1',
          members: [{ id: 'm1', nick: header.nick }],
          seq: 0,
        });
      }
      if (header.type === 'ping') one.send?.({ type: 'pong', t: header.t });
    }
  };
  return one;
}
