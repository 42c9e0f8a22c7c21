import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { atEnd } from '../releases.ts';
import { until, within } from '../until.ts';

/** A peer that knows nothing but text, over TCP or UDP. It keeps all that it got. */
export class TextClient {
  /** What it got: over TCP one text, over UDP a datagram each. */
  readonly datagrams: string[] = [];
  text = '';
  /** Settles when the connection is closed. */
  readonly closed: Promise<void>;
  readonly #write: (bytes: string | Uint8Array) => void;
  readonly #end: () => void;

  private constructor(closed: Promise<void>, write: (bytes: string | Uint8Array) => void, end: () => void) {
    this.closed = closed;
    this.#write = write;
    this.#end = end;
  }

  static async connect(port: number): Promise<TextClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const client = new TextClient(
      closed,
      (bytes) => void socket.write(bytes),
      () => void socket.end(),
    );
    socket.on('error', () => {});
    socket.setEncoding('utf8').on('data', (text: string) => {
      client.text += text;
    });
    atEnd(async () => {
      socket.destroy();
      await closed;
    });
    await within(once(socket, 'connect'), `a connection to port ${port}`);
    return client;
  }

  static async bind(port: number): Promise<TextClient> {
    const socket = createSocket('udp4');
    const closed = new Promise<void>((resolve) => socket.once('close', resolve));
    const client = new TextClient(
      closed,
      (bytes) => socket.send(bytes, port, '127.0.0.1'),
      () => {},
    );
    socket.on('message', (datagram) => {
      client.datagrams.push(datagram.toString());
      client.text += datagram.toString();
    });
    atEnd(async () => {
      socket.close();
      await closed;
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return client;
  }

  write(bytes: string | Uint8Array): void {
    this.#write(bytes);
  }

  /** Ends its sending side. */
  end(): void {
    this.#end();
  }

  /** Waits until this came. */
  hears(text: string): Promise<void> {
    return until(
      () => this.text.includes(text),
      () => `${text} comes; got ${this.text}`,
    );
  }
}
