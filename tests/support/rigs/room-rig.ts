import { Room } from '../../../src/core/room/room.ts';
import type { Peer, RoomLink } from '../../../src/core/room/room-link.ts';
import type { PeerIdentity } from '../../../src/core/secure/peer-identity.ts';
import type { FrameHeader } from '../../../src/core/wire/frame.ts';
import { protocolError } from '../../../src/core/wire/protocol-error.ts';
import { digests } from '../../../src/node/secure/digests.ts';
import { DEFAULT_LIMITS, type RoomLimits } from '../../../src/shared/limits.ts';
import { concat, headersOf, rawFrame } from '../frames.ts';
import { directWords } from '../opaque-words.ts';
import { MemoryRoomStore } from './memory-room-store.ts';

/** A `device` of 32 hex digits for each number. */
export function deviceOf(number: number): string {
  return number.toString(16).padStart(32, '0');
}

export interface RigPeerOptions {
  readonly address?: string;
  readonly local?: boolean;
  readonly device?: string;
  /** What a byte of a frame is on its way, as for plain guests, who are sent lines. */
  readonly bytesPerFrameByte?: number;
}

/** A peer of the room under test: what it says is turned into frames, what it hears is kept until it is asked for. */
export class RigPeer implements Peer {
  readonly address: string;
  readonly local: boolean;
  readonly device: string;
  /** Whether its words are put into frames on the host's computer. */
  plain = false;
  /** Whether its link is one over datagrams. */
  datagrams = false;
  /** Whom its handshake proved it to be; undefined in clear. */
  identity: PeerIdentity | undefined = undefined;
  link!: RoomLink;
  isClosed = false;
  /** True while the room does not read it; what it says all the same arrives. */
  isPaused = false;
  /** False while it reads nothing: what is sent to it waits. */
  reads = true;
  #waiting: Uint8Array[] = [];
  #heard: Uint8Array[] = [];
  readonly #rig: RoomRig;
  readonly #bytesPerFrameByte: number;

  constructor(rig: RoomRig, options: Required<RigPeerOptions>) {
    const { address, local, device, bytesPerFrameByte } = options;
    this.#bytesPerFrameByte = bytesPerFrameByte;
    this.#rig = rig;
    this.address = address;
    this.local = local;
    this.device = device;
  }

  send(bytes: Uint8Array): number {
    (this.reads ? this.#heard : this.#waiting).push(bytes);
    return this.queuedBytes();
  }

  sendEphemeral(frames: Uint8Array): void {
    this.send(frames);
  }

  queuedBytes(): number {
    return this.#waiting.reduce((sum, { length }) => sum + length * this.#bytesPerFrameByte, 0);
  }

  pause(paused: boolean): void {
    this.isPaused = paused;
  }

  close(): void {
    this.isClosed = true;
  }

  /** Reads all that waited, and goes on reading. `quietly`: nobody tells the room. */
  readAll(quietly = false): void {
    this.reads = true;
    this.#heard.push(...this.#waiting);
    this.#waiting = [];
    if (quietly) return;
    this.#rig.room.drained(this.link);
    while (this.#rig.room.owesHistory) this.#rig.room.sendHistory();
  }

  /** Reads the first write that waited. */
  readOne(): void {
    const first = this.#waiting.shift();
    if (first) this.#heard.push(first);
  }

  /** Sends bytes as they are. */
  says(...bytes: Uint8Array[]): void {
    this.#rig.room.receive(this.link, concat(bytes), this.#rig.now);
  }

  /** Sends headers, each as a frame, in one chunk. */
  sends(...headers: object[]): void {
    this.says(...headers.map((header) => rawFrame(header)));
  }

  hello(fields: object = {}): void {
    this.sends({ type: 'hello', v: 1, nick: 'Ada', device: this.device, ...fields });
  }

  /** Everything heard since the last call. */
  hears(): FrameHeader[] {
    const bytes = concat(this.#heard);
    this.#heard = [];
    return headersOf(bytes);
  }

  /** Texts of the messages heard since the last call. */
  texts(): unknown[] {
    return this.hears()
      .filter(({ type, kind }) => type === 'event' && kind === 'message')
      .map((header) => header.text);
  }
}

/** A room with a store in memory and a clock that stands still. */
export class RoomRig {
  /** Links that asked whether they are reached, and at which port. */
  readonly reachAsked: { readonly link: RoomLink; readonly port: number }[] = [];
  /** By the clock that measures durations. */
  now = 1_000_000;
  /** By the one on the wall, which goes on beside it until a test sets it. */
  wall = 1_800_000_000_000;
  /** What the clock says that tells how long work takes. */
  elapsed = 0;
  /** Hears of defects of the room, which fail a test unless it is about them. */
  defect = (error: unknown): void => {
    throw error;
  };
  /** Happens whenever that clock is looked at. */
  onElapsed = () => {};
  readonly store: MemoryRoomStore;
  readonly limits: RoomLimits;
  room: Room;
  #tokens = 0;
  #peers = 0;

  constructor(limits: Partial<RoomLimits> = {}) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
    this.store = new MemoryRoomStore(this.limits.eventsKept);
    this.room = this.#open();
  }

  /** A link from a device and an address of its own, unless told otherwise. */
  connect(options: RigPeerOptions = {}): RigPeer {
    this.#peers += 1;
    const { address = `address-${this.#peers}`, local = false, device = deviceOf(this.#peers) } = options;
    const { bytesPerFrameByte = 1 } = options;
    const peer = new RigPeer(this, { address, local, device, bytesPerFrameByte });
    peer.link = this.room.open(peer, this.now);
    return peer;
  }

  /** A peer that said hello and heard everything that follows. */
  join(fields: object = {}, options: Parameters<RoomRig['connect']>[0] = {}): RigPeer & { welcome: FrameHeader } {
    const peer = this.connect(options);
    peer.hello(fields);
    this.turn();
    const welcome = peer.hears().find(({ type }) => type === 'welcome') as FrameHeader;
    return Object.assign(peer, { welcome });
  }

  /** Ends a turn of the event loop, and lets more of them pass until nothing is left over for the next. */
  turn(): void {
    this.writeTurn();
    while (this.room.owesHistory || this.room.holdsInput) {
      this.room.hearHeld(this.now);
      this.writeTurn();
    }
  }

  /** Ends one turn: to disk, then out; or not, when the disk is full. */
  writeTurn(): void {
    const turn = this.room.gather();
    try {
      if (turn.record) this.store.commit(turn.record);
    } catch {
      turn.abandon(protocolError('disk_full', 'the disk is full'), this.now);
      return;
    }
    turn.release(this.now);
    this.room.sendHistory();
  }

  /** Lets time pass, then looks at the deadlines. */
  pass(milliseconds: number): void {
    this.now += milliseconds;
    this.wall += milliseconds;
    this.room.tick(this.now);
    this.room.hearHeld(this.now);
    this.turn();
  }

  /** A new process opens the same store. */
  restart(): void {
    this.room = this.#open();
  }

  #look(): number {
    this.onElapsed();
    return this.elapsed;
  }

  #open(): Room {
    const randomHex = (digits: number) => {
      this.#tokens += 1;
      return this.#tokens.toString(16).padStart(digits, '0');
    };
    const ports = {
      log: this.store.log,
      digests,
      randomHex,
      wallNow: () => this.wall,
      elapsed: () => this.#look(),
      defect: (error: unknown) => this.defect(error),
      reach: (link: RoomLink, port: number) => void this.reachAsked.push({ link, port }),
      words: directWords(() => this.now),
    };
    return new Room(this.store.state(), this.limits, ports, this.now);
  }
}
