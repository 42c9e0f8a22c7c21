import { createServer, type Server } from 'node:net';
import type { LinkRecorder } from '../../core/recording/link-recorder.ts';
import type { Result } from '../../shared/error-codes.ts';
import { type Admits, RefusedConnections } from './refuse-connections.ts';
import { socketProblem } from './socket-problem.ts';
import { HIGH_WATER_MARK, type TcpSocket } from './tcp-link.ts';

export interface ListenOptions {
  /** 0 picks a free port. */
  readonly port: number;
  /** One address of this computer; empty for all of them, IPv4 and IPv6. */
  readonly bind: string;
  /** Connections that may wait to be accepted. */
  readonly backlog: number;
  /** What travels over the room's sockets is recorded whenever it is on. */
  readonly recorder?: LinkRecorder | undefined;
  /** Who is let in at all: one that is not is reset at once, and nothing is made for it. Everybody unless given. */
  readonly admits?: Admits | undefined;
}

export interface TcpListener {
  readonly address: string;
  readonly port: number;
  /** Stops accepting; connections that are open stay. */
  close(): Promise<void>;
}

/** Called for each connection. */
export type Accept = (socket: TcpSocket) => void;

/** Dual-stack where the system has IPv6, else IPv4. */
const ALL_ADDRESSES = ['::', '0.0.0.0'] as const;

/**
 * Opens a listening socket. On Unix Node sets SO_REUSEADDR, so that a port binds again at once while old
 * connections are in TIME_WAIT; on Windows a port binds again by itself and SO_REUSEADDR, which would let two
 * programs share it, stays off (libuv `uv__tcp_bind`). A port that another socket listens on fails on every system.
 */
export async function listenTcp(options: ListenOptions, accept: Accept): Promise<Result<TcpListener>> {
  const outcome = await tryAddresses(options, accept);
  return outcome.ok ? outcome : outcome.result;
}

type Attempt =
  | { readonly ok: true; readonly value: TcpListener }
  | { readonly ok: false; readonly code: string; readonly result: Result<never> };

/** Tries each address that `bind` stands for until this computer has its family. */
async function tryAddresses(options: ListenOptions, accept: Accept): Promise<Attempt> {
  if (options.bind !== '') return tryListen(options, accept);
  const dualStack = await tryListen({ ...options, bind: ALL_ADDRESSES[0] }, accept);
  if (dualStack.ok || !['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(dualStack.code)) return dualStack;
  return tryListen({ ...options, bind: ALL_ADDRESSES[1] }, accept);
}

function tryListen({ port, bind, backlog, admits }: ListenOptions, accept: Accept): Promise<Attempt> {
  return new Promise((resolve) => {
    const refused = admits && new RefusedConnections(admits);
    const take: Accept = refused ? (socket) => refused.passes(socket) && accept(socket) : accept;
    // Half-open: a script that ends its sending side still wants to read its answer.
    const server = createServer({ allowHalfOpen: true, highWaterMark: HIGH_WATER_MARK }, take);
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve({ ok: false, code: error.code ?? '', result: { ok: false, problem: socketProblem(error) } });
    });
    server.listen({ port, host: bind, backlog }, () => {
      refused?.guard(server);
      resolve({ ok: true, value: asListener(server) });
    });
  });
}

function asListener(server: Server): TcpListener {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('a TCP server has an address and a port');
  // What goes wrong with one connection while it is accepted must not end the room (such as EMFILE).
  server.on('error', () => {});
  return {
    address: bound.address,
    port: bound.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
