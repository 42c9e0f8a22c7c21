import { MemberList } from '../../src/core/session/member-list.ts';
import { RoomDoor } from '../../src/core/session/room-door.ts';
import { FrameDecoder } from '../../src/core/wire/frame-decoder.ts';
import { encodeFrame } from '../../src/core/wire/frame-writer.ts';
import { parseHostMessage } from '../../src/core/wire/host-messages.ts';
import { isProtocolError } from '../../src/core/wire/protocol-error.ts';
import type { Door, Knock, Managing } from '../../src/shared/doors/door-models.ts';
import { type DoorAudit, HOST_NICK } from './door-audit.ts';
import { Violation } from './ledger.ts';
import type { HostLink, LinkEvents } from './link.ts';
import type { Random } from './random.ts';

const DEVICE = 'd'.repeat(32);
const DOORS: readonly Door[] = ['open', 'ask', 'locked'];

/** The person at the host's own computer, who minds the door; in the room over a link in memory, as the host's window is. */
export class Doorkeeper implements HostLink {
  readonly identity = undefined;
  readonly isLocal = true;
  members = new MemberList();
  door = new RoomDoor(() => undefined);
  readonly #random: Random;
  readonly #audit: DoorAudit;
  #decoder = new FrameDecoder();
  #events: Pick<LinkEvents, 'received'> | undefined;
  #isIn = false;

  constructor(random: Random, audit: DoorAudit) {
    this.#random = random;
    this.#audit = audit;
  }

  get isIn(): boolean {
    return this.#isIn;
  }

  /** The host's process started, or turned it out. */
  enter(open: (link: HostLink) => Pick<LinkEvents, 'received'> | undefined): void {
    this.#decoder = new FrameDecoder();
    this.members = new MemberList();
    this.door = new RoomDoor(() => (header) => this.#say(header));
    this.#isIn = false;
    this.#events = open(this);
    this.#say({ type: 'hello', v: 1, nick: HOST_NICK, device: DEVICE });
  }

  /** The host's process is gone. */
  leave(): void {
    this.#events = undefined;
    this.#isIn = false;
  }

  /** True where it has no link into the room that runs. */
  get isOut(): boolean {
    return this.#events === undefined;
  }

  /** Does one thing that only it may do. */
  act(): void {
    const random = this.#random;
    const { knocks, bans } = this.door.sight;
    const others = this.members.members.filter(({ host }) => !host);
    const dice = random.next();
    if (!this.#isIn) return;
    if (knocks.length > 0 && dice < 0.5) this.#answer(random.pick(knocks));
    else if (dice < 0.6) this.#ask({ do: 'door', door: random.pick(DOORS) });
    else if (bans.length > 0 && dice < 0.7) this.#ask({ do: 'unban', ban: random.pick(bans).id });
    else if (others.length === 0) return;
    else if (dice < 0.85) this.#rank(random.pick(others).id);
    else this.#ask({ do: random.pick(['remove', 'ban']), member: random.pick(others).id });
  }

  /** Opens the door again, to everybody. */
  tidyUp(): void {
    if (!this.#isIn) return;
    const { door, knocks, bans } = this.door.sight;
    if (door !== 'open') this.#ask({ do: 'door', door: 'open' });
    for (const { id } of bans) this.#ask({ do: 'unban', ban: id });
    for (const knock of knocks) this.#admit(knock);
  }

  /** @internal the room sends */
  send(bytes: Uint8Array): number {
    this.#decoder.push(bytes);
    for (let frame = this.#decoder.next(); frame !== undefined; frame = this.#decoder.next()) {
      if (isProtocolError(frame)) throw new Violation(`the host's window hears no frame: ${frame.text}`);
      this.#hear(frame.header);
    }
    this.#decoder.keep();
    return 0;
  }

  /** @internal */
  sendEphemeral(frames: Uint8Array): void {
    this.send(frames);
  }

  /** @internal */
  queuedBytes(): number {
    return 0;
  }

  /** @internal the room ended the link */
  close(): void {
    this.leave();
  }

  #hear(header: Parameters<typeof parseHostMessage>[0]): void {
    const message = parseHostMessage(header);
    if (message === undefined || isProtocolError(message)) return;
    if (message.type === 'welcome') {
      this.#isIn = true;
      this.members.welcome(message.members, message.seq);
      this.door.welcomed(message);
    } else if (message.type === 'event') {
      this.members.apply(message);
      this.door.apply(message);
    } else if (message.type === 'knocks') this.door.knock(message.knocks);
    else if (message.type === 'bans') this.door.ban(message.bans);
    else if (message.type === 'members') this.members.extend(message.members);
    else if (message.type === 'accepted') this.door.answered(message.id);
    else if (message.type === 'refused') this.door.answered(message.id, message);
  }

  #answer(knock: Knock): void {
    const dice = this.#random.next();
    if (dice < 0.6) this.#admit(knock);
    else this.#ask({ do: dice < 0.8 ? 'turn_away' : 'ban', knock: knock.id });
  }

  #admit({ id, card }: Knock): void {
    this.#audit.admits('', true, card);
    this.#ask({ do: 'admit', knock: id });
  }

  #rank(member: string): void {
    this.#ask({ do: 'role', member, role: this.#random.chance(0.7) ? 'moderator' : 'member' });
  }

  #ask(request: Managing): void {
    void this.door.manage(request);
  }

  #say(header: object): void {
    this.#events?.received(encodeFrame(header));
  }
}
