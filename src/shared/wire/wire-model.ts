import { z } from 'zod';
import type { Transport } from '../models.ts';

/** Seen from this computer: `in` is what `recv()` returned, `out` what was written. */
export const wireDirectionSchema = z.enum(['in', 'out']);
export type WireDirection = z.infer<typeof wireDirectionSchema>;

/**
 * Of a link that is sealed: `outside` is what travels, as an eavesdropper sees it, `inside` what is in the seals. A link in clear
 * has the one that travels.
 */
export const wireLayerSchema = z.enum(['inside', 'outside']);
export type WireLayer = z.infer<typeof wireLayerSchema>;

/** What a byte is part of; each has a colour and a word in the legend. */
export const BYTE_KINDS = [
  /** `header_length`, the first four bytes of a frame. */
  'length',
  /** The frame's JSON. */
  'header',
  'body',
  /** A line or datagram of somebody without our protocol. */
  'text',
  /** What a datagram of ours begins with: magic, type, checksum, id, number. */
  'packet',
  /** Acks, limits, pings and the like inside of a datagram. */
  'control',
  /** What says where the bytes behind it stand in the stream, and how long their block is. */
  'block',
  /** A block packed with LZ4, or a part of one: frames are inside, but not byte for byte. */
  'packed',
  /** Sealed, with the tag that shows whether a bit of it was changed: only the two ends can read it. */
  'sealed',
  /** The beginning of a frame whose rest has not come. */
  'pending',
  /** No frame is known here: recording began in the middle, or something broke the protocol. */
  'unknown',
] as const;
export type ByteKind = (typeof BYTE_KINDS)[number];

/** Some bytes, from `from` up to `to` (exclusive), and what they are. Spans are in order and do not overlap. */
export interface ByteSpan {
  readonly from: number;
  readonly to: number;
  readonly kind: ByteKind;
}

export interface WireEndpoint {
  /** As the operating system writes it; empty where there is no network. */
  readonly address: string;
  readonly port: number;
}

/** One link whose bytes are recorded, or were and are still there. */
export interface WireLink {
  readonly id: number;
  /** `memory` is the host's own window, which no network lies before. */
  readonly transport: Transport | 'memory';
  readonly local: WireEndpoint;
  readonly remote: WireEndpoint;
  /** The nickname at the other end, where it is known. */
  readonly name: string | undefined;
  readonly isOpen: boolean;
  /** What travels over it is sealed. */
  readonly isSealed: boolean;
  /** What was recorded of it since recording began, also what the recording has dropped by now. */
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** What a datagram of ours says of itself. */
export interface WirePacket {
  /** `initial`, `cookie`, `connect`, `accept`, `data`, `reset`, `sealed` …; `broken` for what only claims to be ours. */
  readonly type: string;
  /** Only `data` and `sealed` are numbered. */
  readonly number: number | undefined;
  /** Frames of the packet, such as `ack` and `stream`, in order. */
  readonly carries: readonly string[];
  /** Some of its bytes travelled before: it was sent again, or arrived twice. */
  readonly isAgain: boolean;
  /** What it carries belongs before something that came earlier. */
  readonly isLate: boolean;
}

/** One frame, as the list shows it. */
export interface WireFrame {
  readonly id: number;
  /** The header's `type`; empty unless it is `whole`. */
  readonly type: string;
  /**
   * Lines and datagrams of plain guests are `text`; `broken` is where the protocol was breached; `sealed` is a record as it travels,
   * which nobody but the two ends can open.
   */
  readonly state: 'whole' | 'pending' | 'broken' | 'text' | 'sealed';
  /** All of it with the four bytes of its length; of a pending one what has come so far. */
  readonly length: number;
  /** What matters of it, in a line: the text of a `say`, the code of an `error`. */
  readonly summary: string;
  readonly row: number;
  /** First rows of the chunks that carried it, in order and repeats included; of very many only the first. */
  readonly chunkRows: readonly number[];
  /** How many chunks carried it, without repeats. */
  readonly chunkCount: number;
}

/** One chunk (what a `recv()` returned or a write took) or datagram, with the frames that begin in it. */
export interface WireChunk {
  /** Counts up over all links, in the order in which they travelled. */
  readonly id: number;
  readonly link: number;
  /** Milliseconds since 1970, with a fraction. */
  readonly at: number;
  readonly direction: WireDirection;
  /** `inside` for what travelled in a seal and was opened here. */
  readonly layer: WireLayer;
  /** All of it is noise for whoever sees it travel. */
  readonly isSealed: boolean;
  readonly length: number;
  readonly packet: WirePacket | undefined;
  /** Its first row, and how many it takes: one for each frame that begins in it, at least one. */
  readonly row: number;
  readonly rows: number;
  readonly frames: readonly WireFrame[];
  /** Frames that began in an earlier chunk and go on in this one. */
  readonly continues: readonly { readonly frame: number; readonly row: number }[];
  /** The first bytes, for a glance. */
  readonly preview: Uint8Array;
}

/** A stretch of the list. Rows are counted from the beginning of the recording, so that they keep their numbers. */
export interface WirePage {
  /** The list has the rows from `first` up to `end` (exclusive). */
  readonly first: number;
  readonly end: number;
  /** All chunks that have a row in the stretch that was asked for, in order. */
  readonly chunks: readonly WireChunk[];
  /** Types of frames that there are, for the filter. */
  readonly types: readonly string[];
}

/** Everything about one chunk. */
export interface WireChunkDetail {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly spans: readonly ByteSpan[];
}

/** Everything about one frame. */
export interface WireFrameDetail {
  readonly id: number;
  /** As it was put together from its chunks, unpacked where it travelled packed. */
  readonly bytes: Uint8Array;
  readonly spans: readonly ByteSpan[];
  /** The header with line breaks; undefined for what is no whole frame. */
  readonly json: string | undefined;
  /** Why it is `broken`: a wire error code and its text. */
  readonly breach: { readonly code: string; readonly text: string } | undefined;
  /** The chunks that carried it, repeats included. */
  readonly chunks: readonly {
    readonly id: number;
    readonly link: number;
    readonly at: number;
    readonly direction: WireDirection;
    readonly length: number;
    readonly number: number | undefined;
    readonly isAgain: boolean;
  }[];
}

/** How the recording stands. */
export interface WireState {
  readonly isOn: boolean;
  /** Bytes in memory, and how many there may be. */
  readonly bytes: number;
  readonly bytesMost: number;
  readonly chunks: number;
  /** Chunks that the recording has dropped to stay below `bytesMost`. */
  readonly dropped: number;
  /** When recording began last, in milliseconds since 1970; undefined before the first time. */
  readonly since: number | undefined;
  /** Of the place that is watched. */
  readonly links: readonly WireLink[];
  /** Links beside those in `links`, which are the newest. */
  readonly moreLinks: number;
  /** Changes whenever a list may look otherwise. */
  readonly version: number;
}
