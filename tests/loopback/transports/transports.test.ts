import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { MemoryLink } from '../../../src/node/net/memory-link.ts';
import type { StreamLink } from '../../../src/node/net/stream-link.ts';
import { connectTcp } from '../../../src/node/net/tcp-connect.ts';
import { TcpLink } from '../../../src/node/net/tcp-link.ts';
import { listenTcp } from '../../../src/node/net/tcp-listener.ts';
import { connectUdp } from '../../../src/node/net/udp-connect.ts';
import { type AcceptUdp, listenUdp } from '../../../src/node/net/udp-listener.ts';
import { freePort } from '../../support/network/ports.ts';
import { type WireSealing, wireSealing } from '../../support/network/wire-sealing.ts';
import { atEnd } from '../../support/releases.ts';
import { sealedAnswerer, sealedDialler } from '../../support/rooms/sealed-ends.ts';
import { LinkEnd, type TransportUnderTest, transportCompliance } from '../../support/rooms/transport-compliance.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** The sockets behind the ends, for what a link itself can't do. */
const sockets = new WeakMap<LinkEnd, Socket>();

function socketOf(end: LinkEnd): Socket {
  return sockets.get(end) as Socket;
}

function endOn(socket: Socket): LinkEnd {
  const end = new LinkEnd();
  sockets.set(end, socket);
  end.link = new TcpLink(socket, end);
  atEnd(() => end.link.destroy());
  return end;
}

async function openTcp(accepted = (_socket: Socket) => {}): Promise<{ dialler: LinkEnd; answerer: LinkEnd }> {
  let answerer: LinkEnd | undefined;
  const listener = await listenTcp({ port: 0, bind: '127.0.0.1', backlog: 16 }, (socket) => {
    accepted(socket);
    answerer = endOn(socket);
  });
  if (!listener.ok) throw new Error(listener.problem.text);
  atEnd(() => listener.value.close());
  const socket = connect({ host: '127.0.0.1', port: listener.value.port });
  const dialler = endOn(socket);
  await once(socket, 'connect');
  await until(() => answerer !== undefined, 'the connection is accepted');
  return { dialler, answerer: answerer as unknown as LinkEnd };
}

const tcp: TransportUnderTest = {
  name: 'TCP',
  open: () => openTcp(),
  stall: (end, stalled) => {
    if (stalled) socketOf(end).pause();
    else socketOf(end).resume();
  },
  halfClose: (end) => socketOf(end).end(),
  reset: (end) => socketOf(end).resetAndDestroy(),
  dialNobody: async () => {
    const end = new LinkEnd();
    const nobody = { host: '127.0.0.1', port: await freePort() };
    end.link = connectTcp(nobody, () => end.received(new Uint8Array(1)), end);
    return end;
  },
};

/** As with a Node whose sockets are made otherwise than expected: the handle lacks a method that is looked for. */
const tcpThroughStreams: TransportUnderTest = {
  ...tcp,
  name: 'TCP through streams',
  open: () =>
    openTcp((socket) => {
      Object.defineProperty((socket as unknown as { _handle: object })._handle, 'useUserBuffer', { value: undefined });
    }),
};

async function openSealed(): Promise<{ dialler: LinkEnd; answerer: LinkEnd }> {
  const answered = Promise.withResolvers<LinkEnd>();
  const opened = Promise.withResolvers<void>();
  const listener = await listenTcp({ port: 0, bind: '127.0.0.1', backlog: 16 }, (socket) => {
    const end = sealedAnswerer(socket, () => answered.resolve(end));
    sockets.set(end, socket);
  });
  if (!listener.ok) throw new Error(listener.problem.text);
  atEnd(() => listener.value.close());
  const socket = connect({ host: '127.0.0.1', port: listener.value.port });
  const dialler = sealedDialler(socket, opened.resolve);
  sockets.set(dialler, socket);
  const [answerer] = await Promise.all([answered.promise, opened.promise]);
  return { dialler, answerer };
}

const sealed: TransportUnderTest = {
  ...tcp,
  name: 'sealed TCP',
  open: openSealed,
  dialNobody: async () => {
    const socket = connect({ host: '127.0.0.1', port: await freePort() });
    const end: LinkEnd = sealedDialler(socket, () => end.received(new Uint8Array(1)));
    return end;
  },
};

const memory: TransportUnderTest = {
  name: 'memory',
  open: async () => {
    const dialler = new LinkEnd();
    const answerer = new LinkEnd();
    const [one, other] = MemoryLink.pair();
    dialler.link = one;
    answerer.link = other;
    one.listen(dialler);
    other.listen(answerer);
    return { dialler, answerer };
  },
  stall: ({ link }, stalled) => (link as MemoryLink).pause(stalled),
};

async function openUdp(
  direct: boolean,
  address: string,
  sealing?: WireSealing,
): Promise<{ dialler: LinkEnd; answerer: LinkEnd }> {
  let answerer: LinkEnd | undefined;
  const accept = (open: Parameters<AcceptUdp>[0]) => {
    answerer = new LinkEnd();
    answerer.link = open(answerer);
  };
  const listener = await listenUdp({ port: 0, address, direct }, { accept, sealing: sealing?.host });
  if (!listener.ok) throw new Error(listener.problem.text);
  atEnd(() => listener.value.close());
  const dialler = new LinkEnd();
  const opened = Promise.withResolvers<void>();
  const at = { host: address, port: listener.value.port };
  dialler.link = connectUdp(at, opened.resolve, dialler, undefined, sealing?.guest);
  atEnd(() => dialler.link.destroy());
  await opened.promise;
  await until(() => answerer !== undefined, 'the link is accepted');
  return { dialler, answerer: answerer as unknown as LinkEnd };
}

const udp: TransportUnderTest = {
  name: 'UDP',
  open: () => openUdp(true, '127.0.0.1'),
  stall: ({ link }, stalled) => (link as StreamLink & { pause(paused: boolean): void }).pause(stalled),
  dialNobody: async () => {
    const end = new LinkEnd();
    const nobody = { host: '127.0.0.1', port: await freePort() };
    end.link = connectUdp(nobody, () => end.received(new Uint8Array(1)), end);
    return end;
  },
};

transportCompliance(tcp);
transportCompliance(tcpThroughStreams);
transportCompliance(sealed);
transportCompliance(udp);
transportCompliance({ ...udp, name: 'UDP over IPv6', open: () => openUdp(true, '::1') });
transportCompliance({ ...udp, name: 'UDP, sealed', open: () => openUdp(true, '127.0.0.1', wireSealing()) });
transportCompliance({ ...udp, name: 'UDP through Node’s own sends', open: () => openUdp(false, '127.0.0.1') });
transportCompliance(memory);
