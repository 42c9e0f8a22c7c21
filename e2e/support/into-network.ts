/**
 * Runs Electron on a computer of a network lab, and lets Playwright reach its two debuggers there: each of their addresses
 * is told with the port of a relay on this side.
 */
import { spawn } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { electronExecutable } from '../../tools/electron-standin/executable.ts';
import { NETWORK_VARIABLE } from './network.ts';

/** Joins its standard input and output to a port of the loopback adapter. */
const PASS_ON = `
  const socket = require('node:net').connect(Number(process.argv[1]), '127.0.0.1');
  socket.on('error', () => process.exit(1)).on('close', () => process.exit(0));
  process.stdin.pipe(socket).pipe(process.stdout);`;

const ENTER = ['--target', process.env[NETWORK_VARIABLE] ?? '', '--net', '--'];

const electron = spawn(
  'nsenter',
  // Whoever kills this process means the app.
  [...ENTER, 'setpriv', '--pdeathsig', 'KILL', electronExecutable().path, ...process.argv.slice(2)],
  { stdio: ['inherit', 'inherit', 'pipe'] },
);
electron.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => electron.kill(signal));

// One after the other: lines keep their order.
for await (const line of createInterface({ input: electron.stderr })) {
  const [start, port] = /^(?:Debugger|DevTools) listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(line) ?? [];
  const told = start === undefined ? line : line.replace(`:${port}/`, `:${await relayTo(Number(port))}/`);
  process.stderr.write(`${told}\n`);
}

/** @returns the port of this side that leads to one on the app's computer */
function relayTo(port: number): Promise<number> {
  const server = createServer((outside) => passOn(outside, port));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function passOn(outside: Socket, port: number): void {
  const inside = spawn('nsenter', [...ENTER, process.execPath, '-e', PASS_ON, String(port)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // Either end may go first.
  inside.stdin.on('error', () => outside.destroy());
  outside.on('error', () => inside.kill()).on('close', () => inside.kill());
  inside.once('exit', () => outside.destroy());
  outside.pipe(inside.stdin);
  inside.stdout.pipe(outside);
}
