import { createSocket } from 'node:dgram';

/**
 * The address of this computer that the system would send from to get to `address`; undefined when it knows no way.
 * A UDP socket is connected for that, which sends nothing.
 */
export function outgoingAddress(address: string): Promise<string | undefined> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve) => {
    const done = (found: string | undefined) => {
      resolve(found);
      socket.close();
    };
    // No socket could be had, such as when too many files are open.
    socket.once('error', () => done(undefined));
    // Any port will do: only the way counts.
    socket.connect(9, address, (error?: Error) => done(error ? undefined : socket.address().address));
  });
}
