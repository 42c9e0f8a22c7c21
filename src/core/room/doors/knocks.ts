import type { Knock } from '../../../shared/doors/door-models.ts';
import { plainHost } from '../../../shared/ip-address.ts';
import type { RoomLimits } from '../../../shared/limits.ts';
import { TokenBucket } from '../../token-bucket.ts';
import type { Hello } from '../../wire/messages.ts';
import { type ProtocolError, protocolError } from '../../wire/protocol-error.ts';
import type { OpenLinks } from '../open-links.ts';
import type { RoomLink } from '../room-link.ts';
import type { Waiting } from './waiting.ts';

export interface KnocksParts {
  readonly limits: RoomLimits;
  readonly links: OpenLinks;
  /** Whole milliseconds since 1970. */
  readonly wallNow: () => number;
  /** Others wait than before. */
  readonly changed: () => void;
}

/** Somebody who knocked, and the link over which they wait. */
export interface Knocking {
  readonly knock: Knock;
  readonly link: RoomLink;
  readonly hello: Hello;
}

const SECONDS_PER_MINUTE = 60;

/** Those who wait to be let in by hand: few, few of each address, and none for ever. */
export class Knocks {
  readonly #parts: KnocksParts;
  readonly #waiting = new Map<number, Knocking>();
  /** Knocks of all addresses together: each is told to everybody who helps at the door. */
  readonly #pace: TokenBucket;
  #newest = 0;

  constructor(parts: KnocksParts, now: number) {
    this.#parts = parts;
    const { knocksPerMinute, knocksAtOnce } = parts.limits;
    this.#pace = new TokenBucket(knocksPerMinute / SECONDS_PER_MINUTE, knocksAtOnce, now);
  }

  /** In the order in which they came. */
  list(): readonly Knock[] {
    return [...this.#waiting.values()].map(({ knock }) => knock);
  }

  /** Somebody knocks. @returns why they may not even wait */
  add(link: RoomLink, hello: Hello, now: number): ProtocolError | undefined {
    const { limits, links, wallNow, changed } = this.#parts;
    this.#replace(hello.device);
    const crowd = this.#crowd(link, now);
    if (crowd) return crowd;
    this.#newest += 1;
    const id = this.#newest;
    const { address, identity, plain } = link.peer;
    const knock: Knock = {
      id,
      nick: hello.nick,
      address: plainHost(address),
      at: wallNow(),
      ...(identity && { card: identity.card }),
      ...(plain && { plain }),
    };
    const waiting: Waiting = {
      hello,
      until: now + limits.knockMs,
      overdue: NOT_ANSWERED,
      over: () => void this.take(id),
    };
    this.#waiting.set(id, { knock, link, hello });
    link.waiting = waiting;
    // Those are few: none of them makes way for who says nothing.
    links.entered(link);
    links.replyTo(link).write('{"type":"waiting","code":"ask"}');
    changed();
    return undefined;
  }

  /** Takes a knock off the list: it was answered, or its link is gone. */
  take(id: number): Knocking | undefined {
    const found = this.#waiting.get(id);
    if (found === undefined) return undefined;
    this.#waiting.delete(id);
    found.link.waiting = undefined;
    this.#parts.changed();
    return found;
  }

  /** Who knocks again over another link gave the first one up. */
  #replace(device: string): void {
    for (const { knock, hello, link } of this.#waiting.values()) {
      if (hello.device !== device) continue;
      this.take(knock.id);
      this.#parts.links.fail(link, protocolError('session_taken', 'it knocks over another link'));
    }
  }

  #crowd({ peer, pace }: RoomLink, now: number): ProtocolError | undefined {
    const { knocks, knocksPerAddress } = this.#parts.limits;
    const ofAddress = [...this.#waiting.values()].filter(({ link }) => link.peer.address === peer.address);
    const isFull = this.#waiting.size >= knocks || ofAddress.length >= knocksPerAddress;
    if (isFull || !pace.knocks.has(now) || !this.#pace.has(now)) return CROWDED;
    pace.knocks.spend(1, now);
    this.#pace.spend(1, now);
    return undefined;
  }
}

const NOT_ANSWERED = protocolError('not_answered', 'nobody answered the knock');
const CROWDED = protocolError('too_many_knocks', 'too many knock here at the moment: try again later');
