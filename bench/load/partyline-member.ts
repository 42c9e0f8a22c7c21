import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { dialRoom } from '../../src/node/net/dial.ts';
import type { StreamEvents, StreamLink } from '../../src/node/net/stream-link.ts';
import { connectUdp } from '../../src/node/net/udp-connect.ts';
import { guestSealing } from '../../src/node/secure/guest-sealing.ts';
import { passingIdentity } from '../../src/node/secure/identity-store.ts';
import type { Transport } from '../../src/shared/models.ts';
import { type LoadMember, type OnDelivery, readText, TEXT_BYTES, textOf } from './member.ts';

/** Where the type's initial stands behind the length, and the number of an event in its header. */
const TYPE_AT = 4 + '{"type":"'.length;
const SEQ_AT = '{"type":"event","seq":'.length;
const EVENT_INITIAL = 'e'.charCodeAt(0);
const [QUOTE, COLON, COMMA] = [0x22, 0x3a, 0x2c];
/** Ids are unique per device, and the next load uses the same devices. */
const RUN = process.pid.toString(36);
/** A guest acknowledges a few times a second, as the app does. */
const ACK_MS = 250;

function frame(header: object): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const bytes = Buffer.allocUnsafe(4 + json.length);
  bytes.writeInt32LE(json.length, 0);
  json.copy(bytes, 4);
  return bytes;
}

/** What a member needs of its link. */
interface Wire {
  write(bytes: Buffer): void;
  destroy(): void;
}

/** Joins a Partyline room over a bare socket. Settles when all of the room's history is here. */
export function joinPartyline(port: number, index: number, onDelivery: OnDelivery): Promise<LoadMember> {
  return join(index, onDelivery, (received, closed) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.on('data', received);
    socket.once('error', closed);
    socket.once('close', closed);
    return Promise.resolve(socket);
  });
}

/** The same over the reliable datagram link, which has no barer form. */
export function joinPartylineOverUdp(port: number, index: number, onDelivery: OnDelivery): Promise<LoadMember> {
  const to = { port, host: '127.0.0.1' };
  return join(index, onDelivery, (received, closed) =>
    overLink((opened, events) => connectUdp(to, opened, events), received, closed),
  );
}

/** The same over a sealed link, which has no barer form either. */
export function joinPartylineSealed(
  port: number,
  index: number,
  onDelivery: OnDelivery,
  transport: Transport = 'tcp',
): Promise<LoadMember> {
  const dial = dialRoom({ port, host: '127.0.0.1' }, undefined, guestSealing({ identity: passingIdentity() }));
  // Each run has keys of its own, to which a device belongs for ever.
  const device = randomBytes(16).toString('hex');
  return join(
    index,
    onDelivery,
    (received, closed) => overLink((opened, events) => dial(transport, opened, events), received, closed),
    device,
  );
}

type Opens = (opened: () => void, events: StreamEvents) => StreamLink;

/** A member's wire on one of our own links. */
function overLink(open: Opens, received: (chunk: Buffer) => void, closed: (error: Error) => void): Promise<Wire> {
  return new Promise((resolve) => {
    const link: StreamLink = open(() => resolve(wire), {
      received: (chunk) => received(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)),
      drained: () => {},
      ended: () => {},
      closed: ({ text }) => closed(new Error(text)),
    });
    const wire: Wire = { write: (bytes) => void link.send(bytes), destroy: () => link.destroy() };
  });
}

async function join(
  index: number,
  onDelivery: OnDelivery,
  open: (received: (chunk: Buffer) => void, closed: (error?: Error) => void) => Promise<Wire>,
  device?: string,
): Promise<LoadMember> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const reader = new EventReader(onDelivery, resolve);
  let acknowledge: NodeJS.Timeout | undefined;
  const wire = await open(
    (chunk) => reader.read(chunk),
    (error) => {
      clearInterval(acknowledge);
      reject(error ?? new Error('the room closed the link'));
    },
  );
  acknowledge = setInterval(() => {
    if (reader.unacked > 0) wire.write(frame({ type: 'ack', seq: reader.seq }));
    reader.unacked = 0;
  }, ACK_MS);
  wire.write(frame({ type: 'hello', v: 1, nick: `n${index}`, device: device ?? index.toString(16).padStart(32, '0') }));
  await promise;
  return {
    send: (from, to) => {
      const frames: Buffer[] = [];
      for (let number = from; number < to; number += 1) {
        frames.push(frame({ type: 'say', id: `${RUN}-${number}`, text: textOf(index, number) }));
      }
      wire.write(frames.length === 1 ? (frames[0] as Buffer) : Buffer.concat(frames));
    },
    close: () => wire.destroy(),
  };
}

/** Finds events in the stream by where their fields stand, without parsing: the load must be faster than the server. */
class EventReader {
  unacked = 0;
  seq = 0;
  readonly #onDelivery: OnDelivery;
  readonly #onJoined: () => void;
  #rest: Buffer = Buffer.alloc(0);
  /** Newest event at the welcome: up to it is history, which is not what the load measures. */
  #joinedAt: number | undefined;

  constructor(onDelivery: OnDelivery, onJoined: () => void) {
    this.#onDelivery = onDelivery;
    this.#onJoined = onJoined;
  }

  read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (bytes.length - at >= 4) {
      const end = at + 4 + bytes.readInt32LE(at);
      if (end > bytes.length) break;
      if (bytes[at + TYPE_AT] === EVENT_INITIAL) this.#event(bytes, at + 4, end);
      else this.#joinedAt ??= Number(JSON.parse(bytes.toString('utf8', at + 4, end)).seq);
      at = end;
    }
    // A copy: the chunk is its link's again.
    this.#rest = Buffer.from(bytes.subarray(at));
  }

  #event(bytes: Buffer, start: number, end: number): void {
    this.unacked += 1;
    this.seq = readSeq(bytes, start + SEQ_AT);
    if (this.seq === this.#joinedAt) this.#onJoined();
    if (this.seq <= (this.#joinedAt ?? 0)) return;
    // Ours are always 100 bytes long and end the frame: `…"}`.
    const text = end - 2 - TEXT_BYTES;
    if (bytes[text - 1] === QUOTE && bytes[text - 2] === COLON) readText(bytes, text, this.#onDelivery);
  }
}

function readSeq(bytes: Buffer, at: number): number {
  let seq = 0;
  for (let cursor = at; bytes[cursor] !== COMMA; cursor += 1) seq = seq * 10 + (bytes[cursor] as number) - 48;
  return seq;
}
