import type { Socket } from 'node:net';
import { StreamHost } from '../../../src/core/secure/stream-host.ts';
import { connectSealed } from '../../../src/node/net/sealed-connect.ts';
import { SealedStream } from '../../../src/node/net/sealed-stream.ts';
import type { StreamEvents } from '../../../src/node/net/stream-link.ts';
import { TcpLink } from '../../../src/node/net/tcp-link.ts';
import { guestSealing } from '../../../src/node/secure/guest-sealing.ts';
import { passingIdentity } from '../../../src/node/secure/identity-store.ts';
import { nodeCrypto } from '../../../src/node/secure/node-crypto.ts';
import { RoomKey } from '../../../src/node/secure/room-key.ts';
import { atEnd } from '../releases.ts';
import { LinkEnd } from './transport-compliance.ts';

/** A host's identity and certificate, of nobody in particular. */
export function someHost(now = Date.now()) {
  const identity = passingIdentity();
  const roomKey = new RoomKey(nodeCrypto.random(32), 'ab'.repeat(16), identity.card.key);
  return { identity, certificate: roomKey.certificate(now) };
}

/** The dialling end on a socket that connects; `opened` when the handshake is over. */
export function sealedDialler(socket: Socket, opened: () => void): LinkEnd {
  const end = new LinkEnd();
  const connect = (connected: () => void, events: StreamEvents) => {
    socket.once('connect', connected);
    return new TcpLink(socket, events);
  };
  end.link = connectSealed(connect, opened, end, guestSealing({ identity: passingIdentity() }));
  atEnd(() => end.link.destroy());
  return end;
}

/** The end that was dialled; `opened` when the handshake is over. */
export function sealedAnswerer(socket: Socket, opened: () => void): LinkEnd {
  const end = new LinkEnd();
  const handshake = new StreamHost(nodeCrypto, someHost());
  let sealed: SealedStream | undefined;
  const take = (plain: Uint8Array) => end.received(plain);
  const inner: TcpLink = new TcpLink(socket, {
    received: (chunk) => {
      if (sealed) return void sealed.receive(chunk, take);
      handshake.push(chunk);
      for (let step = handshake.next(); step !== undefined; step = handshake.next()) {
        if (step.kind === 'send') inner.send(step.bytes);
        if (step.kind !== 'sealed') continue;
        sealed = new SealedStream(inner, nodeCrypto, step.done, step.rest.length);
        end.link = sealed;
        sealed.receive(step.rest, take);
        return opened();
      }
    },
    drained: () => end.drained(),
    ended: () => end.ended(),
    closed: (problem) => end.closed(problem),
  });
  end.link = inner;
  atEnd(() => inner.destroy());
  return end;
}
