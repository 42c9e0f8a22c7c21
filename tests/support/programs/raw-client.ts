import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { atEnd } from '../releases.ts';
import { DEADLINE_MS, within } from '../until.ts';
import { frame, type PlainFrame, PlainReader } from './plain-frames.ts';

type Header = PlainFrame['header'];

/** A peer of a room that is written from the wire's description alone. It keeps every frame it got. */
export class RawClient {
  readonly socket: Socket;
  /** Headers in the order in which they came. */
  readonly received: Header[] = [];
  readonly device = randomBytes(16).toString('hex');
  /** Settles when the connection is closed, orderly or not. */
  readonly closed: Promise<void>;
  isClosed = false;
  ended = false;
  readonly #reader = new PlainReader();
  readonly #waiters = new Set<() => void>();

  private constructor(socket: Socket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.isClosed = true;
        resolve();
        this.#wake();
      });
    });
    // Resets are part of the game; `closed` tells of them.
    socket.on('error', () => {});
    socket.on('end', () => {
      this.ended = true;
      this.#wake();
    });
    socket.on('data', (chunk: Buffer) => {
      for (const { header } of this.#reader.push(chunk)) this.received.push(header);
      this.#wake();
    });
  }

  /** Opens a connection; it is destroyed when the test ends. */
  static async connect(port: number, options: Partial<NetConnectOpts> & { host?: string } = {}): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, ...options } as NetConnectOpts);
    const client = new RawClient(socket);
    atEnd(async () => {
      socket.destroy();
      await client.closed;
    });
    await within(once(socket, 'connect'), `a connection to port ${port}`);
    return client;
  }

  /** Opens a connection and joins. */
  static async join(
    port: number,
    nick: string,
    options?: Partial<NetConnectOpts> & { host?: string },
  ): Promise<RawClient> {
    const client = await RawClient.connect(port, options);
    client.hello(nick);
    await client.next('welcome');
    return client;
  }

  hello(nick: string, more: object = {}): void {
    this.send({ type: 'hello', v: 1, nick, device: this.device, ...more });
  }

  say(id: string, text: string): void {
    this.send({ type: 'say', id, text });
  }

  /** Says something and waits until the host has it on disk. @returns the event's number */
  async sayAccepted(id: string, text: string): Promise<number> {
    this.say(id, text);
    const { seq } = await this.find((header) => header.type === 'accepted' && header.id === id, `accepted ${id}`);
    return seq as number;
  }

  send(header: object, body?: Uint8Array): void {
    this.socket.write(frame(header, body));
  }

  write(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  /** The first frame of this type, which may be here already. */
  next(type: string): Promise<Header> {
    return this.find((header) => header.type === type, type);
  }

  /** The first frame that fits, which may be here already. @throws when the connection closes before */
  async find(fits: (header: Header) => boolean, words: string, deadlineMs = DEADLINE_MS): Promise<Header> {
    let looked = 0;
    const look = () => {
      while (looked < this.received.length) {
        const header = this.received[looked] as Header;
        looked += 1;
        if (fits(header)) return header;
      }
      return undefined;
    };
    return within(
      new Promise((resolve, reject) => {
        const wake = () => {
          const header = look();
          if (header === undefined && !this.isClosed) return;
          this.#waiters.delete(wake);
          if (header) resolve(header);
          else reject(new Error(`the connection closed before: ${words}; got ${this.#summary()}`));
        };
        this.#waiters.add(wake);
        wake();
      }),
      () => `${words}; got ${this.#summary()}`,
      deadlineMs,
    );
  }

  /** Texts of the messages that came, in order. */
  texts(): readonly string[] {
    return this.events()
      .filter(({ kind }) => kind === 'message')
      .map(({ text }) => String(text));
  }

  events(): readonly Header[] {
    return this.received.filter(({ type }) => type === 'event');
  }

  /** The message with this text, which may be here already. */
  heard(text: string, deadlineMs?: number): Promise<Header> {
    return this.find(
      (header) => header.type === 'event' && header.text === text,
      `the message ${text.slice(0, 40)}`,
      deadlineMs,
    );
  }

  #wake(): void {
    for (const wake of [...this.#waiters]) wake();
  }

  #summary(): string {
    const newest = this.received.slice(-5).map((header) => JSON.stringify(header).slice(0, 160));
    return `${this.received.length} frames, at last ${newest.join(' ')}`;
  }
}
