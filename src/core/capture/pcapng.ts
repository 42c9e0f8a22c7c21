import type { ChunkRecord } from '../recording/recorded-link.ts';
import { recordBytes } from '../recording/recorded-link.ts';
import { internetPacket, PROTOCOL } from './internet-packet.ts';
import { ACK, PSH, SYN, type TcpHead, tcpSegment, udpDatagram } from './transport-packet.ts';

/** Block types and constants of the pcapng format (draft-ietf-opsawg-pcapng). */
const SECTION = 0x0a0d_0d0a;
const INTERFACE = 1;
const PACKET = 6;
const BYTE_ORDER = 0x1a2b_3c4d;
const LINK_ETHERNET = 1;
const OPTION_FLAGS = 2;
const FLAG_IN = 1;
const FLAG_OUT = 2;
/** Longest payload of one IP packet, less the headers. */
const SEGMENT_MOST = 65_000;
/** Between two takes of a link an unknown number of bytes is missing. */
const TAKE_GAP = 1_000_000;
const NO_BYTES = new Uint8Array(0);

/** How far the two directions of a TCP link are, as sequence numbers. */
interface Flow {
  take: number;
  readonly base: { in: number; out: number };
  readonly next: { in: number; out: number };
}

/**
 * Writes records as a capture file that Wireshark opens. The Ethernet, IP, TCP and UDP headers are made up, with the
 * addresses, ports, sequence numbers and checksums that the bytes travelled with as far as a program can know them: a
 * system may have cut or merged what was written. What never left the computer's memory is left out.
 */
export class CaptureWriter {
  readonly #flows = new Map<number, Flow>();

  /** What a file begins with. */
  head(): Uint8Array {
    const section = block(SECTION, 16, (view) => {
      view.setUint32(0, BYTE_ORDER, true);
      view.setUint16(4, 1, true);
      // The section's length: not known.
      view.setBigInt64(8, -1n, true);
    });
    const face = block(INTERFACE, 8, (view) => view.setUint16(0, LINK_ETHERNET, true));
    return concat([section, face]);
  }

  /** The packets of one record. */
  packets(record: ChunkRecord): Uint8Array {
    const { transport } = record.link.route;
    if (transport === 'memory') return new Uint8Array(0);
    return concat(transport === 'udp' ? [this.#datagram(record)] : this.#segments(record));
  }

  #datagram(record: ChunkRecord): Uint8Array {
    const { local, remote } = record.link.route;
    const isOut = record.direction === 'out';
    const [from, to] = isOut ? [local.port, remote.port] : [remote.port, local.port];
    const bytes = udpDatagram(from, to, recordBytes(record));
    return enhanced(record, internetPacket({ local, remote, isOut }, { protocol: PROTOCOL.udp, bytes, checksumAt: 6 }));
  }

  #segments(record: ChunkRecord): Uint8Array[] {
    const { flow, opening } = this.#flowOf(record);
    const { direction } = record;
    const other = direction === 'in' ? 'out' : 'in';
    const bytes = recordBytes(record);
    const start = flow.base[direction] + record.offset;
    const packets = [...opening];
    for (let at = 0; at < bytes.length; at += SEGMENT_MOST) {
      const payload = bytes.subarray(at, at + SEGMENT_MOST);
      const head = { sequence: start + at, acknowledged: flow.next[other], flags: ACK | PSH };
      packets.push(segment(record, direction, head, payload));
    }
    flow.next[direction] = start + bytes.length;
    return packets;
  }

  /** Finds a link's flow, or begins one, with the handshake if the link's beginning was recorded. */
  #flowOf(record: ChunkRecord): { readonly flow: Flow; readonly opening: readonly Uint8Array[] } {
    const { link, take, isFromStart } = record;
    const known = this.#flows.get(link.id);
    if (known?.take === take) return { flow: known, opening: [] };
    if (known) {
      known.take = take;
      known.base.in = known.next.in + TAKE_GAP;
      known.base.out = known.next.out + TAKE_GAP;
      known.next.in = known.base.in;
      known.next.out = known.base.out;
      return { flow: known, opening: [] };
    }
    const flow: Flow = { take, base: { in: 1, out: 1 }, next: { in: 1, out: 1 } };
    this.#flows.set(link.id, flow);
    if (!isFromStart) return { flow, opening: [] };
    const [asks, answers] = link.route.dialled ? (['out', 'in'] as const) : (['in', 'out'] as const);
    const opening = [
      segment(record, asks, { sequence: 0, acknowledged: 0, flags: SYN }),
      segment(record, answers, { sequence: 0, acknowledged: 1, flags: SYN | ACK }),
      segment(record, asks, { sequence: 1, acknowledged: 1, flags: ACK }),
    ];
    return { flow, opening };
  }
}

function segment(
  record: ChunkRecord,
  direction: 'in' | 'out',
  head: Omit<TcpHead, 'from' | 'to'>,
  payload: Uint8Array = NO_BYTES,
): Uint8Array {
  const { local, remote } = record.link.route;
  const isOut = direction === 'out';
  const [from, to] = isOut ? [local.port, remote.port] : [remote.port, local.port];
  const bytes = tcpSegment({ ...head, from, to }, payload);
  const packet = internetPacket({ local, remote, isOut }, { protocol: PROTOCOL.tcp, bytes, checksumAt: 16 });
  return enhanced({ at: record.at, direction }, packet);
}

/** An enhanced packet block, with the direction as seen from this computer. */
function enhanced({ at, direction }: Pick<ChunkRecord, 'at' | 'direction'>, packet: Uint8Array): Uint8Array {
  const padded = Math.ceil(packet.length / 4) * 4;
  const microseconds = Math.max(0, Math.round(at * 1_000));
  return block(PACKET, 20 + padded + 12, (view, bytes) => {
    view.setUint32(4, Math.floor(microseconds / 0x1_0000_0000), true);
    view.setUint32(8, microseconds % 0x1_0000_0000, true);
    view.setUint32(12, packet.length, true);
    view.setUint32(16, packet.length, true);
    bytes.set(packet, 20);
    view.setUint16(20 + padded, OPTION_FLAGS, true);
    view.setUint16(22 + padded, 4, true);
    view.setUint32(24 + padded, direction === 'in' ? FLAG_IN : FLAG_OUT, true);
  });
}

/** A block: type, length, content, length. @param size of the content, a multiple of 4 */
function block(type: number, size: number, fill: (view: DataView, bytes: Uint8Array) => void): Uint8Array {
  const whole = new Uint8Array(size + 12);
  const view = new DataView(whole.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, whole.length, true);
  view.setUint32(size + 8, whole.length, true);
  const content = whole.subarray(8, 8 + size);
  fill(new DataView(whole.buffer, 8, size), content);
  return whole;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
