import type { WireDirection, WireEndpoint, WireLayer, WireLink } from '../../shared/wire/wire-model.ts';

/** Opens again what travelled sealed over a link. */
export interface Opener {
  /** What travelled, with what it holds in the place of what is sealed; undefined where it does not open. */
  open(direction: WireDirection, bytes: Uint8Array): Uint8Array | undefined;
}

/** Links that one address has one after the other, of which what is sealed can be opened: of more the oldest are forgotten. */
const OPENERS_MOST = 8;

/** What is known of a link when its recording begins. */
export interface LinkRoute {
  readonly transport: WireLink['transport'];
  readonly local: WireEndpoint;
  readonly remote: WireEndpoint;
  /** True at the end that dialled. */
  readonly dialled: boolean;
  /** The place that the link belongs to, where there are several. */
  readonly place?: string | undefined;
}

const NEVER = Number.POSITIVE_INFINITY;

/** A link that is or was recorded. */
export class RecordedLink {
  readonly id: number;
  readonly route: LinkRoute;
  /** The nickname at the other end, once that is known. */
  nameOf: () => string | undefined = () => undefined;
  #openerOf: (() => Opener | undefined) | undefined;
  readonly #openers: Opener[] = [];
  /** Somebody has it open: it is remembered also while nothing of it is kept. */
  isOpen = true;
  /** It was open, and is no more. */
  hasEnded = false;
  /** Of everything recorded so far, also of what was dropped since. */
  readonly bytes: Record<WireDirection, number> = { in: 0, out: 0 };
  /** Records that are kept. */
  kept = 0;
  /** Counts up when recording goes on after a pause, with bytes missing in between. */
  take = 0;
  /** The present take begins with the link's very first byte. */
  isFromStart = false;
  /** Bytes of the present take, so far. */
  readonly offset: Record<WireDirection, number> = { in: 0, out: 0 };
  /** The same of what was in seals. */
  readonly insideOffset: Record<WireDirection, number> = { in: 0, out: 0 };
  /** From which byte of the present take on what travels is sealed; infinite for a link in clear. */
  readonly sealedFrom: Record<WireDirection, number> = { in: NEVER, out: NEVER };
  #lastName: string | undefined;

  constructor(id: number, route: LinkRoute) {
    this.id = id;
    this.route = route;
  }

  /** What is sealed can be opened from when there is something to open it with. */
  opensBy(openerOf: (() => Opener | undefined) | undefined): void {
    this.#openerOf = openerOf;
  }

  /** Looks what is known by now: when the link is over, who knew it may have forgotten. */
  learn(): void {
    this.#lastName ??= this.nameOf();
    const opener = this.#openerOf?.();
    if (opener === undefined) return;
    this.#openerOf = undefined;
    this.#openers.unshift(opener);
    this.#openers.length = Math.min(this.#openers.length, OPENERS_MOST);
  }

  /** See {@link Opener.open}. */
  open(direction: WireDirection, bytes: Uint8Array): Uint8Array | undefined {
    for (const opener of this.#openers) {
      const opened = opener.open(direction, bytes);
      if (opened) return opened;
    }
    return undefined;
  }

  /** A member that left had a name. */
  get name(): string | undefined {
    this.#lastName = this.nameOf() ?? this.#lastName;
    return this.#lastName;
  }

  /** Something of it is known to be sealed. */
  get isSealed(): boolean {
    const inside = this.insideOffset.in + this.insideOffset.out;
    return this.#openers.length > 0 || inside > 0 || Math.min(this.sealedFrom.in, this.sealedFrom.out) !== NEVER;
  }

  beginTake(isFromStart: boolean): void {
    this.take += 1;
    this.isFromStart = isFromStart;
    for (const direction of ['in', 'out'] as const) {
      this.offset[direction] = 0;
      this.insideOffset[direction] = 0;
      // Which a link is shows with what it carries: sealed links begin in clear.
      this.sealedFrom[direction] = NEVER;
    }
  }

  /** What travels from here on is sealed, and so are the last `behind` bytes of what was recorded. */
  sealed(direction: WireDirection, behind: number): void {
    this.sealedFrom[direction] = Math.max(0, this.offset[direction] - behind);
  }

  /** Counts a record. @returns the bytes before it in its direction and layer since the take began */
  count(direction: WireDirection, layer: WireLayer, length: number): number {
    const offsets = layer === 'inside' ? this.insideOffset : this.offset;
    const before = offsets[direction];
    offsets[direction] = before + length;
    if (layer === 'outside') this.bytes[direction] += length;
    // The recording began when the link was sealed already.
    else if (!this.isFromStart && this.sealedFrom[direction] === NEVER) this.sealedFrom[direction] = 0;
    return before;
  }

  view(): WireLink {
    const { id, route, name, hasEnded, bytes, isSealed } = this;
    const { transport, local, remote } = route;
    const { in: bytesIn, out: bytesOut } = bytes;
    return { id, transport, local, remote, name, isOpen: !hasEnded, isSealed, bytesIn, bytesOut };
  }
}

/** One chunk or datagram as it travelled. */
export interface ChunkRecord {
  /** Counts up over all links. */
  readonly id: number;
  readonly link: RecordedLink;
  /** Milliseconds since 1970, with a fraction. */
  readonly at: number;
  readonly direction: WireDirection;
  readonly layer: WireLayer;
  readonly bytes: Uint8Array;
  /** What left in the same write behind `bytes`. */
  readonly more: Uint8Array | undefined;
  /** Bytes before it in its direction and layer since the take began. */
  readonly offset: number;
  readonly take: number;
  /** The take begins with the link's first byte. */
  readonly isFromStart: boolean;
}

/** How many bytes a record has. */
export function recordLength({ bytes, more }: Pick<ChunkRecord, 'bytes' | 'more'>): number {
  return bytes.length + (more?.length ?? 0);
}

/** The bytes of a record in one piece. */
export function recordBytes({ bytes, more }: Pick<ChunkRecord, 'bytes' | 'more'>): Uint8Array {
  if (more === undefined) return bytes;
  const whole = new Uint8Array(bytes.length + more.length);
  whole.set(bytes);
  whole.set(more, bytes.length);
  return whole;
}

/** The bytes of a record as they are looked at: what travelled sealed is open, where there is a key to it. */
export function openedBytes(record: Pick<ChunkRecord, 'bytes' | 'more' | 'link' | 'direction'>): OpenedBytes {
  const bytes = recordBytes(record);
  const opened = record.link.open(record.direction, bytes);
  return { bytes: opened ?? bytes, isOpened: opened !== undefined };
}

export interface OpenedBytes {
  readonly bytes: Uint8Array;
  /** True where it is not what travelled, but what was sealed in it. */
  readonly isOpened: boolean;
}
