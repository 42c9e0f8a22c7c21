import type { Problem } from '../../shared/error-codes.ts';
import type { RoomInfo } from '../../shared/models.ts';
import { hexText } from '../secure/byte-text.ts';
import type { Call, Proof, Welcome } from '../wire/messages.ts';
import { Greeting, isAnew, type Standpoint } from './greeting.ts';
import type { AnewReason, Entered, GuestShell } from './guest-ports.ts';
import { type Introduced, Introduction, type IntroductionPorts, isProvable } from './introduction.ts';
import type { KeptRoom } from './kept-room.ts';
import { type Certified, RoomTrust } from './room-trust.ts';

/** A host that says nothing for so many milliseconds knows nothing of proofs, where there is nothing to be proven. */
const MUTE_MS = 3_000;

export type ApproachPorts = IntroductionPorts & Pick<GuestShell, 'newDevice'>;

/** A room that this guest entered in this run. */
interface Place {
  kept: KeptRoom;
  readonly room: RoomInfo;
  /** Its host knows nothing of proofs: whoever answers at its address, and knows nothing of them either, is taken for it. */
  readonly isMute: boolean;
}

/** Whom the next `hello` is for. */
interface Target {
  /** Undefined for a room that is none of those that are known. */
  readonly kept: KeptRoom | undefined;
  readonly device: string;
  readonly isMute: boolean;
}

/** What to do next: send headers, say hello, or give the link up. */
export type Step =
  | { readonly headers: readonly object[] }
  | { readonly hello: true }
  | { readonly problem: Problem }
  | undefined;

const HELLO: Step = { hello: true };
const NOWHERE: Standpoint = { newest: 0, proof: undefined };
const OTHER_THAN_CERTIFIED: Problem = {
  code: 'bad_message',
  text: 'it says that it is another room than its certificate says',
};
const UNPROVEN: Problem = { code: 'room_unproven', text: 'what answers there can’t prove that it is this room' };

/**
 * How a guest goes up to a host: finds out which room it is, and decides who this guest is there. A room that it is in
 * and that could prove itself is waited for: it is not left for one that only says to be it.
 */
export class Approach {
  readonly #ports: ApproachPorts;
  readonly #expected: readonly KeptRoom[];
  readonly #trust: RoomTrust;
  readonly #greeting: Greeting;
  #introduction: Introduction;
  /** Of the present link; undefined where it is in clear. */
  #certificate: Certified | undefined;
  #place: Place | undefined;
  #target: Target | undefined;
  /** The last link was ended for asking: the next one is not asked. */
  #isKnownMute = false;
  /** The copy whose session can't be gone on with, and why. */
  #anew: { readonly copy: string; readonly reason: AnewReason } | undefined;

  /** @param can names of what this guest can do beyond version 1, @param trust which keys are those of the room that is meant */
  constructor(expected: readonly KeptRoom[], can: readonly string[], ports: ApproachPorts, trust?: RoomTrust) {
    this.#ports = ports;
    this.#expected = expected;
    const { digests } = ports;
    this.#trust = trust ?? new RoomTrust({ digests, expected, known: (roomId) => ports.known(roomId) });
    this.#greeting = new Greeting(can);
    this.#introduction = new Introduction(ports);
  }

  /** A link is open. @param certificate what its host showed; undefined where it is in clear */
  begin(now: number, certificate?: Certified): Step {
    this.#target = undefined;
    this.#certificate = certificate;
    const refused = certificate ? this.#trust.refuses(certificate) : this.#trust.refusesClear();
    if (refused) return { problem: refused };
    const kept = certificate && this.#trust.which(certificate);
    if (kept) return this.#goTo(kept, kept.device, false);
    // A room that has a key is known by it alone.
    const known = (roomId: string) => this.#ports.known(roomId).filter(isKeyless);
    this.#introduction = new Introduction({
      digests: this.#ports.digests,
      randomHex: (digits) => this.#ports.randomHex(digits),
      linkHash: () => this.#ports.linkHash(),
      known,
    });
    if (certificate) {
      const before = this.#place ? [this.#place.kept] : known(certificate.roomId);
      if (!before.some(isProvable))
        return this.#introduced({ kind: 'another', room: { id: certificate.roomId, name: '' } });
      return this.#asks(before, now);
    }
    if (this.#isKnownMute) return this.#introduced({ kind: 'mute' });
    return this.#asks(this.#place ? [this.#place.kept] : this.#expected, now);
  }

  /** The host said which room it is. */
  proof(proof: Proof): Step {
    const outcome = this.#introduction.take(proof);
    if (outcome === undefined) return undefined;
    return 'kind' in outcome ? this.#introduced(outcome) : { headers: outcome };
  }

  /** The host answered the ping. */
  pong(): Step {
    const outcome = this.#introduction.pong();
    return outcome && this.#introduced(outcome);
  }

  /** The host has said nothing for so many milliseconds. */
  silent(milliseconds: number): Step {
    const isAwaited = this.#place ? !this.#place.isMute : this.#expected.some(isProvable);
    return milliseconds >= MUTE_MS && !isAwaited ? this.#introduced({ kind: 'mute' }) : undefined;
  }

  /** The header of the `hello`. `here`: where the copy of the place that this guest is in stands, `wall`: milliseconds since 1970. */
  hello(nick: string, here: Standpoint, wall: number, call: Call | undefined): object {
    return this.#greeting.hello(nick, this.#isInPlace ? here : (this.#target?.kept ?? NOWHERE), wall, call);
  }

  /** True when the `hello` is for the room that this guest was in last. */
  get #isInPlace(): boolean {
    return this.#place !== undefined && this.#target?.kept?.copy === this.#place.kept.copy;
  }

  /** The `hello` was answered. @returns why it is not taken, where it is of another room than the key says */
  welcomed(welcome: Welcome): (Entered & { readonly isOther: boolean }) | Problem {
    const contradicted = this.#contradicted(welcome.room.id);
    if (contradicted) return contradicted;
    const isOther = !this.#isInPlace;
    const { kept, device = '' } = this.#target ?? {};
    const fresh = this.#greeting.welcomed(welcome.session);
    const reason = fresh && kept?.copy === this.#anew?.copy ? this.#anew?.reason : undefined;
    const roomKey = this.#certificate ? hexText(this.#certificate.roomKey) : undefined;
    return { welcome, kept, device, fresh, reason, roomKey, isOther };
  }

  /** The room was entered, and its copy has this name. */
  entered({ welcome: { room, session, key }, kept, device, roomKey }: Entered, copy: string): void {
    const place = {
      copy,
      room: room.id,
      device,
      key: key ?? kept?.key,
      roomKey: roomKey ?? kept?.roomKey,
      session,
      newest: 0,
      gaps: [],
      proof: undefined,
    };
    const isMute = (this.#target?.isMute ?? false) && key === undefined;
    this.#anew = undefined;
    this.#place = { kept: place, room, isMute };
    this.#trust.entered(place);
    this.#target = { kept: place, device, isMute };
  }

  /** The link was lost for a reason, `isAsking`: before the `hello`. @returns true when another try mends it at once */
  isMended(problem: Problem, isAsking: boolean): boolean {
    const wasKnownMute = this.#isKnownMute;
    this.#isKnownMute = isAsking && problem.code === 'hello_expected';
    const { code } = problem;
    const copy = this.#target?.kept?.copy;
    if (isAnew(code) && copy !== undefined) this.#anew = { copy, reason: code };
    return this.#isKnownMute ? !wasKnownMute : this.#greeting.isMended(problem);
  }

  #asks(rooms: readonly KeptRoom[], now: number): Step {
    return { headers: [...this.#introduction.begin(rooms), { type: 'ping', t: now }] };
  }

  #introduced(found: Introduced): Step {
    const contradicted =
      found.kind === 'mute' ? undefined : this.#contradicted(found.kind === 'proven' ? found.kept.room : found.room.id);
    if (contradicted) return { problem: contradicted };
    if (found.kind === 'proven') return this.#goTo(found.kept, found.kept.device, false);
    const place = this.#place;
    const isMute = found.kind === 'mute';
    if (place?.isMute && isMute) return this.#goTo(place.kept, place.kept.device, true);
    if (place && !place.isMute && (found.kind === 'mute' || found.room.id === place.room.id))
      return { problem: UNPROVEN };
    return this.#goTo(undefined, this.#ports.newDevice(), isMute);
  }

  /** What a host says of its room has to be what its certificate says; in clear no room is believed that has a key. */
  #contradicted(roomId: string): Problem | undefined {
    const certificate = this.#certificate;
    if (!certificate) return this.#trust.refusesClearRoom(roomId);
    return certificate.roomId === roomId ? undefined : OTHER_THAN_CERTIFIED;
  }

  #goTo(kept: KeptRoom | undefined, device: string, isMute: boolean): Step {
    this.#target = { kept, device, isMute };
    this.#greeting.become(device, kept && kept.copy === this.#anew?.copy ? undefined : kept?.session);
    return HELLO;
  }
}

function isKeyless({ roomKey }: KeptRoom): boolean {
  return roomKey === undefined;
}
