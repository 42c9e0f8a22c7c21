/** Ports of this machine: free ones, and ones that somebody else has. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A port that nobody has at this moment, on any address. */
export async function freePort(): Promise<number> {
  const server = await listen(0);
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** The port that a server listens on. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** A listening socket on every address of this machine, IPv4 and IPv6. */
async function listen(port: number, accept: (socket: Socket) => void = () => {}): Promise<Server> {
  const server = createServer(accept);
  server.listen(port);
  await once(server, 'listening');
  return server;
}

/** A program that is no room: it takes connections on a port of its own and does with them what `accept` says. */
export interface Stranger {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts one. */
export async function startStranger(accept: (socket: Socket) => void): Promise<Stranger> {
  const sockets = new Set<Socket>();
  const server = await listen(0, (socket) => {
    sockets.add(socket);
    // Whoever called may hang up in any way.
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    accept(socket);
  });
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { port: portOf(server), close };
}
