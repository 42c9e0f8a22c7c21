/** A peer that knows nothing of Partyline: a bare TCP socket of the test itself. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from '@playwright/test';

export class RawSocket {
  readonly #socket: Socket;
  #received = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8').on('data', (text: string) => {
      this.#received += text;
    });
    // A server that is stopped may tear it off.
    socket.on('error', () => {});
  }

  static async connect(port: number): Promise<RawSocket> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const peer = new RawSocket(socket);
    await once(socket, 'connect');
    return peer;
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  /** Waits until all that came is this. */
  async reads(text: string): Promise<void> {
    await expect.poll(() => this.#received).toBe(text);
  }

  async isClosed(): Promise<void> {
    await expect.poll(() => this.#socket.closed || this.#socket.readableEnded).toBe(true);
  }

  close(): void {
    this.#socket.destroy();
  }
}
