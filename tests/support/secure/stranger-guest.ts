import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { frame, type PlainFrame, PlainReader } from '../programs/plain-frames.ts';
import { atEnd } from '../releases.ts';
import { until, within } from '../until.ts';
import { RecordStream } from './record-stream.ts';
import { type Mischief, StrangerHandshake, StrangerRecords } from './stranger-handshake.ts';
import { type Stranger, stranger } from './stranger-keys.ts';

type Header = PlainFrame['header'];

/** A guest of a sealed room that is written from docs/protocol.md alone, and does what it is told, right or wrong. */
export class StrangerGuest {
  readonly socket: Socket;
  readonly device = randomBytes(16).toString('hex');
  /** Frames in clear, and those in records. */
  readonly clear: PlainFrame[] = [];
  readonly received: Header[] = [];
  isClosed = false;
  /** All that came before records did. */
  heardInClear: Buffer = Buffer.alloc(0);
  readonly #closed: Promise<void>;
  readonly #frames = new PlainReader();
  #stream: RecordStream | undefined;
  #out: StrangerRecords | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    // Resets are part of the game; `closed` tells of them.
    socket.on('error', () => {});
    this.#closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.isClosed = true;
        resolve();
      });
    });
    socket.on('data', (chunk: Buffer) => {
      if (this.#stream) this.received.push(...this.#stream.push(chunk).map(({ header }) => header));
      else this.#hear(chunk);
    });
  }

  /** Opens a connection; it is destroyed when the test ends. */
  static async connect(port: number): Promise<StrangerGuest> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const guest = new StrangerGuest(socket);
    atEnd(async () => {
      socket.destroy();
      await guest.#closed;
    });
    await within(once(socket, 'connect'), `a connection to port ${port}`);
    return guest;
  }

  /** Opens a connection and seals it, as somebody new unless it is said. */
  static async sealed(port: number, me: Stranger = stranger(), mischief: Mischief = {}): Promise<StrangerGuest> {
    const guest = await StrangerGuest.connect(port);
    const handshake = new StrangerHandshake(me, mischief);
    await guest.meet(handshake);
    guest.write(frame3(handshake));
    guest.seal(handshake);
    return guest;
  }

  /** The same, and joins. */
  static async join(port: number, nick: string, me?: Stranger): Promise<StrangerGuest> {
    const guest = await StrangerGuest.sealed(port, me);
    guest.hello(nick);
    await guest.next('welcome');
    return guest;
  }

  /** Every record that came, its length included. */
  get records(): readonly Buffer[] {
    return this.#stream?.records ?? [];
  }

  /** Sends message 1 and reads message 2. */
  async meet(handshake: StrangerHandshake): Promise<void> {
    this.write(frame1(handshake));
    handshake.read2(await this.message2());
  }

  /** Waits for message 2. */
  async message2(): Promise<Buffer> {
    const found = () => this.clear.find(({ header }) => header.type === 'noise');
    await until(() => this.isClosed || found() !== undefined, 'message 2');
    const message = found()?.body;
    if (!message) throw new Error('the connection closed before message 2');
    return message;
  }

  /** From now on what goes and comes are records. */
  seal(handshake: StrangerHandshake): void {
    const { guest, host } = handshake.split();
    this.#out = new StrangerRecords(guest);
    this.#stream = new RecordStream(new StrangerRecords(host));
  }

  hello(nick: string, more: object = {}): void {
    this.send({ type: 'hello', v: 1, nick, device: this.device, ...more });
  }

  say(id: string, text: string): void {
    this.send({ type: 'say', id, text });
  }

  send(header: object): void {
    this.write(this.record(header));
  }

  /** The next record, of one frame. */
  record(header: object): Buffer {
    if (!this.#out) throw new Error('not sealed yet');
    return this.#out.seal(frame(header));
  }

  /** Seals any bytes of the stream as the next record. */
  writeRecord(plain: Uint8Array): void {
    if (this.#out) this.write(this.#out.seal(plain));
  }

  write(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  /** The first frame in a record of this type, which may be here already. @throws when the connection closes before */
  next(type: string): Promise<Header> {
    return this.find((header) => header.type === type, type);
  }

  async find(fits: (header: Header) => boolean, words: string): Promise<Header> {
    await until(
      () => this.isClosed || this.received.some(fits),
      () => `${words}; got ${this.#summary()}`,
    );
    const header = this.received.find(fits);
    if (!header) throw new Error(`the connection closed before: ${words}; got ${this.#summary()}`);
    return header;
  }

  /** Waits until this text was said in the room. */
  async heard(text: string): Promise<void> {
    await this.find((header) => header.type === 'event' && header.text === text, `"${text}"`);
  }

  /** Waits until the host closed the connection. */
  async closed(): Promise<void> {
    await within(this.#closed, () => `the host to close; got ${this.#summary()}`);
  }

  #hear(chunk: Buffer): void {
    this.heardInClear = Buffer.concat([this.heardInClear, chunk]);
    // A host speaks lines of text to who begins no frame.
    if (!this.heardInClear.toString('latin1').startsWith('* ')) this.clear.push(...this.#frames.push(chunk));
  }

  #summary(): string {
    return JSON.stringify([...this.clear.map(({ header }) => header), ...this.received]).slice(0, 500);
  }
}

/** Message 1 and the `ping` behind it. */
export function frame1(handshake: StrangerHandshake): Buffer {
  return Buffer.concat([noiseFrame(handshake.message1()), frame({ type: 'ping', t: 0 })]);
}

export function frame3(handshake: StrangerHandshake): Buffer {
  return noiseFrame(handshake.message3());
}

export function noiseFrame(message: Buffer): Buffer {
  return frame({ type: 'noise', total_size: message.length }, message);
}
