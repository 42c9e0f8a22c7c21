import type { PeerIdentity } from '../../../src/core/secure/peer-identity.ts';
import type { FrameHeader } from '../../../src/core/wire/frame.ts';
import type { RoomLimits } from '../../../src/shared/limits.ts';
import { type RigPeer, type RigPeerOptions, RoomRig } from './room-rig.ts';

/** Who a number stands for, over a link of their own. */
export function identityOf(number: number, link = number): PeerIdentity {
  const hash = new Uint8Array(32).fill(link);
  return { key: number.toString(16).padStart(64, '0'), card: Buffer.alloc(160, number).toString('base64url'), hash };
}

/** A room with its host in it, and sealed links into it. */
export class DoorRig extends RoomRig {
  readonly host: RigPeer;
  #asked = 0;
  #links = 0;

  constructor(limits: Partial<RoomLimits> = {}) {
    super(limits);
    this.host = this.join({ nick: 'Host' }, { local: true });
  }

  /** A sealed link of a person, who says hello over it. */
  comes(person: number, fields: object = {}, options: RigPeerOptions = {}): RigPeer {
    this.#links += 1;
    const peer = this.connect({ device: person.toString(16).padStart(32, 'a'), ...options });
    peer.identity = identityOf(person, this.#links);
    peer.hello({ nick: `Person ${person}`, ...fields });
    this.turn();
    return peer;
  }

  /** Asks for something, and ends the turn. @returns what the room answered to it */
  ask(peer: RigPeer, request: object): FrameHeader | undefined {
    this.#asked += 1;
    const id = `manage-${this.#asked}`;
    peer.sends({ type: 'manage', id, ...request });
    this.turn();
    this.heard = peer.hears();
    return this.heard.find((header) => header.id === id && header.type !== 'event');
  }

  /** What came with the last answer. */
  heard: readonly FrameHeader[] = [];

  setDoor(door: string): void {
    this.ask(this.host, { do: 'door', door });
  }

  /** Those who knock, as this peer was told last. */
  static knocks(heard: readonly FrameHeader[]): readonly { readonly id: number; readonly nick: string }[] | undefined {
    return heard.findLast(({ type }) => type === 'knocks')?.['knocks'] as never;
  }
}

/** The codes of errors and refusals, and the types of what else came. */
export function gist(heard: readonly FrameHeader[]): readonly unknown[] {
  return heard.map(({ type, kind, code }) => code ?? kind ?? type);
}
