import type { NamedRoom } from '../../../src/core/discovery/gossip.ts';
import type { LogSegment } from '../../../src/core/room/log-segment.ts';
import { proofOf } from '../../../src/core/secure/proofs.ts';
import type { Entered, GuestShell } from '../../../src/core/session/guest-ports.ts';
import { GuestSession } from '../../../src/core/session/guest-session.ts';
import type { KeptRoom } from '../../../src/core/session/kept-room.ts';
import type { Gap, PastPage } from '../../../src/core/session/past.ts';
import type { FrameHeader } from '../../../src/core/wire/frame.ts';
import type { OutboxItem, RoomEvent } from '../../../src/shared/models.ts';
import type { MemberChanges } from '../../../src/shared/places/place-models.ts';
import { testDigests } from '../digests.ts';
import { concat, headersOf, rawFrame } from '../frames.ts';
import { directGuestWords } from '../opaque-words.ts';

export const LOST = { code: 'link_lost', text: 'the connection was closed' } as const;

/** What the room of these tests proves itself with. */
export const ROOM_KEY = 'ee'.repeat(32);
const ROOM = { id: 'ab', name: 'Lab' };

/** What the guest of a test kept from before. */
export interface RigState {
  readonly nick: string;
  readonly session: string;
  readonly newest: number;
  readonly outbox: readonly OutboxItem[];
  /** Of a guest that takes the newest page first. */
  readonly gaps: readonly Gap[];
  /** Of the newest event. */
  readonly proof: string;
  readonly isPatient: boolean;
}

/** A guest's session with a shell that writes down what it is asked for, and a clock that stands still. */
export class GuestRig implements GuestShell {
  /** By the clock that measures durations; the one on the wall says the same, and so much more as it was set forward. */
  now = 1_000_000;
  wallAhead = 0;
  readonly session: GuestSession;
  connects = 0;
  isConnected = false;
  readonly shown: RoomEvent[] = [];
  readonly segments: LogSegment[] = [];
  readonly outbox = new Map<string, OutboxItem>();
  readonly welcomes: boolean[] = [];
  readonly entered: Entered[] = [];
  readonly typists: string[] = [];
  readonly namedRooms: NamedRoom[] = [];
  readonly memberChanges: MemberChanges[] = [];
  readonly gaps: Gap[] = [];
  readonly pages: PastPage[] = [];
  /** What {@link welcomed} answers: the outbox of another room than before. */
  keptElsewhere: readonly OutboxItem[] | undefined;
  readonly digests = testDigests;
  /** The real OPAQUE, without the stretching that takes its time. */
  readonly words = directGuestWords;
  /** Of the link; undefined in clear. */
  hash: Uint8Array | undefined = undefined;
  /** What the log that came anew lacks of this member's own. */
  lost: readonly OutboxItem[] = [];
  /** What is kept of rooms. */
  readonly kept: KeptRoom[] = [];
  #sent: Uint8Array[] = [];
  #chance = 0;

  /** @param state of the room of these tests, where it was entered before, @param kept other rooms that were */
  constructor(
    { nick = 'Ada', session, newest = 0, outbox, gaps, proof, isPatient = false }: Partial<RigState> = {},
    kept: readonly KeptRoom[] = [],
  ) {
    this.kept.push(...kept);
    if (session !== undefined) this.kept.push(keptRoom({ session, newest, gaps: gaps ?? [], proof }));
    this.keptElsewhere = outbox;
    this.session = new GuestSession(
      { nick, expected: [...this.kept], newestFirst: gaps !== undefined, isPatient },
      this,
    );
  }

  /** A guest that said hello and was welcomed, `newest` being the room's newest event. */
  static online(newest = 0, fields: object = {}): GuestRig {
    const rig = new GuestRig();
    rig.session.start(rig.now);
    rig.open();
    rig.welcome(newest, fields);
    rig.says();
    return rig;
  }

  linkHash(): Uint8Array | undefined {
    return this.hash;
  }

  /** The link opens, and the room of these tests is there and proves it. */
  open(): void {
    this.session.linkOpened(this.now);
    this.prove();
  }

  /** Answers what the guest asked as the room of these tests does. */
  prove(room = ROOM, key = ROOM_KEY): void {
    const said = this.saysAll();
    const isAbout = ({ type }: FrameHeader) => type === 'prove' || type === 'ping';
    this.#sent.push(...said.filter((header) => !isAbout(header)).map((header) => rawFrame(header)));
    for (const { type, nonce, member, t } of said.filter(isAbout)) {
      if (type === 'ping') {
        this.hears({ type: 'pong', t });
        continue;
      }
      const challenge = { room: room.id, guestNonce: String(nonce), hostNonce: 'cc', link: this.hash };
      const mac = member !== undefined && proofOf(testDigests, key, challenge);
      this.hears({ type: 'proof', room, nonce: 'cc', ...(mac && { mac }) });
    }
  }

  lose(): void {
    this.isConnected = false;
    this.#sent = this.#sent.filter((frame) => headersOf(frame)[0]?.type !== 'ping');
    this.session.linkLost(LOST, this.now);
  }

  welcome(seq: number, fields: object = {}): void {
    this.hears({
      type: 'welcome',
      v: 1,
      room: ROOM,
      session: 's1',
      key: ROOM_KEY,
      you: 'm1',
      members: [{ id: 'm1', nick: 'Ada', host: false }],
      seq,
      ...fields,
    });
  }

  /** An event of somebody else, unless told otherwise. */
  event(seq: number, fields: object = {}): object {
    return {
      type: 'event',
      seq,
      at: 1,
      kind: 'message',
      id: `e${seq}`,
      from: 'm2',
      nick: 'Bob',
      text: `t${seq}`,
      ...fields,
    };
  }

  /** Headers arrive, all in one chunk. */
  hears(...headers: object[]): void {
    this.session.receive(concat(headers.map((header) => rawFrame(header))), this.now);
  }

  /** What was sent since the last call, heartbeats aside. */
  says(): FrameHeader[] {
    return this.saysAll().filter(({ type }) => type !== 'ping');
  }

  saysAll(): FrameHeader[] {
    const bytes = concat(this.#sent);
    this.#sent = [];
    return headersOf(bytes);
  }

  pass(milliseconds: number): void {
    this.now += milliseconds;
    this.session.tick(this.now);
  }

  /** Passes in steps of a second, as a computer that does not sleep. */
  passSlowly(milliseconds: number): void {
    for (let left = milliseconds; left > 0; left -= 1_000) this.pass(Math.min(1_000, left));
  }

  sendEphemeral(frames: Uint8Array): void {
    this.send(frames);
  }

  named(rooms: readonly NamedRoom[]): void {
    this.namedRooms.push(...rooms);
  }

  typing(member: string): void {
    this.typists.push(member);
  }

  connect(): void {
    this.connects += 1;
    this.isConnected = true;
  }
  send(bytes: Uint8Array): void {
    this.#sent.push(bytes);
  }
  disconnect(): void {
    this.isConnected = false;
  }
  welcomed(entered: Entered): { copy: string; outbox: readonly OutboxItem[] | undefined } {
    const { welcome, kept, fresh } = entered;
    this.entered.push(entered);
    this.welcomes.push(fresh);
    const outbox = this.keptElsewhere;
    this.keptElsewhere = undefined;
    return { copy: kept?.copy ?? `copy of ${welcome.room.id}`, outbox };
  }
  known(roomId: string): readonly KeptRoom[] {
    return this.kept.filter(({ room }) => room === roomId);
  }
  logRead(): readonly OutboxItem[] {
    return this.lost;
  }
  newDevice(): string {
    return this.randomHex(32);
  }
  /** Another each time. */
  randomHex(digits: number): string {
    this.#chance += 1;
    return this.#chance.toString(16).padStart(digits, '0');
  }
  received(segment: LogSegment, events: readonly RoomEvent[]): void {
    this.segments.push(segment);
    this.shown.push(...events);
  }
  passedOver(gap: Gap): void {
    this.gaps.push(gap);
  }
  filled(page: PastPage): void {
    this.pages.push(page);
  }
  keepOutboxItem(item: OutboxItem): void {
    this.outbox.set(item.id, item);
  }
  dropOutboxItem(id: string): void {
    this.outbox.delete(id);
  }
  changed(_what: 'room' | 'outbox', members?: MemberChanges): void {
    if (members) this.memberChanges.push(members);
  }
  wallNow(): number {
    return this.now + this.wallAhead;
  }
  random(): number {
    return 0.5;
  }
}

/** What a guest kept of the room of these tests, unless told otherwise. */
export function keptRoom(fields: Partial<KeptRoom> = {}): KeptRoom {
  return {
    copy: 'one',
    room: ROOM.id,
    device: '0'.repeat(32),
    key: ROOM_KEY,
    session: 's1',
    newest: 0,
    gaps: [],
    proof: undefined,
    ...fields,
  };
}
