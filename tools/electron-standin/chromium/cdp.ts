/**
 * The DevTools protocol over Chromium's pipe: JSON messages, each ended by a NUL byte. The pipe is also what ends
 * Chromium when this process dies for whatever reason, as the browser closes itself when its end is closed.
 */
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** Parameters and results are not typed here: each caller names what it reads. */
// biome-ignore lint/suspicious/noExplicitAny: the protocol has hundreds of shapes, and callers read one or two fields
export type CdpData = any;

interface Pending {
  readonly method: string;
  resolve(result: CdpData): void;
  reject(error: Error): void;
}

/** One conversation with one target; emits protocol events by their name, and `detached` at its end. */
export class CdpSession extends EventEmitter {
  readonly connection: CdpConnection;
  /** Empty for the browser itself. */
  readonly id: string;

  constructor(connection: CdpConnection, id: string) {
    super();
    this.setMaxListeners(0);
    this.connection = connection;
    this.id = id;
  }

  /** Sends a command; rejects with the protocol's message, or when the session ends first. */
  send(method: string, params: object = {}): Promise<CdpData> {
    return this.connection.send(method, params, this.id);
  }

  /** Sends a command whose failure does not matter, such as one to a page that may be gone already. */
  tell(method: string, params: object = {}): void {
    this.send(method, params).catch(() => {});
  }
}

/** All sessions with one browser. */
export class CdpConnection {
  readonly browser: CdpSession = new CdpSession(this, '');
  private readonly sessions = new Map<string, CdpSession>([['', this.browser]]);
  private readonly pending = new Map<number, Pending & { readonly session: string }>();
  private readonly output: Writable;
  private lastId = 0;
  private rest: Buffer[] = [];

  constructor(input: Readable, output: Writable) {
    this.output = output;
    input.on('data', (chunk: Buffer) => this.receive(chunk));
    input.on('close', () => this.end());
    // A write after Chromium's end fails with EPIPE; `close` tells the same.
    output.on('error', () => this.end());
    input.on('error', () => this.end());
  }

  /** @see CdpSession.send */
  send(method: string, params: object, session: string): Promise<CdpData> {
    return new Promise((resolve, reject) => {
      if (!this.sessions.has(session)) return reject(new Error(`${method}: the target is closed`));
      const id = ++this.lastId;
      this.pending.set(id, { method, session, resolve, reject });
      this.output.write(
        `${JSON.stringify({ id, method, params, ...(session === '' ? {} : { sessionId: session }) })}\0`,
      );
    });
  }

  /** The session with this id, made at its first mention. */
  session(id: string): CdpSession {
    let session = this.sessions.get(id);
    if (session === undefined) {
      session = new CdpSession(this, id);
      this.sessions.set(id, session);
    }
    return session;
  }

  private receive(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, from)) {
      this.rest.push(chunk.subarray(from, end));
      const message = Buffer.concat(this.rest).toString('utf8');
      this.rest = [];
      from = end + 1;
      this.dispatch(JSON.parse(message) as CdpData);
    }
    if (from < chunk.length) this.rest.push(chunk.subarray(from));
  }

  private dispatch(message: CdpData): void {
    if (message.id !== undefined) {
      const call = this.pending.get(message.id);
      this.pending.delete(message.id);
      if (message.error === undefined) call?.resolve(message.result);
      else call?.reject(new Error(`${call.method}: ${message.error.message}`));
      return;
    }
    if (message.method === 'Target.detachedFromTarget') this.detach(message.params.sessionId);
    this.sessions.get(message.sessionId ?? '')?.emit(message.method, message.params);
  }

  private detach(id: string): void {
    const session = this.sessions.get(id);
    this.sessions.delete(id);
    for (const [call, pending] of this.pending) {
      if (pending.session !== id) continue;
      this.pending.delete(call);
      pending.reject(new Error(`${pending.method}: the target is closed`));
    }
    session?.emit('detached');
  }

  private end(): void {
    for (const id of [...this.sessions.keys()]) this.detach(id);
  }
}
