import { Worker } from 'node:worker_threads';
import { type Problem, type Result, success } from '../../shared/error-codes.ts';
import { socketProblem } from './socket-problem.ts';
import type { ListenOptions, TcpListener } from './tcp-listener.ts';

/**
 * The thread's program, as text because it must run from the sources as well as from one bundled file. It listens,
 * says where, and stands still.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const server = require('node:net').createServer();
server.on('error', ({ code, message }) => parentPort.postMessage({ error: { code, message } }));
server.listen(workerData.options, () => {
  parentPort.postMessage({ bound: server.address() });
  Atomics.wait(new Int32Array(workerData.still), 0, 0);
});
`;

type Said = { readonly bound: { readonly address: string; readonly port: number } } | { readonly error: Error };

/**
 * A TCP socket that listens and never accepts, like a program that is busy elsewhere. Node accepts by itself as soon as
 * its event loop turns, so the socket belongs to a thread whose loop stands still. The system completes connections
 * on its own until the backlog is full.
 */
export function listenSilently({ port, bind, backlog }: ListenOptions): Promise<Result<TcpListener>> {
  const options = { port, host: bind === '' ? '::' : bind, backlog };
  const still = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const thread = new Worker(PROGRAM, { eval: true, workerData: { options, still }, execArgv: [] });
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  const failed = async (error: unknown): Promise<Result<never>> => {
    const problem: Problem = socketProblem(error);
    await thread.terminate();
    return { ok: false, problem };
  };
  return new Promise((resolve) => {
    thread.once('error', (error) => resolve(failed(error)));
    thread.once('message', (said: Said) => {
      if ('error' in said) return resolve(failed(said.error));
      resolve(
        success({
          ...said.bound,
          close: async () => {
            await thread.terminate();
            await ended;
          },
        }),
      );
    });
  });
}
