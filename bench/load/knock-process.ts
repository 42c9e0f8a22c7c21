/** `knock-process.ts PORT`: knocks at a room as often as it is asked to, from addresses of its own on this computer. */
import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { initialPacket } from '../../src/core/datagram/packet.ts';
import { random32 } from '../../src/node/net/udp-link.ts';
import { answerTasks } from './tasks.ts';

export interface KnockTask {
  /** Connections that are opened, and never say a word. */
  readonly connections: number;
  /** Hellos over UDP from made-up addresses. */
  readonly hellos: number;
  /** Over which all of them are spread. */
  readonly seconds: number;
}

export interface Knocked {
  readonly connected: number;
  readonly hellos: number;
}

const [port = 0] = process.argv.slice(2).map(Number);
/** Addresses that the hellos come from. */
const ADDRESSES = 50;
/** Nobody but the flood is there. */
const FLOOD_HOST = '127.0.0.2';
const STEP_MS = 5;

answerTasks(async ({ connections, hellos, seconds }: KnockTask): Promise<Knocked> => {
  const sockets = new Set<Socket>();
  const senders = await Promise.all(Array.from({ length: ADDRESSES }, (_, index) => sender(`127.0.1.${index + 1}`)));
  let connected = 0;
  let [opened, sent] = [0, 0];
  const begin = performance.now();
  await new Promise<void>((resolve) => {
    const pump = setInterval(() => {
      const share = Math.min(1, (performance.now() - begin) / (seconds * 1_000));
      for (; opened < share * connections; opened += 1) sockets.add(knock(() => (connected += 1)));
      for (; sent < share * hellos; sent += 1)
        senders[sent % ADDRESSES]?.send(initialPacket({ index: random32(), secret: random32() }), port, '127.0.0.1');
      if (share < 1) return;
      clearInterval(pump);
      resolve();
    }, STEP_MS);
  });
  for (const socket of sockets) socket.destroy();
  for (const socket of senders) socket.close();
  return { connected, hellos: sent };
});

function knock(connected: () => void): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress: FLOOD_HOST }, connected);
  socket.on('error', () => {});
  socket.resume();
  return socket;
}

async function sender(address: string) {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  return socket;
}
