import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { AddressFamily, PortState, PortUse } from '../../shared/doctor/models.ts';
import type { Transport } from '../../shared/models.ts';

/** All addresses of a family, and its loopback: some systems let a program have a port on the one beside the other. */
const BINDINGS: Readonly<Record<AddressFamily, readonly string[]>> = {
  IPv4: ['0.0.0.0', '127.0.0.1'],
  IPv6: ['::', '::1'],
};
/** Any other error means that this computer has no such family (`EAFNOSUPPORT`, `EADDRNOTAVAIL`). */
const USES: Readonly<Record<string, PortUse>> = {
  EADDRINUSE: 'taken',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
};

/** Tries whether a port of this computer is free, by opening it for a moment. */
export async function probePort(transport: Transport, family: AddressFamily, port: number): Promise<PortState> {
  const open = transport === 'tcp' ? openTcp : openUdp;
  for (const address of BINDINGS[family]) {
    const code = await open(address, port);
    if (code !== undefined) return { transport, family, use: USES[code] ?? 'unsupported' };
  }
  return { transport, family, use: 'free' };
}

/** @returns undefined when it could be opened, else the system's name of the error */
function openTcp(host: string, port: number): Promise<string | undefined> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve) => {
    server.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(code));
    server.listen({ host, port, ipv6Only: true, exclusive: true, backlog: 1 }, () =>
      server.close(() => resolve(undefined)),
    );
  });
}

function openUdp(address: string, port: number): Promise<string | undefined> {
  const socket = address.includes(':') ? createSocket({ type: 'udp6', ipv6Only: true }) : createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('error', ({ code = '' }: NodeJS.ErrnoException) => {
      socket.close();
      resolve(code);
    });
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(undefined)));
  });
}
