import type { Path } from '../../core/datagram/path.ts';
import { type HostSealing, resetSecret } from '../../core/datagram/sealed-door.ts';
import type { HostIdentity } from '../../core/secure/handshake-host.ts';
import { type HandshakeLimits, HandshakePace } from '../../core/secure/handshake-pace.ts';
import type { Identity } from '../../core/secure/identity-card.ts';
import type { LinkSecurity } from '../../core/secure/link-security.ts';
import type { StreamLink } from '../net/stream-link.ts';
import { nodeCrypto } from '../secure/node-crypto.ts';
import type { RoomKey } from '../secure/room-key.ts';
import { monotonicNow, wallNow } from '../time/clocks.ts';
import { LinkSealing, type SealingListener, type SealingParts } from './link-sealing.ts';

/** Bytes of what two ends of a link share; those of a link in memory are nobody's. */
const CODE_SIZE = 32;

export interface HostSecurityParts {
  readonly identity: Identity;
  readonly roomKey: RoomKey;
  readonly roomId: string;
  readonly limits: HandshakeLimits;
  /** Whether peers in clear are let in. */
  readonly isClearLetIn: boolean;
}

/** Who hosts a room, and what its links are sealed with. */
export class HostSecurity implements SealingParts, HostSealing {
  readonly crypto = nodeCrypto;
  readonly pace: HandshakePace;
  readonly isClearLetIn: boolean;
  readonly resetSecret: Uint8Array;
  /** Of the room's key, 32 hex digits: what invites and adverts carry. */
  readonly fingerprint: string;
  readonly #identity: Identity;
  readonly #roomKey: RoomKey;

  constructor({ identity, roomKey, roomId, limits, isClearLetIn }: HostSecurityParts) {
    this.isClearLetIn = isClearLetIn;
    this.#identity = identity;
    this.resetSecret = resetSecret(nodeCrypto, identity, roomId);
    this.#roomKey = roomKey;
    this.fingerprint = roomKey.fingerprint;
    this.pace = new HandshakePace(limits, monotonicNow());
  }

  /** The handshake of a link whose first frame begins one. */
  begin(stream: StreamLink, listener: SealingListener): LinkSealing {
    return new LinkSealing(this, stream, listener);
  }

  /** Whether one more handshake over datagrams may begin now: it comes again by itself. */
  mayBegin({ address }: Path, now: number): boolean {
    return this.pace.begin(address, now) !== undefined;
  }

  /** What the host's own window sees of the room: its key, over a link that nobody else can have anything of. */
  within(): LinkSecurity {
    const { card } = this.#identity;
    const certificate = this.#roomKey.certificate(wallNow());
    return { card, key: card.key, certificate, hash: nodeCrypto.random(CODE_SIZE), code: nodeCrypto.random(CODE_SIZE) };
  }

  /** What is shown to whoever dials. */
  readonly host = (): HostIdentity => ({
    identity: this.#identity,
    certificate: this.#roomKey.certificate(wallNow()),
  });
}
