/**
 * The least that a Node program can do for a room: it speaks as much of NATS's text as the load in C needs, and hands each chunk to
 * everybody with one byte changed per message. With `FILE` what a turn of the event loop brought is a row of it first,
 * one commit for each, with the settings of a room's file (src/node/store).
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { DatabaseSync } from 'node:sqlite';

/** `PUB room 100`, a line feed, 100 bytes of text, a line feed: those of all messages of the load. */
const MESSAGE_BYTES = 'PUB room 100\r\n'.length + 102;
const GREETING_END = 'PING\r\n';
const M = 0x4d;

const [file] = process.argv.slice(2);
const keep = file === undefined ? () => {} : keeperOf(file);
const members = new Map<Socket, number>();
let turn: Buffer[] = [];

function keeperOf(path: string): (bytes: Uint8Array) => void {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA page_size = 16384; PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = NORMAL; CREATE TABLE row (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO row (bytes) VALUES (?)');
  return (bytes) => void insert.run(bytes);
}

function endTurn(): void {
  const bytes = turn.length === 1 ? (turn[0] as Buffer) : Buffer.concat(turn);
  turn = [];
  keep(bytes);
  for (const member of members.keys()) member.write(bytes);
}

/** @param left bytes of a message that are still to come */
function received(member: Socket, chunk: Buffer, left: number): void {
  for (let at = left; at < chunk.length; at += MESSAGE_BYTES) chunk[at] = M;
  members.set(member, (((left - chunk.length) % MESSAGE_BYTES) + MESSAGE_BYTES) % MESSAGE_BYTES);
  if (turn.length === 0) setImmediate(endTurn);
  turn.push(chunk);
}

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => {});
  socket.on('close', () => members.delete(socket));
  socket.on('data', (chunk) => {
    const left = members.get(socket);
    if (left !== undefined) return received(socket, chunk as Buffer, left);
    if (!chunk.toString('latin1').endsWith(GREETING_END)) return;
    members.set(socket, 0);
    socket.write('PONG\r\n');
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
process.on('SIGTERM', () => process.exit(0));
